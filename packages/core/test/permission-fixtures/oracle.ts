/**
 * The rules once more, read off the design and written as slowly as possible: without chains,
 * without SQL and without a line of the implementation.
 */
import type { ObjectName, World } from './world.ts';

/** Whoever asks. Without `name`: somebody of whom only the audiences are known. */
export interface Somebody {
  name: string | null;
  audiences: readonly string[];
}

export const guest: Somebody = { name: null, audiences: ['guest'] };
const signedIn: Somebody = { name: null, audiences: ['authenticated'] };
const follower: Somebody = { name: null, audiences: ['authenticated', 'follower'] };
const subscriber: Somebody = { name: null, audiences: ['authenticated', 'subscriber'] };

/** Returns whom one follows to be a follower of the object. */
const actorOf = (object: ObjectName) =>
  object === 'status' || object === 'theirs' ? 'writer' : 'workspace';

export function person(one: World, name: string, object: ObjectName): Somebody {
  const relations = one.relations.filter((it) => it.user === name && it.object === actorOf(object));
  return {
    name,
    audiences: [
      'authenticated',
      ...relations.map(({ action }) => (action === 'follow' ? 'follower' : 'subscriber')),
    ],
  };
}

/** The object itself and what it is in, outermost last. `owner`: the organization above. */
function around(one: World, object: ObjectName): (ObjectName | 'owner')[] {
  const inside =
    object === 'post' || object === 'collection' ? [object, 'workspace' as const] : [object];
  const hasOrganization = inside.includes('workspace') && one.workspaceOwner.type !== 'user';
  return hasOrganization ? [...inside, 'owner'] : inside;
}

function administers(one: World, name: string, organization: string): boolean {
  return one.members.some(
    (it) => it.user === name && it.organization === organization && it.role === 'admin',
  );
}

function owns(one: World, { name }: Somebody, object: ObjectName | 'owner'): boolean {
  if (name === null) return false;
  if (object === 'status' || object === 'theirs' || object === 'collection') return false;
  const { type, id } = object === 'post' ? one.postOwner : one.workspaceOwner;
  return type === 'user' ? id === name && object !== 'owner' : administers(one, name, id);
}

function means(one: World, who: Somebody, { type, id }: World['rules'][number]['subject']) {
  if (type === 'static') return who.audiences.includes(id);
  if (type === 'user') return who.name === id;
  if (type === 'team') return one.teamMembers.some((it) => it.user === who.name && it.team === id);
  return one.members.some((it) => it.user === who.name && it.organization === id);
}

const rungs = ['read', 'write', 'delete', 'admin'];

function allows(row: string, asked: string): boolean {
  if (row === 'admin' || row === asked) return true;
  return rungs.includes(asked) && rungs.indexOf(row) > rungs.indexOf(asked);
}

function refuses(row: string, asked: string): boolean {
  if (row === asked) return true;
  return rungs.includes(row) && rungs.indexOf(row) < rungs.indexOf(asked);
}

/** May they do it? */
export function may(one: World, who: Somebody, action: string, object: ObjectName): boolean {
  for (const place of around(one, object)) {
    if (owns(one, who, place)) return true;
    for (const level of ['user', 'team', 'organization', 'static']) {
      const rows = one.rules.filter(
        (it) => it.about === place && it.subject.type === level && means(one, who, it.subject),
      );
      if (rows.some((it) => it.value === 'deny' && refuses(it.action, action))) return false;
      if (rows.some((it) => it.value === 'allow' && allows(it.action, action))) return true;
    }
  }
  if (action !== 'read') return false;
  return actorOf(object) === 'writer' || one.visibility === 'public';
}

/** Returns whether an object shows to somebody who looks at it: drafts only to those who write. */
export function shows(one: World, who: Somebody, object: ObjectName): boolean {
  const draft = (object === 'post' || object === 'status') && one[object] !== 'published';
  return may(one, who, draft ? 'write' : 'read', object);
}

/** Returns whether lists that go across workspaces have it for this person; null: for a guest. */
export function listed(one: World, name: string | null, object: ObjectName): boolean {
  if (object !== 'workspace' && one.listing[object] === 'UNLISTED') return false;
  if ((object === 'post' || object === 'status') && one[object] !== 'published') return false;
  if (name === null) return may(one, guest, 'read', object);
  const who = person(one, name, object);
  if (!may(one, who, 'read', object)) return false;
  if ([guest, signedIn].some((anybody) => may(one, anybody, 'read', object))) return true;
  const inCircle =
    who.audiences.length > 1 || (actorOf(object) === 'workspace' && owns(one, who, 'workspace'));
  return inCircle && [follower, subscriber].some((fan) => may(one, fan, 'read', object));
}
