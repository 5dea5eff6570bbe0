/** Who may open which page and send which form, on the closed room and the things in it. */
import { get, send } from '../support/api.ts';
import type { PageCase } from './cases.ts';
import { organizationPages } from './organization-table.ts';
import { closedRoom, everyone, from, sees, writes, type Expected } from './roles.ts';
import {
  disposableCollection,
  disposableKey,
  disposablePost,
  disposableStatus,
  theRoom,
  type Room,
} from './room.ts';
import { teamPages } from './team-tables.ts';

const inRoom = (path: (room: Room) => string) => async () => path(await theRoom());

/** Guests are sent to sign in, and come back. */
const toSignIn = 303;
const signedIn = (status = 200): Expected => from('stranger', status, toSignIn);
/** Expects who may see an entity and not change it to be told so. */
const dashboard = (status = 200): Expected =>
  from('writer', status, { guest: toSignIn, stranger: 404, reader: 403 });
const administers = (status = 200): Expected =>
  from('admin', status, { guest: toSignIn, stranger: 404, reader: 403, writer: 403 });
/** Returns what is there for everybody and one's own. */
const owns = (status: number, guest: number): Expected => ({
  ...from('stranger', 403, guest),
  owner: status,
});
/** A guest's form is kept and shown again for after signing in; nothing is looked up. */
const kept = 200;

const open = (route: string, path = route, name = 'for everybody'): PageCase => ({
  request: `GET ${route}`,
  name,
  path,
  expected: everyone(200),
});

const pages: PageCase[] = [
  open('/'),
  open('/explore'),
  open('/search', '/search?q=a'),
  open('/collections'),
  open('/user/[handle]', '/user/ada'),
  open('/user/[handle]/c/[collection]', '/user/dev/c/records-i-keep-at-the-studio'),
  open('/about'),
  open('/help'),
  open('/legal/[text]', '/legal/privacy'),
  open('/robots.txt'),
  open('/sitemap.xml'),
  open('/sitemap/[part].xml', '/sitemap/pages.xml'),
  open('/[x+2e]well-known/security.txt', '/.well-known/security.txt'),
  {
    request: 'GET /[lead=lead]',
    name: 'leads to the text that is looked for',
    path: '/privacy',
    expected: everyone(308),
  },
  open('/api/docs'),
  open('/auth/back'),
  open('/auth/gone'),
  {
    request: 'GET /dashboard/new/address',
    name: 'which address something would get',
    path: '/dashboard/new/address?kind=workspace&name=Mixtape',
    expected: signedIn(),
  },
  {
    request: 'GET /@[handle]/[...rest]',
    name: 'leads to the person',
    path: '/@ada',
    expected: everyone(301),
  },
  {
    request: 'GET /me',
    name: 'to the dashboard, or to sign in',
    path: '/me',
    expected: everyone(303),
  },
  {
    request: 'GET /auth/login',
    name: 'offers demo accounts to guests, sends others on',
    path: '/auth/login',
    expected: from('stranger', 303, 200),
  },
  {
    request: 'GET /auth/callback',
    name: 'refuses what it did not start; whoever is signed in need not care',
    path: '/auth/callback?code=forged&state=forged',
    expected: from('stranger', 303, 400),
  },
  {
    request: 'GET /auth/logout',
    name: 'asks those who are signed in',
    path: '/auth/logout',
    expected: signedIn(),
  },
  {
    request: 'GET /auth/again',
    name: 'is only for forms',
    path: '/auth/again?to=/dashboard',
    expected: everyone(303),
  },

  { request: 'GET /[workspace]', name: 'a private one', path: `/${closedRoom}`, expected: sees() },
  {
    request: 'GET /[workspace]',
    name: 'a private one in upper case',
    path: `/${closedRoom.toUpperCase()}`,
    expected: sees(301),
  },
  {
    request: 'GET /[workspace]/[slug]',
    name: 'published in a private workspace',
    path: inRoom((room) => `/${closedRoom}/${room.publishedSlug}`),
    expected: sees(),
  },
  {
    request: 'GET /[workspace]/[slug]',
    name: 'a draft',
    path: inRoom((room) => `/${closedRoom}/${room.draftSlug}`),
    expected: writes(),
  },
  {
    request: 'GET /[workspace]/[slug]',
    name: 'a scheduled post',
    path: inRoom((room) => `/${closedRoom}/${room.scheduledSlug}`),
    expected: writes(),
  },
  ...['collections', 'feed.xml', 'feed.json'].map((part): PageCase => ({
    request: `GET /[workspace]/${part}`,
    name: 'of a private workspace',
    path: `/${closedRoom}/${part}`,
    expected: sees(),
  })),
  {
    request: 'GET /[workspace]/c/[collection]',
    name: 'of a private workspace',
    path: inRoom((room) => `/${closedRoom}/c/${room.collectionSlug}`),
    expected: sees(),
  },
  {
    request: 'GET /collections/[id]',
    name: 'of a private workspace, redirects',
    path: inRoom((room) => `/collections/${room.collection}`),
    expected: sees(307),
  },
];

