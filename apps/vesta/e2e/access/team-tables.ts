/** Who may do what with the teams of the demo scene's label: its member and its administrator. */
import type { OperationCase, PageCase } from './cases.ts';
import type { Expected } from './roles.ts';
import { theLabel, type Label } from './room.ts';

const inLabel = (path: (label: Label) => string) => async () => path(await theLabel());

/** The `writer` is a member, the `admin` an administrator; the room's owner is a stranger here. */
const answers = (member: number, admin: number, guest: number): Expected => ({
  guest,
  stranger: 404,
  reader: 404,
  writer: member,
  admin,
  owner: 404,
});
const seen = answers(200, 200, 401);
const decided = (status: number) => answers(403, status, 401);
const none = '00000000-0000-7000-8000-000000000000';
const stale = { 'if-match': '"v999999-0000000000000000"' };

export const teamOperations: OperationCase[] = [
  {
    operation: 'teams.list',
    name: 'for members of the organization',
    path: inLabel(({ organization }) => `/organizations/${organization}/teams`),
    expected: seen,
  },
  {
    operation: 'teams.create',
    name: 'by administrators; the name is another team’s',
    path: inLabel(({ organization }) => `/organizations/${organization}/teams`),
    body: { name: 'Release desk' },
    expected: decided(409),
  },
  {
    operation: 'teams.read',
    name: 'for members of the organization',
    path: inLabel(({ team }) => `/teams/${team}`),
    expected: seen,
  },
  {
    operation: 'teams.update',
    name: 'by administrators',
    path: inLabel(({ team }) => `/teams/${team}`),
    body: {},
    headers: stale,
    expected: decided(412),
  },
  {
    operation: 'teams.delete',
    name: 'by administrators',
    path: inLabel(({ team }) => `/teams/${team}`),
    headers: stale,
    expected: decided(412),
  },
  {
    operation: 'teams.listMembers',
    name: 'for members of the organization',
    path: inLabel(({ team }) => `/teams/${team}/members`),
    expected: seen,
  },
  {
    operation: 'teams.addMember',
    name: 'by administrators; nobody has this id',
    path: inLabel(({ team }) => `/teams/${team}/members`),
    body: { userId: none },
    expected: decided(400),
  },
  {
    operation: 'teams.readMember',
    name: 'for members of the organization',
    path: inLabel(({ team, member }) => `/teams/${team}/members/${member}`),
    expected: seen,
  },
  {
    operation: 'teams.removeMember',
    name: 'by administrators; there is no such member',
    path: inLabel(({ team }) => `/teams/${team}/members/${none}`),
    expected: decided(404),
  },
];

const base = '/dashboard/organizations/[organization]/teams';
const at = (rest: (label: Label) => string) =>
  inLabel((label) => `/dashboard/organizations/${label.organization}/teams${rest(label)}`);
/** A guest's form is kept and shown again for after signing in. */
const kept = 200;
const toSignIn = 303;

export const teamPages: PageCase[] = [
  {
    request: `GET ${base}`,
    name: 'for members of the organization',
    path: at(() => ''),
    expected: answers(200, 200, toSignIn),
  },
  {
    request: `GET ${base}/[team]`,
    name: 'for members of the organization',
    path: at(({ team }) => `/${team}`),
    expected: answers(200, 200, toSignIn),
  },
  {
    request: `GET ${base}/[team]/delete`,
    name: 'for administrators',
    path: at(({ team }) => `/${team}/delete`),
    expected: answers(403, 200, toSignIn),
  },
  {
    request: `POST ${base}?/create`,
    name: 'by administrators; it lacks a name',
    path: at(() => '?/create'),
    form: { name: '' },
    expected: answers(403, 400, kept),
  },
  {
    request: `POST ${base}/[team]?/rename`,
    name: 'by administrators; it lacks a name',
    path: at(({ team }) => `/${team}?/rename`),
    form: { name: '' },
    expected: answers(403, 400, kept),
  },
  {
    request: `POST ${base}/[team]?/add`,
    name: 'by administrators; nobody has this id',
    path: at(({ team }) => `/${team}?/add`),
    form: { userId: none },
    expected: answers(403, 400, kept),
  },
  {
    request: `POST ${base}/[team]?/remove`,
    name: 'by administrators; there is no such member',
    path: at(({ team }) => `/${team}?/remove`),
    form: { userId: none },
    expected: answers(403, 200, kept),
  },
  {
    request: `POST ${base}/[team]/delete?/default`,
    name: 'by administrators; not confirmed',
    path: at(({ team }) => `/${team}/delete`),
    form: { name: 'something else' },
    expected: answers(403, 400, kept),
  },
];
