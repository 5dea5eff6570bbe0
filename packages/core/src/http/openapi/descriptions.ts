/** Descriptions of what many operations have in common. */

/** Descriptions of the tags. */
export const tags: Record<string, string> = {
  workspaces:
    'Places of artists, labels and curators: everything that is published belongs to one.',
  resources: 'Posts, statuses, songs and albums, with their texts, links and credits.',
  collections:
    'Lists that people and workspaces keep: made by hand, or following from what they do.',
  organizations:
    'Labels and other groups of people, who own workspaces together, and their members.',
  invitations: 'Letters that ask people into an organization.',
  teams: 'Groups of members of an organization, for whom rules can be written.',
  permissions: 'Rules that allow or deny an action to somebody, and why a decision is what it is.',
  users: 'People: what everybody may know of them, and one’s own account.',
  search: 'Finding resources, collections, workspaces and people by the words of their names.',
  keys: 'API keys: what they may, for what, and until when.',
  audit: 'What was done in workspaces and organizations, and by whom.',
  health: 'Whether vesta works.',
};

/** Descriptions of parameters by name, where an operation does not say it itself. */
export const parameterMeanings: Record<string, string> = {
  workspace: 'The id or the slug of the workspace.',
  resource: 'The id of the resource.',
  collection: 'The id of the collection.',
  itemType: 'What the item is.',
  itemId: 'The id of what the item is.',
  organization: 'The id of the organization.',
  user: 'The id of the person; where one is looked up, also the handle.',
  invitation: 'The id of the invitation.',
  team: 'The id of the team.',
  key: 'The id of the API key, which is not the key itself.',
  objectType: 'What the rule is about.',
  objectId: 'The id of what the rule is about.',
  subjectType:
    'Whom the rule is for: a person, a team, an organization, or an audience (`static`).',
  subjectId: 'The id of whom the rule is for, or the name of the audience.',
  subject: 'About whom: `user:ID` or `audience:NAME`.',
  action: 'The action that is allowed or denied.',
  value: 'Only rules that say this.',
  category: 'Only actions of these kinds.',
  access: 'Only those with which the caller may do this.',
  ownerType: 'The kind of owner; goes with `ownerId`.',
  ownerId: 'The id of the owner; goes with `ownerType`.',
  kind: 'Only events of this kind.',
  q: 'Words of names: each must begin some word.',
  state: 'Only those in this state.',
  status: 'Only listed or only unlisted ones.',
  type: 'Only of these types.',
};