const own: PageCase[] = [
  { request: 'GET /dashboard', name: 'the signed-in', path: '/dashboard', expected: signedIn() },
  {
    request: 'GET /dashboard/new',
    name: 'the signed-in',
    path: '/dashboard/new',
    expected: signedIn(),
  },
  {
    request: 'GET /dashboard/[workspace]',
    name: "of somebody's private workspace",
    path: `/dashboard/${closedRoom}`,
    expected: dashboard(),
  },
  {
    request: 'GET /dashboard/[workspace]',
    name: "of somebody's public workspace",
    path: '/dashboard/ada-okafor',
    expected: owns(200, toSignIn),
  },
  {
    request: 'GET /dashboard/[workspace]/settings',
    name: 'its administrators',
    path: `/dashboard/${closedRoom}/settings`,
    expected: administers(),
  },
  ...['access', 'log', 'log/download'].map((part): PageCase => ({
    request: `GET /dashboard/[workspace]/${part}`,
    name: 'its administrators',
    path: `/dashboard/${closedRoom}/${part}`,
    expected: administers(),
  })),
  {
    request: 'GET /dashboard/[workspace]/delete',
    name: 'its administrators',
    path: `/dashboard/${closedRoom}/delete`,
    expected: administers(),
  },
  {
    request: 'GET /dashboard/[workspace]/transfer',
    name: 'its owner alone',
    path: `/dashboard/${closedRoom}/transfer`,
    expected: from('owner', 200, { guest: toSignIn, reader: 403, writer: 403, admin: 403 }),
  },
];

/** Returns what a form answers to guests, to those who may not see the page, and to the others. */
const formOf = (role: 'reader' | 'writer' | 'admin', status: number): Expected =>
  from(role, status, { guest: kept, stranger: 404, reader: 403, writer: 403 });

let opened: Promise<string> | undefined;
/** A post in the room that the stranger may change, and nothing else there. */
const openedPost = (): Promise<string> =>
  (opened ??= (async () => {
    const [post, { id }] = await Promise.all([
      disposablePost(),
      get<{ id: string }>('/me', 'emil'),
    ]);
    const path = `/permissions/resource/${post}/user/${id}/write`;
    await send('ada', 'PUT', path, { value: 'allow' });
    return post;
  })());

/** A rule about nobody. */
const noRule = { subject: '', action: 'read', value: 'allow' };

/** Forms whose fields are wrong: whoever is allowed gets as far as being told so. */
const forms: PageCase[] = [
  {
    request: 'POST /dashboard/new?/default',
    name: 'the signed-in; it lacks a name',
    path: '/dashboard/new',
    form: { name: '' },
    expected: from('stranger', 400, kept),
  },
  ...['identity', 'pictures', 'look', 'visibility'].map((part): PageCase => ({
    request: `POST /dashboard/[workspace]/settings?/${part}`,
    name: 'its administrators; the fields are wrong',
    path: `/dashboard/${closedRoom}/settings?/${part}`,
    form: { name: '', avatarUrl: 'nowhere', visibility: 'sometimes', font: 'comic' },
    expected: formOf('admin', 400),
  })),
  ...['set', 'clear'].map((name): PageCase => ({
    request: `POST /dashboard/[workspace]/access?/${name}`,
    name: 'its administrators; it names nobody',
    path: `/dashboard/${closedRoom}/access?/${name}`,
    form: noRule,
    expected: formOf('admin', 400),
  })),
  {
    request: 'POST /dashboard/[workspace]/delete?/default',
    name: 'its administrators; not confirmed',
    path: `/dashboard/${closedRoom}/delete`,
    form: { slug: 'something-else' },
    expected: formOf('admin', 400),
  },
  {
    request: 'POST /dashboard/[workspace]/transfer?/default',
    name: 'its owner alone; not confirmed',
    path: `/dashboard/${closedRoom}/transfer`,
    form: { owner: 'user', slug: 'something-else' },
    expected: from('owner', 400, { guest: kept, reader: 403, writer: 403, admin: 403 }),
  },
  {
    request: 'POST /auth/logout?/default',
    name: 'sends guests home, tells the others where the session ends',
    path: '/auth/logout',
    form: { confirm: 'yes' },
    expected: from('stranger', 200, 303),
  },
  {
    request: 'POST /auth/again?/default',
    name: 'shows what was written',
    path: '/auth/again?to=/dashboard/new',
    form: { name: 'Kept' },
    expected: everyone(200),
  },
];

