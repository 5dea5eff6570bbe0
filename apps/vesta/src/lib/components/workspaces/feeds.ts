/** A workspace as far as its feeds go. */
export interface FeedSource {
  slug: string;
  name: string;
  guestReadable: boolean;
}

/** Returns where programs read a workspace. They are not signed in: where guests read nothing there is none. */
export const feedsOf = ({ slug, guestReadable }: Omit<FeedSource, 'name'>) =>
  guestReadable
    ? [
        { href: `/${slug}/feed.xml`, type: 'application/atom+xml', name: 'Atom' },
        { href: `/${slug}/feed.json`, type: 'application/feed+json', name: 'JSON Feed' },
      ]
    : [];
