/**
 * Who may use what of an organization. On the label of the demo scene the roles are other ones: Bruno
 * administers it, Chiara is a member, and Ada, who owns the closed room, is nobody there.
 */
import { get } from '../support/api.ts';
import type { OperationCase, PageCase } from './cases.ts';
import { from, type Expected } from './roles.ts';

/** Returns what those hear who are nobody there; guests are told to sign in first. */
const nobody = (guest: number) => ({ ...from('guest', 404, 404), guest });
/** For members. */
const members = (status: number, guest = 401): Expected => ({
  ...nobody(guest),
  writer: status,
  admin: status,
});
/** For administrators; members see it and may not. */
const admins = (status: number, guest = 401): Expected => ({
  ...nobody(guest),
  writer: 403,
  admin: status,
});
const signedIn = (status: number, guest = 401): Expected => from('stranger', status, guest);
const toSignIn = 303;
/** A guest's form is kept and shown again for after signing in; nothing is looked up. */
const kept = 200;

let label: Promise<string> | undefined;

/** The id of Nightjar Records. */
const theLabel = (): Promise<string> =>
  (label ??= get<{ id: string; name: string }[]>('/organizations?limit=100', 'bruno').then(
    (all) => all.find(({ name }) => name === 'Nightjar Records')!.id,
  ));

const at =
  (rest = '') =>
  async () =>
    `/organizations/${await theLabel()}${rest}`;
const page =
  (rest = '') =>
  async () =>
    `/dashboard${await at(rest)()}`;
const stale = { 'if-match': '"v999999-0000000000000000"' };

/** Its rules, as those of a workspace, a resource and a collection. */
const rules = (rest = '') => {
  return async () => `/permissions/organization/${await theLabel()}${rest}`;
};
const permissionOperations: OperationCase[] = [
  {
    operation: 'permissions.list',
    name: 'of an organization, by its administrators',
    path: rules(),
    expected: admins(200),
  },
  {
    operation: 'permissions.set',
    name: 'of an organization, by its administrators; there is no such audience',
    path: rules('/static/everybody/read'),
    body: { value: 'allow' },
    expected: admins(400),
  },
  {
    operation: 'permissions.clear',
    name: 'of an organization, by its administrators; there is no such rule',
    path: rules('/static/everybody/read'),
    expected: admins(404),
  },
  {
    operation: 'permissions.explain',
    name: 'about oneself, on an organization',
    path: rules('/explain'),
    expected: members(200, 404),
  },
  {
    operation: 'permissions.explain',
    name: 'about others, on an organization, by its administrators',
    path: rules('/explain?subject=audience:follower'),
    expected: admins(200, 404),
  },
];

export const organizationOperations: OperationCase[] = [
  ...permissionOperations,
  {
    operation: 'organizations.list',
    name: 'one’s own',
    path: '/organizations',
    expected: signedIn(200),
  },
  {
    operation: 'organizations.create',
    name: 'anybody signed in; this one lacks a name',
    path: '/organizations',
    body: {},
    expected: signedIn(400),
  },
  { operation: 'organizations.read', name: 'members', path: at(), expected: members(200) },
  {
    operation: 'organizations.update',
    name: 'its administrators',
    path: at(),
    body: {},
    headers: stale,
    expected: admins(412),
  },
  {
    operation: 'organizations.listMembers',
    name: 'members',
    path: at('/members'),
    expected: members(200),
  },
  {
    operation: 'audit.listOfOrganization',
    name: 'its administrators',
    path: at('/audit-log'),
    expected: admins(200),
  },
  {
    operation: 'organizations.delete',
    name: 'its administrators',
    path: at(),
    headers: stale,
    expected: admins(412),
  },
  {
    operation: 'organizations.updateMember',
    name: 'its administrators; there is no such person',
    path: at('/members/user_nobody'),
    body: { role: 'admin' },
    expected: admins(404),
  },
  {
    operation: 'organizations.removeMember',
    name: 'its administrators; there is no such person',
    path: at('/members/user_nobody'),
    expected: admins(404),
  },
  {
    operation: 'invitations.list',
    name: 'its administrators',
    path: at('/invitations'),
    expected: admins(200),
  },
  {
    operation: 'invitations.create',
    name: 'its administrators; this is no mail address',
    path: at('/invitations'),
    body: { email: 'somebody' },
    expected: signedIn(400),
  },
  {
    operation: 'invitations.create',
    name: 'its administrators; Chiara is a member already',
    path: at('/invitations'),
    body: { email: 'chiara@example.com' },
    expected: admins(409),
  },
  ...(['read', 'revoke'] as const).map((verb): OperationCase => ({
    operation: `invitations.${verb}`,
    name: 'its administrators; there is no such invitation',
    path: at('/invitations/invitation_none'),
    expected: admins(404),
  })),
  {
    operation: 'invitations.resend',
    name: 'its administrators; there is no such invitation',
    path: at('/invitations/invitation_none/resend'),
    expected: admins(404),
  },
  {
    operation: 'invitations.listMine',
    name: 'everybody signed in, of their own',
    path: '/me/invitations',
    expected: signedIn(200),
  },
  {
    operation: 'invitations.accept',
    name: 'whom it was sent to',
    path: '/invitations/invitation_none/accept',
    expected: signedIn(404),
  },
  {
    operation: 'organizations.readMember',
    name: 'members; there is no such person',
    path: at('/members/user_nobody'),
    expected: members(404),
  },
];

