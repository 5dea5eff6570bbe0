/** Every page of the app, as somebody meets it in the demo scene. */
import { views, type View } from '../../src/routes/[workspace]/views.ts';
import { get, send } from '../support/api.ts';
import type { Account } from '../support/sign-in.ts';
import { unique } from '../support/unique.ts';

export interface PageCase {
  /** Route id; a test compares them with the files under `src/routes`. */
  route: string;
  /** What this one shows, where a route is met more than once. */
  name?: string;
  path: string | (() => Promise<string>);
  as?: Account;
  /** Its main heading. */
  heading: string | RegExp;
  /** Something that it is visited for. */
  shows: string | RegExp;
  /** Default 200. */
  status?: number;
}

/** Something that each part of a profile is visited for. */
const inView: Record<View, string | RegExp> = {
  releases: 'Harbour Lights',
  writing: 'How Tidemark was made',
  statuses: /./,
};

/** For everybody. These must stay small. */
export const publicPages: PageCase[] = [
  { route: '/', path: '/', heading: /./, shows: 'Ada Okafor' },
  { route: '/explore', path: '/explore', heading: 'Explore', shows: 'Ada Okafor' },
  {
    route: '/explore',
    name: 'one kind',
    path: '/explore?type=post',
    heading: /./,
    shows: /Ada Okafor|Offcut/,
  },
  { route: '/search', name: 'before asking', path: '/search', heading: /Search/, shows: 'Search' },
  {
    route: '/search',
    name: 'with results',
    path: '/search?q=ada',
    heading: /./,
    shows: 'Ada Okafor',
  },
  {
    route: '/search',
    name: 'without results',
    path: '/search?q=xylophonists',
    heading: /./,
    shows: /xylophonists/,
  },
  {
    route: '/collections',
    path: '/collections',
    heading: 'Collections',
    shows: /Nightjar Records|Earlier collections/,
  },
  {
    route: '/[workspace]',
    path: '/ada-okafor',
    heading: 'Ada Okafor',
    shows: 'Harbour Lights',
  },
  {
    route: '/[workspace]',
    name: 'a label',
    path: '/nightjar-records',
    heading: 'Nightjar Records',
    shows: 'Catalogue',
  },
  ...Object.entries(views).map(([view, { label }]) => ({
    route: '/[workspace]',
    name: `its ${view}`,
    path: `/ada-okafor?show=${view}`,
    heading: label,
    shows: inView[view as View],
  })),
  {
    route: '/[workspace]',
    name: 'in colours of its own',
    path: '/brass-anvil',
    heading: 'Brass Anvil',
    shows: 'Permit Pending',
  },
  {
    route: '/[workspace]',
    name: 'in other colours of its own',
    path: '/moth-signal',
    heading: 'Moth Signal',
    shows: /./,
  },
  {
    route: '/[workspace]/[slug]',
    name: 'a release in colours of its own',
    path: '/brass-anvil/permit-pending',
    heading: 'Permit Pending',
    shows: 'Brass Anvil',
  },
  {
    route: '/[workspace]/[slug]',
    name: 'a post',
    path: '/ada-okafor/how-tidemark-was-made',
    heading: 'How Tidemark was made',
    shows: 'Ada Okafor',
  },
  {
    route: '/[workspace]/[slug]',
    name: 'a song',
    path: '/ada-okafor/harbour-lights',
    heading: 'Harbour Lights',
    shows: 'Bandcamp',
  },
  {
    route: '/[workspace]/[slug]',
    name: 'an album',
    path: '/ada-okafor/tidemark',
    heading: 'Tidemark',
    shows: 'Harbour Lights',
  },
  {
    route: '/[workspace]/[slug]',
    name: 'a status',
    path: '/halogen-hour/requests-open',
    heading: /./,
    shows: /Requests for Thursday are open/,
  },
  {
    route: '/[workspace]/collections',
    path: '/halogen-hour/collections',
    heading: /./,
    shows: 'All shows',
  },
  {
    route: '/[workspace]/c/[collection]',
    path: '/halogen-hour/c/show-112',
    heading: 'Show 112: Things that hum',
    shows: 'From the top, all eight minutes of it.',
  },
  {
    route: '/[workspace]/c/[collection]',
    name: 'what it published',
    path: '/ada-okafor/c/resources',
    heading: /./,
    shows: 'Harbour Lights',
  },
  {
    route: '/user/[handle]',
    path: '/user/dev',
    heading: 'Dev Ramanathan',
    shows: 'Records I keep at the studio',
  },
  {
    route: '/user/[handle]/c/[collection]',
    path: '/user/dev/c/records-i-keep-at-the-studio',
    heading: 'Records I keep at the studio',
    shows: 'Drizzle Studies',
  },
  {
    route: '/auth/login',
    path: '/auth/login?returnTo=/explore',
    heading: 'Who are you today?',
    shows: 'Ada Okafor',
  },
  {
    route: '/auth/invitation',
    name: 'without an invitation',
    path: '/auth/invitation',
    heading: 'There is no such invitation',
    shows: 'for a new invitation',
    status: 404,
  },
  {
    route: '/auth/gone',
    path: '/auth/gone',
    heading: 'Your account is deleted',
    shows: 'Listen on as a guest',
  },
  { route: '/auth/back', path: '/auth/back', heading: 'You are signed in', shows: /go back/ },
  {
    route: '/auth/callback',
    name: 'when signing in failed',
    path: '/auth/callback?code=forged&state=forged',
    heading: 'You are not signed in',
    shows: 'Sign in again',
    status: 400,
  },
  {
    route: '/[workspace]',
    name: 'that does not exist',
    path: '/nobody-by-this-name',
    heading: 'Nothing here by that name',
    shows: 'Explore',
    status: 404,
  },
  { route: '/about', path: '/about', heading: 'About vesta', shows: 'Who runs it' },
  { route: '/help', path: '/help', heading: 'Help', shows: 'Contact' },
  {
    route: '/legal/[text]',
    name: 'privacy',
    path: '/legal/privacy',
    heading: 'Privacy',
    shows: 'vesta_session',
  },
  {
    route: '/legal/[text]',
    name: 'security',
    path: '/legal/security',
    heading: 'Security',
    shows: 'How to report a hole',
  },
  {
    route: '/legal/[text]',
    name: 'terms',
    path: '/legal/terms',
    heading: 'Terms',
    shows: 'What is not allowed',
  },
  {
    route: '/api/docs',
    path: '/api/docs',
    heading: /API/,
    shows: '/api/workspaces',
  },
];

