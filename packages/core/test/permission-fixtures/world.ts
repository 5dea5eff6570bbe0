/**
 * Small worlds in which permission rules collide all the time: a workspace with a post and a collection,
 * somebody's own status and list, three people, two organizations, two teams.
 */
import type { PermissionObjectType } from '@vesta-cx/db';
import { ladder } from '@vesta-cx/utils/permissions';
import * as fc from 'fast-check';

export const people = ['user_a', 'user_b', 'user_c'] as const;
export const organizations = ['org_a', 'org_b'] as const;
export const teams = ['team_a', 'team_b'] as const;
export const actions = [...ladder, 'comment'] as const;
/** `writer` has a status and a list of their own, outside any workspace. */
export const objects = ['workspace', 'post', 'status', 'theirs', 'collection'] as const;
export type ObjectName = (typeof objects)[number];

export const typeOf: Record<ObjectName, PermissionObjectType> = {
  workspace: 'workspace',
  post: 'resource',
  status: 'resource',
  theirs: 'collection',
  collection: 'collection',
};

const pick = <const T extends string>(...values: T[]) => fc.constantFrom(...values);
const somebody = pick(...people);
const owner = fc.oneof(
  fc.record({ type: fc.constant('user' as const), id: somebody }),
  fc.record({ type: fc.constant('organization' as const), id: pick(...organizations) }),
);
const subject = fc.oneof(
  fc.record({ type: fc.constant('user' as const), id: somebody }),
  fc.record({ type: fc.constant('team' as const), id: pick(...teams) }),
  fc.record({ type: fc.constant('organization' as const), id: pick(...organizations) }),
  {
    arbitrary: fc.record({
      type: fc.constant('static' as const),
      id: pick('guest', 'authenticated', 'follower', 'subscriber'),
    }),
    weight: 3,
  },
);
const publication = pick('published', 'published', 'published', 'draft', 'scheduled');
const listing = pick('LISTED', 'LISTED', 'LISTED', 'UNLISTED');

export const world = fc.record({
  visibility: pick('private', 'public'),
  workspaceOwner: owner,
  postOwner: owner,
  post: publication,
  status: publication,
  listing: fc.record({ post: listing, status: listing, theirs: listing, collection: listing }),
  members: fc.uniqueArray(
    fc.record({
      user: somebody,
      organization: pick(...organizations),
      role: pick('member', 'admin'),
    }),
    { selector: ({ user, organization }) => user + organization, maxLength: 4 },
  ),
  teamMembers: fc.uniqueArray(fc.record({ user: somebody, team: pick(...teams) }), {
    selector: ({ user, team }) => user + team,
    maxLength: 4,
  }),
  relations: fc.uniqueArray(
    fc.record({
      user: somebody,
      action: pick('follow', 'subscribe'),
      object: pick('workspace', 'writer'),
    }),
    { selector: (relation) => Object.values(relation).join(), maxLength: 5 },
  ),
  rules: fc.uniqueArray(
    fc
      .record({
        value: pick('allow', 'deny', 'unset'),
        subject,
        action: fc.oneof({ arbitrary: pick('read'), weight: 2 }, pick(...actions)),
        about: pick(...objects, 'owner'),
      })
      // Nobody can write any other rule: who changes something is somebody.
      .map((rule) =>
        rule.subject.id === 'guest' && rule.value === 'allow'
          ? { ...rule, action: 'read' as const }
          : rule,
      ),
    {
      selector: (rule) => JSON.stringify([rule.subject, rule.about, rule.action]),
      maxLength: 12,
    },
  ),
});
export type World = typeof world extends fc.Arbitrary<infer T> ? T : never;

/** The world in sentences, for whoever has to find out why it is told otherwise somewhere. */
export function tell(one: World): string {
  return [
    `a ${one.visibility} workspace of ${one.workspaceOwner.id}`,
    `its post: of ${one.postOwner.id}, ${one.post}, ${one.listing.post}`,
    `its collection: ${one.listing.collection}`,
    `the writer's status: ${one.status}, ${one.listing.status}; their list: ${one.listing.theirs}`,
    ...one.members.map((it) => `${it.user} is ${it.role} of ${it.organization}`),
    ...one.teamMembers.map((it) => `${it.user} is in ${it.team}`),
    ...one.relations.map((it) => `${it.user}: ${it.action} the ${it.object}`),
    ...one.rules.map(
      (it) => `${it.value} ${it.subject.type} ${it.subject.id} to ${it.action} the ${it.about}`,
    ),
  ].join('\n  ');
}
