/** Every address of the API that can be changed and read, with somebody who may do it. */
import type { Person } from '../../src/kernel/index.ts';
import * as collections from '../../src/collections/index.ts';
import * as keys from '../../src/keys/index.ts';
import * as organizations from '../../src/organizations/index.ts';
import { operations as permissions } from '../../src/access/index.ts';
import * as resources from '../../src/resources/index.ts';
import * as teams from '../../src/teams/index.ts';
import { operations as users } from '../../src/users/index.ts';
import * as workspaces from '../../src/workspaces/index.ts';
import type { Operation } from '../../src/http/index.ts';
import { collection, filledCollection } from '../collections.ts';
import { db, workspace } from '../make.ts';
import { post } from '../resources.ts';
import { team } from '../teams.ts';
import { account, workos } from '../workos.ts';

/** One thing that a test may change. */
export interface Changeable {
  as: Person;
  address: string;
}

/** A change at an address that answers GET too. */
export interface Change {
  change: Operation;
  /** What answers GET there; undefined where only changes have an ETag. */
  reads: Operation | undefined;
  /** Makes one thing of its own. */
  make: () => Promise<Changeable>;
  /** The nth body; each says something else, where there is so much to say. */
  body?: (n: number, made: Changeable) => unknown;
  /** Whether one change leaves nothing to be changed. */
  ends?: true;
}

let count = 0;
const fresh = (what: string) => `${what}-${(count += 1)}-${crypto.randomUUID().slice(0, 6)}`;

const home = async () => {
  const ada = await account('Ada');
  return { ada, home: await workspace(ada) };
};
const organizationWith = async () => {
  const [ada, bruno] = [await account('Ada'), await account('Bruno')];
  const { workosOrgId: id } = await organizations.create(db, workos, ada, { name: 'Saltmarsh' });
  return { ada, bruno, id };
};
const withMember = async () => {
  const made = await organizationWith();
  const { ada, bruno, id } = made;
  const asAdmin = await organizations.authorize(db, ada, id, 'admin');
  const letter = await organizations.invite(db, workos, asAdmin, {
    email: bruno.email,
    role: 'member',
  });
  await organizations.accept(db, workos, bruno, letter.id);
  return made;
};

const aWorkspace = async () => {
  const { ada, home: made } = await home();
  return { as: ada, address: `/workspaces/${made.id}` };
};
const aPost = async () => {
  const { ada, home: place } = await home();
  return { as: ada, address: `/resources/${(await post(ada, place)).id}` };
};
const below =
  (path: string, make: () => Promise<Changeable>): Change['make'] =>
  async () => {
    const made = await make();
    return { ...made, address: made.address + path };
  };
const aCollection = async () => {
  const ada = await account('Ada');
  return { as: ada, address: `/collections/${(await collection(ada)).id}` };
};
const anItem = async () => {
  const ada = await account('Ada');
  const { made, songs } = await filledCollection(ada, 2);
  return { as: ada, address: `/collections/${made.id}/items/resource/${songs[0]!.id}` };
};
const anOrganization = async () => {
  const { ada, id } = await organizationWith();
  return { as: ada, address: `/organizations/${id}` };
};
const aMember = async () => {
  const { ada, bruno, id } = await withMember();
  return { as: ada, address: `/organizations/${id}/members/${bruno.userId}` };
};
const anInvitation = async () => {
  const { ada, bruno, id } = await organizationWith();
  const asAdmin = await organizations.authorize(db, ada, id, 'admin');
  const input = { email: bruno.email, role: 'member' } as const;
  const letter = await organizations.invite(db, workos, asAdmin, input);
  return { as: ada, address: `/organizations/${id}/invitations/${letter.id}` };
};
const aTeam = async () => {
  const { ada, id } = await organizationWith();
  return { as: ada, address: `/teams/${(await team(id, ada)).id}` };
};
const aTeamMember = async () => {
  const { ada, id } = await organizationWith();
  const made = await team(id, ada);
  await teams.addMember(db, await teams.authorize(db, ada, made.id, 'admin'), ada.userId);
  return { as: ada, address: `/teams/${made.id}/members/${ada.userId}` };
};
const aKey = async () => {
  const ada = await account('Ada');
  const { key } = await keys.create(db, ada, { name: 'CI', scopes: ['users:read'] });
  return { as: ada, address: `/keys/${key.id}` };
};
const aRule = async () => {
  const { ada, home: place } = await home();
  const bruno = await account('Bruno');
  return { as: ada, address: `/permissions/workspace/${place.id}/user/${bruno.userId}/write` };
};
const me = async () => ({ as: await account('Ada'), address: '/me' });

const of = (
  reads: Operation | undefined,
  change: Operation,
  make: Change['make'],
  rest: Pick<Change, 'body' | 'ends'> = { ends: true },
): Change => ({ change, reads, make, ...rest });
const named = { body: () => ({ name: fresh('Name') }) };

const w = workspaces.operations;
const r = resources.operations;
const c = collections.operations;
const o = organizations.operations;
const { memberOperations: m, invitationOperations: i } = organizations;

/** All of them. */
export const changes: Change[] = [
  of(w.read, w.update, aWorkspace, named),
  of(w.read, w.remove, aWorkspace),
  of(r.read, r.update, aPost, { body: () => ({ title: fresh('Title') }) }),
  of(r.read, r.remove, aPost),
  of(r.readPost, r.replacePost, below('/post', aPost), { body: () => ({ body: fresh('Text') }) }),
  of(r.readUrls, r.replaceUrls, below('/urls', aPost), {
    body: () => [{ url: `https://example.com/${fresh('link')}` }],
  }),
  of(r.readAuthors, r.replaceAuthors, below('/authors', aPost), {
    body: (n, { as }) => (n % 2 ? [] : [{ type: 'user', id: as.userId }]),
  }),
  of(c.read, c.update, aCollection, named),
  of(c.read, c.remove, aCollection),
  of(c.readItem, c.updateItem, anItem, { body: () => ({ note: fresh('Note') }) }),
  of(c.readItem, c.removeItem, anItem),
  of(o.read, o.update, anOrganization, named),
  of(o.read, o.remove, anOrganization),
  of(m.readMember, m.setRole, aMember, {
    body: (n) => ({ role: n % 2 ? 'admin' : 'member' }),
  }),
  of(m.readMember, m.removeMember, aMember),
  of(i.read, i.revoke, anInvitation),
  of(teams.operations.read, teams.operations.update, aTeam, named),
  of(teams.operations.read, teams.operations.remove, aTeam),
  of(teams.operations.readMember, teams.operations.removeMember, aTeamMember),
  of(keys.operations.read, keys.operations.revoke, aKey),
  of(users.me, users.updateMe, me, { body: () => ({ bio: fresh('Bio') }) }),
  of(undefined, permissions.set, aRule, {
    body: (n) => ({ value: n % 2 ? 'allow' : 'deny' }),
  }),
];