const dashboard = '/dashboard/ada-okafor';
const teams = async () => {
  const { ownerId } = await get<{ ownerId: string }>('/workspaces/nightjar-records');
  return `/dashboard/organizations/${ownerId}/teams`;
};
const team = async () => {
  const { ownerId } = await get<{ ownerId: string }>('/workspaces/nightjar-records');
  const all = await get<{ id: string; name: string }[]>(
    `/organizations/${ownerId}/teams?limit=100`,
    'bruno',
  );
  // Other tests make teams of their own.
  return `${await teams()}/${all.find(({ name }) => name === 'Release desk')!.id}`;
};
const inTeams = '/dashboard/organizations/[organization]/teams';

/** The teams of a label, for its administrator. */
const teamPages = [
  { route: inTeams, path: teams, heading: 'Teams', shows: 'Release desk' },
  { route: `${inTeams}/[team]`, path: team, heading: 'Release desk', shows: 'Chiara Lund' },
  {
    route: `${inTeams}/[team]`,
    name: 'whom it could take in',
    path: async () => `${await team()}?q=`,
    heading: 'Release desk',
    shows: 'In the team',
  },
  {
    route: `${inTeams}/[team]/delete`,
    path: async () => `${await team()}/delete`,
    heading: 'Delete Release desk?',
    shows: /What goes/,
  },
].map((one) => ({ ...one, as: 'bruno' as const }));

