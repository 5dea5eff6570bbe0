/** The label's team, and who was given what on which thing. */
import type { NewPermissionAction, PermissionSubjectType, PermissionValue } from '@vesta-cx/db';

export const members: { organization: string; user: string; role: 'admin' | 'member' }[] = [
  { organization: 'nightjar', user: 'bruno', role: 'admin' },
  { organization: 'nightjar', user: 'chiara', role: 'member' },
  { organization: 'nightjar', user: 'greta-oyelaran', role: 'member' },
];

export const teams = [
  {
    key: 'release-desk',
    organization: 'nightjar',
    name: 'Release desk',
    owner: 'bruno',
    members: ['chiara', 'greta-oyelaran'],
  },
];

export interface GrantSketch {
  /** `@handle`, a team's key, an organization's external id, or an audience. */
  subject: [type: PermissionSubjectType, key: string];
  /** Address of a workspace, resource or collection; or an organization's external id. */
  object: string | { organization: string };
  action: string;
  value: PermissionValue;
}

export const grants: GrantSketch[] = [
  // The release desk writes for two of the label's artists and for the label, not for the third.
  grant(['team', 'release-desk'], 'nightjar-records', 'write'),
  grant(['team', 'release-desk'], 'brass-anvil', 'write'),
  grant(['team', 'release-desk'], 'paper-lantern-society', 'write'),
  // Whoever works at the label may look at everything of it, and comment.
  grant(['organization', 'nightjar'], 'moth-signal', 'read'),
  grant(['organization', 'nightjar'], 'moth-signal', 'comment'),
  // Ada's closed room: a reader, a writer and an administrator.
  grant(['user', '@dev'], 'saltlight-sessions', 'read'),
  grant(['user', '@dev'], 'saltlight-sessions', 'comment'),
  grant(['user', '@chiara'], 'saltlight-sessions', 'write'),
  grant(['user', '@bruno'], 'saltlight-sessions', 'admin'),
  // Single things that differ from where they live.
  grant(['static', 'guest'], 'nightjar-records/how-we-split-the-money', 'comment', 'deny'),
  grant(['static', 'follower'], 'ada-okafor/demo-for-the-ferry', 'comment'),
  grant(['static', 'authenticated'], 'slow-weather-tapes/dubbing-day', 'comment'),
  grant(['user', '@yusuf-adler'], 'slow-weather-tapes/pressure-falling', 'write'),
  grant(['user', '@hana-krejci'], 'the-hollow-mile/walk-forty-one', 'write'),
  grant(['user', '@greta-oyelaran'], 'brass-anvil', 'delete', 'unset'),
  // For those who follow: nobody else finds the letters, anywhere.
  grant(['static', 'follower'], 'harbour-letters', 'read'),
  // For those who signed in: a guest gets 404, although the page around it is public.
  grant(['static', 'guest'], 'marrow-and-wire/cold-solder', 'read', 'deny'),
];

export const actions: Omit<NewPermissionAction, 'createdAt' | 'updatedAt'>[] = [
  { slug: 'read', name: 'See', category: 'content', description: 'See it and what is in it.' },
  { slug: 'write', name: 'Edit', category: 'content', description: 'Change it and add to it.' },
  { slug: 'delete', name: 'Delete', category: 'content', description: 'Remove it for good.' },
  {
    slug: 'admin',
    name: 'Administer',
    category: 'admin',
    description: 'Everything, including who else may do what.',
  },
  { slug: 'comment', name: 'Comment', category: 'resource', description: 'Answer in public.' },
  {
    slug: 'pin',
    name: 'Pin',
    category: 'workspace',
    description: 'Choose what is shown first on the page.',
  },
  {
    slug: 'analytics',
    name: 'See figures',
    category: 'workspace',
    description: 'See how often pages and links were opened.',
  },
];

function grant(
  subject: GrantSketch['subject'],
  object: GrantSketch['object'],
  action: string,
  value: PermissionValue = 'allow',
): GrantSketch {
  return { subject, object, action, value };
}