export const organizationPages: PageCase[] = [
  ...['', '/new'].map((part): PageCase => ({
    request: `GET /dashboard/organizations${part}`,
    name: 'the signed-in',
    path: `/dashboard/organizations${part}`,
    expected: signedIn(200, toSignIn),
  })),
  {
    request: 'POST /dashboard/organizations/new?/default',
    name: 'the signed-in; it lacks a name',
    path: '/dashboard/organizations/new',
    form: { name: '' },
    expected: signedIn(400, kept),
  },
  ...['', '/members'].map((part): PageCase => ({
    request: `GET /dashboard/organizations/[organization]${part}`,
    name: 'members',
    path: page(part),
    expected: members(200, toSignIn),
  })),
  ...['/access', '/log', '/log/download', '/keys', '/settings', '/invitations', '/delete'].map(
    (part): PageCase => ({
      request: `GET /dashboard/organizations/[organization]${part}`,
      name: 'its administrators',
      path: page(part),
      expected: admins(200, toSignIn),
    }),
  ),
  {
    request: 'GET /dashboard/organizations/[organization]/members/[user]',
    name: 'its administrators, and whom it is about; this is nobody',
    path: page('/members/user_nobody'),
    expected: admins(404, toSignIn),
  },
  {
    request: 'POST /dashboard/organizations/[organization]/members/[user]?/role',
    name: 'its administrators; this is nobody',
    path: page('/members/user_nobody?/role'),
    form: { role: 'emperor' },
    expected: admins(404, kept),
  },
  {
    request: 'POST /dashboard/organizations/[organization]/members/[user]?/remove',
    name: 'its administrators; this is nobody',
    path: page('/members/user_nobody?/remove'),
    form: {},
    expected: admins(404, kept),
  },
  {
    request: 'POST /dashboard/organizations/[organization]/invitations?/invite',
    name: 'its administrators; no mail address',
    path: page('/invitations?/invite'),
    form: { email: 'somebody' },
    expected: admins(400, kept),
  },
  ...['resend', 'revoke'].map((name): PageCase => ({
    request: `POST /dashboard/organizations/[organization]/invitations?/${name}`,
    name: 'its administrators; there is no such invitation',
    path: page(`/invitations?/${name}`),
    form: { id: 'invitation_none' },
    expected: admins(404, kept),
  })),
  {
    request: 'POST /dashboard/organizations/[organization]/delete?/default',
    name: 'its administrators; not confirmed',
    path: page('/delete'),
    form: { name: 'something else' },
    expected: admins(400, kept),
  },
  {
    request: 'POST /dashboard/organizations?/accept',
    name: 'whom it was sent to',
    path: '/dashboard/organizations?/accept',
    form: { id: 'invitation_none' },
    expected: signedIn(404, kept),
  },
  {
    request: 'GET /auth/invitation',
    name: 'whoever has the link; this is none',
    path: '/auth/invitation?invitation_token=none',
    expected: from('guest', 404, 404),
  },
  {
    request: 'POST /auth/invitation?/default',
    name: 'whom it was sent to; this is none',
    path: '/auth/invitation?invitation_token=none',
    form: {},
    expected: from('guest', 404, 404),
  },
  {
    request: 'POST /dashboard/organizations/[organization]/keys?/default',
    name: 'its administrators; it lacks a name',
    path: page('/keys'),
    form: { name: '' },
    expected: admins(400, kept),
  },
  ...['set', 'clear'].map((name): PageCase => ({
    request: `POST /dashboard/organizations/[organization]/access?/${name}`,
    name: 'its administrators; it names nobody',
    path: page(`/access?/${name}`),
    form: { subject: '', action: 'read', value: 'allow' },
    expected: admins(400, kept),
  })),
  {
    request: 'POST /dashboard/organizations/[organization]/settings?/save',
    name: 'its administrators; it lacks a name',
    path: page('/settings?/save'),
    form: { name: '' },
    expected: admins(400, kept),
  },
];