const resourceAt = (rest = '', thing: 'published' | 'draft' | 'scheduled' = 'published') =>
  inRoom((room) => `/dashboard/${closedRoom}/resources/${room[thing]}${rest}`);

const resourcePages: PageCase[] = [
  ...['post', 'status', 'song', 'album'].map((type): PageCase => ({
    request: 'GET /dashboard/[workspace]/resources/new/[type]',
    name: `a ${type}, by its writers`,
    path: `/dashboard/${closedRoom}/resources/new/${type}`,
    expected: dashboard(),
  })),
  {
    request: 'GET /dashboard/[workspace]/resources/[resource]',
    name: 'a published post, by its writers',
    path: resourceAt(),
    expected: dashboard(),
  },
  ...(['draft', 'scheduled'] as const).map((thing): PageCase => ({
    request: 'GET /dashboard/[workspace]/resources/[resource]',
    name: `a ${thing} post, by its writers`,
    path: resourceAt('', thing),
    expected: writes(200, toSignIn),
  })),
  ...['links', 'credits'].map((part): PageCase => ({
    request: `GET /dashboard/[workspace]/resources/[resource]/${part}`,
    name: 'its writers',
    path: resourceAt(`/${part}`),
    expected: dashboard(),
  })),
  ...['access', 'delete'].map((part): PageCase => ({
    request: `GET /dashboard/[workspace]/resources/[resource]/${part}`,
    name: 'its administrators',
    path: resourceAt(`/${part}`),
    expected: administers(),
  })),
  ...['', '/links', '/credits'].map((part): PageCase => ({
    request: `GET /dashboard/[workspace]/resources/[resource]${part}`,
    name: 'who may change it alone',
    path: async () => `/dashboard/${closedRoom}/resources/${await openedPost()}${part}`,
    expected: { ...dashboard(), stranger: 200 },
  })),
  ...['access', 'delete'].map((part): PageCase => ({
    request: `GET /dashboard/[workspace]/resources/[resource]/${part}`,
    name: 'not who may change it alone',
    path: async () => `/dashboard/${closedRoom}/resources/${await openedPost()}/${part}`,
    expected: { ...administers(), stranger: 403 },
  })),
  {
    request: 'GET /settings',
    name: 'the signed-in',
    path: '/settings',
    expected: signedIn(),
  },
  {
    request: 'GET /settings/keys',
    name: 'the signed-in',
    path: '/settings/keys',
    expected: signedIn(),
  },
  {
    request: 'GET /settings/keys/[key]',
    name: 'of a private workspace, its administrators',
    path: inRoom(({ key }) => `/settings/keys/${key}`),
    expected: from('admin', 200, { guest: toSignIn }),
  },
  {
    request: 'GET /dashboard/[workspace]/keys',
    name: 'its administrators',
    path: `/dashboard/${closedRoom}/keys`,
    expected: administers(),
  },
  {
    request: 'GET /settings/export',
    name: 'the signed-in',
    path: '/settings/export',
    expected: signedIn(),
  },
  {
    request: 'GET /settings/delete',
    name: 'the signed-in',
    path: '/settings/delete',
    expected: signedIn(),
  },
  {
    request: 'POST /settings/delete?/default',
    name: 'the signed-in; not confirmed',
    path: '/settings/delete',
    form: { handle: 'somebody else' },
    expected: from('stranger', 400, kept),
  },
  {
    request: 'GET /settings/export/download',
    name: 'the signed-in',
    path: '/settings/export/download',
    expected: signedIn(),
  },
  {
    request: 'GET /dashboard/act-as',
    name: 'the signed-in',
    path: '/dashboard/act-as',
    expected: signedIn(),
  },
  {
    request: 'GET /dashboard/statuses',
    name: 'the signed-in',
    path: '/dashboard/statuses',
    expected: signedIn(),
  },
  ...['', '/access', '/delete'].map((part): PageCase => ({
    request: `GET /dashboard/statuses/[status]${part}`,
    name: 'whoever posted it',
    path: inRoom(({ status }) => `/dashboard/statuses/${status}${part}`),
    expected: owns(200, toSignIn),
  })),
];

