/** What is published, by whom, and what others did with it. */
import * as s from '../../../src/index.ts';
import { at, bare, of, stamps } from './entry.ts';

export const workspace: s.Workspace = {
  id: 'w1',
  name: 'Nachtfalter',
  slug: 'nachtfalter',
  description: 'Ω ≈ ç √ ∫',
  ownerType: 'organization',
  ownerId: 'org_night',
  avatarUrl: 'https://example.com/a.png',
  bannerUrl: 'https://example.com/b.png',
  theme: { accent: '#aa00ff', font: 'serif' },
  visibility: 'private',
  guestReadable: false,
  circle: 'authenticated',
  searchKey: 'nachtfalter',
  version: 3,
  ...stamps,
};

export const resource: s.Resource = {
  id: 'r1',
  ownerType: 'user',
  ownerId: 'user_ana',
  workspaceId: 'w1',
  slug: 'first-light',
  type: 'post',
  title: 'First light',
  excerpt: 'How it began',
  status: 'UNLISTED',
  publishedAt: at(123),
  datedAt: at(123),
  announced: true,
  guestReadable: false,
  circle: 'authenticated',
  searchKey: 'first light',
  version: 2_147_483_647,
  ...stamps,
};
// Moments at which engines differ: the epoch, and past the end of MySQL's `timestamp`.
const song = {
  ...resource,
  id: 'r2',
  slug: 'moth',
  type: 'song',
  publishedAt: new Date(0),
  // A record of the time before Unix.
  datedAt: new Date('1860-04-09T00:00:00.000Z'),
} as const;
const album = { ...resource, id: 'r3', slug: 'moths', type: 'album' } as const;
const farAway = new Date(Date.UTC(2199, 11, 31, 23, 59, 59, 999));

const author: s.ResourceAuthor = {
  resourceId: 'r1',
  authorType: 'workspace',
  authorId: 'w1',
  role: 'composer',
  position: 1,
  createdAt: at(8),
};
const post: s.Post = {
  resourceId: 'r1',
  body: `# Hi\n\n${'A long text. '.repeat(8_000)}`,
  bodyHtml: '<h1>Hi</h1>',
  featuredImage: 'https://example.com/f.png',
  ...stamps,
};
const songDetails: s.Song = {
  resourceId: 'r2',
  durationMs: 215_000,
  genre: 'dub techno',
  releaseDate: '1860-04-09',
  isrc: 'GBAYE0601498',
  audioUrl: 'https://example.com/s.flac',
  coverArtUrl: 'https://example.com/s.jpg',
  ...stamps,
};
const albumDetails: s.Album = {
  resourceId: 'r3',
  releaseDate: '1860-04-09',
  upc: '0602435892801',
  coverArtUrl: 'https://example.com/c.jpg',
  ...stamps,
};
const link: s.ResourceUrl = {
  resourceId: 'r2',
  position: 0,
  name: 'Listen',
  url: 'https://example.com/listen?a=1&b=%20',
  service: 'bandcamp',
  icon: 'simple-icons:bandcamp',
  countries: ['DE', 'PT'],
  ...stamps,
};

export const engagement: s.Engagement = {
  id: 'e1',
  subjectType: 'user',
  subjectId: 'user_ana',
  action: 'comment',
  objectType: 'resource',
  objectId: 'r1',
  occurrence: 'e1',
  createdAt: at(7),
};
const comment: s.EngagementComment = {
  engagementId: 'e2',
  text: 'Lovely ❤️',
  parentId: 'e1',
  deletedAt: at(500),
  ...stamps,
};

export const collection: s.Collection = {
  id: 'c1',
  ownerType: 'workspace',
  ownerId: 'w1',
  name: 'Likes',
  slug: 'likes',
  description: 'What w1 likes',
  type: 'static',
  kind: 'likes',
  status: 'UNLISTED',
  itemCount: 1,
  guestReadable: false,
  circle: 'authenticated',
  searchKey: 'likes',
  version: 2,
  ...stamps,
};
const item: s.CollectionItem = {
  collectionId: 'c1',
  itemType: 'resource',
  itemId: 'r1',
  position: 'a0',
  note: 'Start here',
  addedAt: at(11),
  ...stamps,
};

export const publishing = [
  of(s.workspaces, workspace, bare(s.workspaces, workspace, { id: 'w2', slug: 'bare' })),
  of(
    s.workspaceSlugs,
    { slug: 'old-name', workspaceId: 'w1', createdAt: at(3) },
    { slug: 'of-nobody', workspaceId: null, createdAt: at(3) },
  ),
  of(s.formerSlugs, {
    objectType: 'resource',
    objectId: 'r1',
    homeType: 'workspace',
    homeId: 'w1',
    slug: 'old-title',
    createdAt: at(4),
  }),
  of(s.searchEntries, {
    objectType: 'workspace',
    objectId: 'w1',
    inside: true,
    token: 'okafor',
    scope: s.publicScope,
    createdAt: at(4),
  }),
  of(
    s.resources,
    resource,
    song,
    { ...album, publishedAt: farAway },
    bare(s.resources, resource, { id: 'r4', slug: 'r4', type: 'status' }),
  ),
  of(s.resourceAuthors, author, bare(s.resourceAuthors, author, { authorId: 'w2' })),
  of(s.posts, post, bare(s.posts, post, { resourceId: 'r3', body: '' })),
  of(s.songs, songDetails, bare(s.songs, songDetails, { resourceId: 'r3' })),
  of(s.albums, albumDetails, bare(s.albums, albumDetails, { resourceId: 'r1' })),
  of(s.albumSongs, {
    albumResourceId: 'r3',
    songResourceId: 'r2',
    discNumber: 1,
    trackNumber: 4,
    createdAt: at(9),
  }),
  of(s.resourceUrls, link, bare(s.resourceUrls, link, { position: 1, service: 'other' })),
  of(s.engagements, engagement, { ...engagement, id: 'e2', occurrence: 'e2' }),
  of(s.engagementComments, bare(s.engagementComments, comment, { engagementId: 'e1' }), comment),
  of(s.engagementMentions, {
    engagementId: 'e1',
    mentionedType: 'workspace',
    mentionedId: 'w1',
    createdAt: at(4),
  }),
  of(
    s.collections,
    collection,
    bare(s.collections, collection, { id: 'c2', slug: 'picks', type: 'manual' }),
  ),
  of(s.collectionItems, item, bare(s.collectionItems, item, { itemId: 'r2', position: 'Zz' })),
  of(s.collectionItemFilters, {
    collectionId: 'c1',
    itemType: 'user',
    itemId: 'user_bo',
    engagementAction: 'repost',
    isVisible: false,
    ...stamps,
  }),
];
