interface FeedOf {
  slug: string;
  visibility: 'public' | 'private';
}

/** Where programs read a workspace. They are not signed in, so of a private one there is nothing for them. */
export const feedsOf = ({ slug, visibility }: FeedOf) =>
  visibility === 'private'
    ? []
    : [
        { href: `/${slug}/feed.xml`, type: 'application/atom+xml', name: 'Atom' },
        { href: `/${slug}/feed.json`, type: 'application/feed+json', name: 'JSON Feed' },
      ];