const resourceForms: PageCase[] = [
  ...['draft', 'publish', 'schedule'].map((name): PageCase => ({
    request: `POST /dashboard/[workspace]/resources/new/[type]?/${name}`,
    name: 'its writers; it lacks a title',
    path: `/dashboard/${closedRoom}/resources/new/post?/${name}`,
    form: { title: '' },
    expected: formOf('writer', 400),
  })),
  ...['save', 'publish', 'schedule', 'unpublish'].map((name): PageCase => ({
    request: `POST /dashboard/[workspace]/resources/[resource]?/${name}`,
    name: 'its writers; it lacks a title',
    path: resourceAt(`?/${name}`),
    form: { title: '' },
    expected: formOf('writer', 400),
  })),
  {
    request: 'POST /dashboard/[workspace]/resources/new/[type]?/preview',
    name: 'its writers',
    path: `/dashboard/${closedRoom}/resources/new/post?/preview`,
    form: { 'post.body': '# Hello' },
    expected: formOf('writer', 200),
  },
  {
    request: 'POST /dashboard/[workspace]/resources/[resource]?/preview',
    name: 'its writers',
    path: resourceAt('?/preview'),
    form: { 'post.body': '# Hello' },
    expected: formOf('writer', 200),
  },
  {
    request: 'POST /dashboard/[workspace]/resources/[resource]/links?/save',
    name: 'its writers; not an address',
    path: resourceAt('/links?/save'),
    form: { 'url.0': 'javascript:alert(1)' },
    expected: formOf('writer', 400),
  },
  {
    request: 'POST /dashboard/[workspace]/resources/[resource]/credits?/save',
    name: 'its writers; nobody has that address',
    path: resourceAt('/credits?/save'),
    form: { 'who.0': '@nobody-of-that-name' },
    expected: formOf('writer', 400),
  },
  ...['links', 'credits'].map((part): PageCase => ({
    request: `POST /dashboard/[workspace]/resources/[resource]/${part}?/arrange`,
    name: 'its writers',
    path: resourceAt(`/${part}?/arrange`),
    form: { arrange: 'add' },
    expected: formOf('writer', 200),
  })),
  ...['set', 'clear'].map((name): PageCase => ({
    request: `POST /dashboard/[workspace]/resources/[resource]/access?/${name}`,
    name: 'its administrators; it names nobody',
    path: resourceAt(`/access?/${name}`),
    form: noRule,
    expected: formOf('admin', 400),
  })),
  ...['set', 'clear'].map((name): PageCase => ({
    request: `POST /dashboard/statuses/[status]/access?/${name}`,
    name: 'whoever posted it; it names nobody',
    path: inRoom(({ status }) => `/dashboard/statuses/${status}/access?/${name}`),
    form: noRule,
    expected: owns(400, kept),
  })),
  {
    request: 'POST /dashboard/[workspace]/resources/[resource]/delete?/default',
    name: 'its administrators',
    path: async () => `/dashboard/${closedRoom}/resources/${await disposablePost()}/delete`,
    form: { confirm: 'yes' },
    expected: formOf('admin', 303),
  },
  {
    request: 'POST /settings?/profile',
    name: 'the signed-in; it lacks a name',
    path: '/settings?/profile',
    form: { displayName: '' },
    expected: from('stranger', 400, kept),
  },
  {
    request: 'POST /settings?/handle',
    name: 'the signed-in; it is no handle',
    path: '/settings?/handle',
    form: { handle: '' },
    expected: from('stranger', 400, kept),
  },
  {
    request: 'POST /settings/keys?/default',
    name: 'the signed-in; it lacks a name',
    path: '/settings/keys',
    form: { name: '' },
    expected: from('stranger', 400, kept),
  },
  {
    request: 'POST /dashboard/[workspace]/keys?/default',
    name: 'its administrators; it lacks a name',
    path: `/dashboard/${closedRoom}/keys`,
    form: { name: '' },
    expected: formOf('admin', 400),
  },
  {
    request: 'POST /settings/keys/[key]?/default',
    name: 'of a private workspace, its administrators',
    path: async () => `/settings/keys/${await disposableKey()}`,
    form: { confirm: 'yes' },
    expected: from('admin', 303, { guest: kept }),
  },
  {
    request: 'POST /dashboard/act-as?/default',
    name: 'as a workspace: who may write it',
    path: '/dashboard/act-as',
    form: { workspace: closedRoom },
    expected: from('writer', 303, { guest: kept, reader: 403 }),
  },
  {
    request: 'POST /dashboard/act-as?/default',
    name: 'as oneself',
    path: '/dashboard/act-as',
    form: { workspace: 'self' },
    expected: from('stranger', 303, kept),
  },
  ...['draft', 'publish', 'schedule'].map((name): PageCase => ({
    request: `POST /dashboard/statuses?/${name}`,
    name: 'the signed-in; it is empty',
    path: `/dashboard/statuses?/${name}`,
    form: { excerpt: '' },
    expected: from('stranger', 400, kept),
  })),
  ...['save', 'publish', 'schedule', 'unpublish'].map((name): PageCase => ({
    request: `POST /dashboard/statuses/[status]?/${name}`,
    name: 'whoever posted it; it is empty',
    path: inRoom(({ status }) => `/dashboard/statuses/${status}?/${name}`),
    form: { excerpt: '' },
    expected: owns(400, kept),
  })),
  {
    request: 'POST /dashboard/statuses/[status]/delete?/default',
    name: 'whoever posted it',
    path: async () => `/dashboard/statuses/${await disposableStatus()}/delete`,
    form: { confirm: 'yes' },
    expected: from('owner', 303, { guest: kept }),
  },
];

