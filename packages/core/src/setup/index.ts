/** What every instance has from its first start. Safe to run again. */
import { globalOrganizationId, organizations, permissionActions } from '@vesta-cx/db';
import { batch, insertIgnore, type Database } from '@vesta-cx/db/query';

/** The actions that vesta itself asks about. */
const coreActions = [
  { slug: 'read', name: 'See', category: 'content', description: 'See it and what is in it.' },
  { slug: 'write', name: 'Edit', category: 'content', description: 'Change it and add to it.' },
  { slug: 'delete', name: 'Delete', category: 'content', description: 'Remove it for good.' },
  {
    slug: 'admin',
    name: 'Administer',
    category: 'admin',
    description: 'Everything, including who else may do what.',
  },
  {
    slug: 'comment',
    name: 'Comment',
    category: 'resource',
    description: 'Answer in public.',
  },
] as const;

/** Makes the global organization and the registry of actions where they are missing. */
export async function installBasics(db: Database): Promise<void> {
  await batch(db, (q) => [
    insertIgnore(q, organizations, { workosOrgId: globalOrganizationId, name: 'vesta' }),
    ...coreActions.map((action) => insertIgnore(q, permissionActions, action)),
  ]);
}