/** For those who are signed in. */
export const ownPages: PageCase[] = (
  [
    { route: '/', path: '/', heading: /./, shows: 'Just out' },
    {
      route: '/[workspace]/[slug]',
      name: 'a draft',
      path: () => resource('ada-okafor', 'state=draft').then(({ path }) => path),
      heading: /./,
      shows: /draft/i,
    },
    { route: '/auth/logout', path: '/auth/logout', heading: 'Sign out?', shows: 'Sign out' },
    { route: '/dashboard', path: '/dashboard', heading: 'Your workspaces', shows: 'Ada Okafor' },
    {
      route: '/dashboard/new',
      path: '/dashboard/new',
      heading: 'Claim a workspace',
      shows: 'Claim it',
    },
    {
      route: '/settings',
      path: '/settings',
      heading: 'Your account',
      shows: 'On your page',
    },
    {
      route: '/settings/keys',
      path: '/settings/keys',
      heading: 'API keys',
      shows: 'Make it',
    },
    {
      route: '/settings/keys/[key]',
      path: async () => `/settings/keys/${(await aKey()).id}`,
      heading: 'Revoke Site builder?',
      shows: 'Revoke it',
    },
    {
      route: '/dashboard/[workspace]/keys',
      path: `${dashboard}/keys`,
      heading: 'API keys',
      shows: 'Make it',
    },
    {
      route: '/settings/delete',
      path: '/settings/delete',
      heading: 'Delete your account?',
      shows: 'nobody else can ever take them',
    },
    {
      route: '/settings/export',
      path: '/settings/export',
      heading: 'Export your data',
      shows: 'Download the zip file',
    },
    {
      route: '/dashboard/organizations',
      path: '/dashboard/organizations',
      as: 'bruno' as const,
      heading: 'Your organizations',
      shows: 'Nightjar Records',
    },
    {
      route: '/dashboard/organizations/new',
      path: '/dashboard/organizations/new',
      heading: 'New organization',
      shows: 'Make it',
    },
    ...(
      [
        ['', 'Nightjar Records', 'Bruno Vasko'],
        ['/members', 'Members', 'Chiara Lund'],
        ['/invitations', 'Invitations', 'Invite somebody'],
        ['/access', 'Access', 'No rules of its own'],
        ['/log', 'Log', 'Who did what'],
        ['/keys', 'API keys', 'Make one'],
        ['/settings', 'Settings', 'Banner'],
        ['/delete', 'Delete Nightjar Records?', 'It still owns something'],
      ] as const
    ).map(([tab, heading, shows]) => ({
      route: `/dashboard/organizations/[organization]${tab}`,
      path: () => label().then((at) => at + tab),
      as: 'bruno' as const,
      heading,
      shows,
    })),
    {
      route: '/dashboard/organizations/[organization]/members/[user]',
      path: async () => `${await label()}/members/${await chiara()}`,
      as: 'bruno' as const,
      heading: 'Chiara Lund',
      shows: 'Remove Chiara Lund',
    },
    {
      route: '/dashboard/act-as',
      path: '/dashboard/act-as',
      heading: 'Act as',
      shows: 'Ada Okafor',
    },
    {
      route: '/dashboard/act-as',
      name: 'without a hit',
      path: '/dashboard/act-as?q=xylophonists',
      heading: 'Act as',
      shows: /None of the workspaces/,
    },
    {
      route: '/dashboard',
      name: 'with something to read',
      path: '/dashboard',
      as: 'dev',
      heading: 'Your workspaces',
      shows: 'Shared with you to read',
    },
    {
      route: '/dashboard/[workspace]',
      path: dashboard,
      heading: 'Everything',
      shows: 'Harbour Lights',
    },
    {
      route: '/dashboard/[workspace]/settings',
      path: `${dashboard}/settings`,
      heading: 'Settings of Ada Okafor',
      shows: 'Name and address',
    },
    {
      route: '/dashboard/[workspace]/access',
      path: '/dashboard/saltlight-sessions/access',
      heading: 'Access',
      shows: 'may administer',
    },
    {
      route: '/dashboard/[workspace]/access',
      name: 'through the eyes of an audience',
      path: `${dashboard}/access?q=bruno&as=follower`,
      heading: 'Access',
      shows: 'What they see of the newest here',
    },
    {
      route: '/dashboard/[workspace]/log',
      path: `${dashboard}/log`,
      heading: 'Log',
      shows: 'Who did what',
    },
    {
      route: '/dashboard/[workspace]/log',
      name: 'with something in it',
      path: loggedClaim,
      heading: 'Log',
      shows: 'claimed the workspace Logged',
    },
    {
      route: '/dashboard/[workspace]/delete',
      path: `${dashboard}/delete`,
      heading: 'Delete Ada Okafor?',
      shows: /What goes/,
    },
    {
      route: '/dashboard/[workspace]/transfer',
      name: 'to nobody',
      path: `${dashboard}/transfer`,
      heading: 'Transfer Ada Okafor',
      shows: 'You administer no other',
    },
    {
      route: '/dashboard/[workspace]/transfer',
      path: '/dashboard/nightjar-records/transfer',
      as: 'bruno',
      heading: 'Transfer Nightjar Records',
      shows: /What goes to the new owner/,
    },
    ...(['post', 'song', 'album', 'status'] as const).map((type) => ({
      route: '/dashboard/[workspace]/resources/new/[type]',
      name: `a ${type}`,
      path: `${dashboard}/resources/new/${type}`,
      heading: /./,
      shows: 'Publish now',
    })),
    ...(['post', 'song', 'album'] as const).map((type) => ({
      route: '/dashboard/[workspace]/resources/[resource]',
      name: `a ${type}`,
      path: () => editor(type),
      heading: /./,
      shows: 'Details and listing',
    })),
    ...(['links', 'credits', 'access', 'delete'] as const).map((tab) => ({
      route: `/dashboard/[workspace]/resources/[resource]/${tab}`,
      path: () => editor('album').then((at) => `${at}/${tab}`),
      heading: /./,
      shows: { links: /Save/, credits: /Save/, access: /It belongs to/, delete: 'Delete it' }[tab],
    })),
    {
      route: '/dashboard/statuses',
      path: '/dashboard/statuses',
      heading: /./,
      shows: /status/i,
    },
    {
      route: '/dashboard/statuses/[status]',
      path: ownStatus,
      heading: /./,
      shows: /Save/,
    },
    {
      route: '/dashboard/statuses/[status]/access',
      path: async () => `${await ownStatus()}/access`,
      heading: 'Access',
      shows: 'It belongs to Ada Okafor',
    },
    {
      route: '/dashboard/statuses/[status]/delete',
      path: async () => `${await ownStatus()}/delete`,
      heading: /./,
      shows: 'Delete it',
    },
    ...teamPages,
    {
      route: '/dashboard/collections',
      path: '/dashboard/collections',
      heading: 'Collections',
      shows: 'What taught me quiet',
    },
    {
      route: '/dashboard/collections/new',
      path: '/dashboard/collections/new',
      heading: 'New collection',
      shows: 'Make it',
    },
    {
      route: '/dashboard/collections/add',
      path: () =>
        resource('ada-okafor', 'type=album').then(
          ({ id }) => `/dashboard/collections/add?type=resource&id=${id}`,
        ),
      heading: 'Add to a collection',
      shows: 'What taught me quiet',
    },
    {
      route: '/dashboard/collections/[id]',
      path: ownCollection,
      heading: 'What taught me quiet',
      shows: 'In it, in this order',
    },
    ...(['details', 'access', 'delete'] as const).map((tab) => ({
      route: `/dashboard/collections/[id]/${tab}`,
      path: () => ownCollection().then((at) => `${at}/${tab}`),
      heading: /What taught me quiet/,
      shows: { details: 'Where it shows', access: 'No rules of its own', delete: 'Delete it' }[tab],
    })),
  ] satisfies PageCase[]
).map((one) => ({ as: 'ada' as const, ...one }));