const collectionAt = (rest = '') =>
  inRoom(({ collection }) => `/dashboard/collections/${collection}${rest}`);
const keeping = (rest = '') =>
  inRoom(({ published }) => `/dashboard/collections/add?type=resource&id=${published}${rest}`);

const collectionPages: PageCase[] = [
  ...['/dashboard/collections', '/dashboard/collections/new'].map((path): PageCase => ({
    request: `GET ${path}`,
    name: 'the signed-in',
    path,
    expected: signedIn(),
  })),
  ...['', '/details'].map((part): PageCase => ({
    request: `GET /dashboard/collections/[id]${part}`,
    name: 'of a private workspace, by its writers',
    path: collectionAt(part),
    expected: dashboard(),
  })),
  ...['access', 'delete'].map((part): PageCase => ({
    request: `GET /dashboard/collections/[id]/${part}`,
    name: 'of a private workspace, by its administrators',
    path: collectionAt(`/${part}`),
    expected: administers(),
  })),
  {
    request: 'GET /dashboard/collections/add',
    name: 'a thing in a private workspace, by those who may read it',
    path: keeping(),
    expected: from('reader', 200, { guest: toSignIn }),
  },
];

const collectionForms: PageCase[] = [
  {
    request: 'POST /dashboard/collections/new?/default',
    name: 'the signed-in; it lacks a name',
    path: '/dashboard/collections/new',
    form: { name: '' },
    expected: from('stranger', 400, kept),
  },
  {
    request: 'POST /dashboard/collections/[id]/details?/default',
    name: 'its writers; it lacks a name',
    path: collectionAt('/details'),
    form: { name: '' },
    expected: formOf('writer', 400),
  },
  ...['add', 'remove', 'move', 'note'].map((name): PageCase => ({
    request: `POST /dashboard/collections/[id]?/${name}`,
    name: 'its writers; no such kind of thing',
    path: collectionAt(`?/${name}`),
    form: { itemType: 'planet', itemId: 'mars' },
    expected: formOf('writer', 400),
  })),
  ...['set', 'clear'].map((name): PageCase => ({
    request: `POST /dashboard/collections/[id]/access?/${name}`,
    name: 'its administrators; it names nobody',
    path: collectionAt(`/access?/${name}`),
    form: noRule,
    expected: formOf('admin', 400),
  })),
  {
    request: 'POST /dashboard/collections/[id]/delete?/default',
    name: 'its administrators',
    path: async () => `/dashboard/collections/${await disposableCollection()}/delete`,
    form: { confirm: 'yes' },
    expected: formOf('admin', 303),
  },
  {
    request: 'POST /dashboard/collections/add?/create',
    name: 'those who may read the thing; it lacks a name',
    path: keeping('&/create'),
    form: { name: '' },
    expected: formOf('reader', 400),
  },
  ...['add', 'remove'].map((name): PageCase => ({
    request: `POST /dashboard/collections/add?/${name}`,
    name: 'into a collection that is not there',
    path: keeping(`&/${name}`),
    form: { collection: 'nowhere' },
    expected: from('stranger', 404, kept),
  })),
];

export const pageCases: PageCase[] = [
  ...pages,
  ...own,
  ...forms,
  ...resourcePages,
  ...resourceForms,
  ...collectionPages,
  ...collectionForms,
  ...organizationPages,
  ...teamPages,
];
