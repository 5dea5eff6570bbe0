import type { AuditMeans } from '@vesta-cx/db';

/**
 * Everything that the log can say: the kind, and the sentence that follows the name of whoever did
 * it. `{name}` stands for what it was done to. One line each, in the order of the alphabet.
 */
export const auditKinds = {
  'collection.create': 'made the collection {name}',
  'collection.delete': 'deleted the collection {name}',
  'collection.item.add': 'added an item to the collection {name}',
  'collection.item.remove': 'removed an item from the collection {name}',
  'collection.item.update': 'moved or annotated an item in the collection {name}',
  'collection.update': 'changed the collection {name}',
  'key.create': 'made the API key {name}',
  'key.revoke': 'revoked the API key {name}',
  'organization.create': 'founded the organization {name}',
  'organization.delete': 'deleted the organization {name}',
  'organization.invitation.resend': 'resent an invitation to {name}',
  'organization.invitation.revoke': 'withdrew an invitation to {name}',
  'organization.invitation.send': 'sent an invitation to {name}',
  'organization.member.join': 'joined the organization as {name}',
  'organization.member.leave': 'left the organization as {name}',
  'organization.member.remove': 'removed {name}',
  'organization.member.role': 'changed the role of {name}',
  'organization.update': 'changed the organization {name}',
  'permission.clear': 'removed a rule of {name}',
  'permission.set': 'wrote a rule on {name}',
  'resource.authors.replace': 'changed the credits of {name}',
  'resource.create': 'made {name}',
  'resource.delete': 'deleted {name}',
  'resource.update': 'changed {name}',
  'resource.urls.replace': 'changed the links of {name}',
  'team.create': 'made the team {name}',
  'team.delete': 'deleted the team {name}',
  'team.member.add': 'added somebody to the team {name}',
  'team.member.remove': 'removed somebody from the team {name}',
  'team.update': 'renamed the team {name}',
  'workspace.create': 'claimed the workspace {name}',
  'workspace.delete': 'deleted the workspace {name}',
  'workspace.transfer': 'gave the workspace {name} to another owner',
  'workspace.update': 'changed the workspace {name}',
} as const;

export type AuditKind = keyof typeof auditKinds;

const isAuditKind = (kind: string): kind is AuditKind => Object.hasOwn(auditKinds, kind);

/** The same where nobody did it: WorkOS told of it, or vesta found it. */
const byNobody: Partial<Record<string, string>> = {
  'organization.member.join': 'added {name} as a member',
};

/**
 * The sentence of an event around the name of its object. A kind from a newer version of vesta is
 * said by its own name.
 */
export function sentence({ action: kind, means }: { action: string; means: AuditMeans }): {
  before: string;
  after: string;
} {
  const isNobody = means === 'workos' || means === 'system';
  const said = (isNobody && byNobody[kind]) || (isAuditKind(kind) ? auditKinds[kind] : null);
  const [before, after = ''] = said?.split('{name}') ?? [`did ${kind} to `];
  return { before: before!, after };
}