const aKey = () =>
  send('ada', 'POST', '/keys', { name: 'Site builder', scopes: ['resources:read'] });

/** The page where the newest thing of this type is edited. */
async function editor(type: string): Promise<string> {
  return `${dashboard}/resources/${(await resource('ada-okafor', `type=${type}`)).id}`;
}

async function resource(workspace: string, query: string): Promise<{ id: string; path: string }> {
  const path = `/resources?workspace=${workspace}&limit=1&${query}`;
  return (await get<{ id: string; path: string }[]>(path, 'ada'))[0]!;
}

/** The dashboard of Bruno's label. */
async function label(): Promise<string> {
  const mine = await get<{ id: string; name: string }[]>('/organizations?limit=100', 'bruno');
  return `/dashboard/organizations/${mine.find(({ name }) => name === 'Nightjar Records')!.id}`;
}

/** The log of a new workspace, asked for what was done to it. */
async function loggedClaim(): Promise<string> {
  const slug = unique('logged');
  const { id } = await send('ada', 'POST', '/workspaces', { name: 'Logged', slug });
  return `/dashboard/${slug}/log?object=workspace:${id}`;
}

const chiara = async () => (await get<{ id: string }>('/me', 'chiara')).id;

async function ownCollection(): Promise<string> {
  const [found] = await get<{ id: string }[]>('/collections?q=What%20taught%20me%20quiet');
  return `/dashboard/collections/${found!.id}`;
}

async function ownStatus(): Promise<string> {
  const status = { type: 'status', excerpt: 'At the dashboard' };
  return `/dashboard/statuses/${(await send('ada', 'POST', '/resources', status)).id}`;
}
