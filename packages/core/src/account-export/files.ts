/**
 * Everything that vesta keeps about a person and that they made, as files: what a machine reads as
 * JSON, what people wrote as markdown. Things of organizations are the organization's.
 */
import {
  organizationMembers,
  organizations,
  teams,
  teamUsers,
  userFeatures,
  userHandles,
  userSubscriptions,
  type User,
} from '@vesta-cx/db';
import type { Database } from '@vesta-cx/db/query';
import { eq, getTableColumns } from 'drizzle-orm';
import { requirePerson, type Principal } from '../kernel/index.ts';
import { me } from '../users/index.ts';
import { lists } from './lists.ts';
import { postFile } from './post-file.ts';
import { resourcesOf } from './resources.ts';
import { isWorkedOut, jsonArray } from './rows.ts';

/** One file of an export; its text comes piece by piece. */
export interface ExportFile {
  name: string;
  input: string | AsyncIterable<string>;
}

/** The files of the person's export. Throws `unauthenticated`. */
export async function* files(db: Database, principal: Principal): AsyncGenerator<ExportFile> {
  requirePerson(principal);
  const { userId } = principal;
  const account = await me(db, principal);
  yield { name: 'README.md', input: readme(account.handle) };
  yield {
    name: 'account.json',
    input: pretty({ ...told(account), ...(await belongings(db, userId)) }),
  };
  for (const { name, rows } of lists(db, userId)) yield { name, input: jsonArray(rows) };
  yield* texts(db, userId);
}

const told = (account: User) =>
  Object.fromEntries(Object.entries(account).filter(([name]) => !isWorkedOut(name)));

/** The small things, of which nobody has many. */
async function belongings(db: Database, userId: string) {
  const [handles, memberships, inTeams, features, subscription] = await Promise.all([
    db.select().from(userHandles).where(eq(userHandles.userId, userId)),
    db
      .select({ organization: organizations.name, ...getTableColumns(organizationMembers) })
      .from(organizationMembers)
      .innerJoin(organizations, eq(organizations.workosOrgId, organizationMembers.organizationId))
      .where(eq(organizationMembers.userId, userId)),
    db
      .select({
        team: teams.name,
        organizationId: teams.organizationId,
        ...getTableColumns(teamUsers),
      })
      .from(teamUsers)
      .innerJoin(teams, eq(teams.id, teamUsers.teamId))
      .where(eq(teamUsers.userId, userId)),
    db.select().from(userFeatures).where(eq(userFeatures.userId, userId)),
    db.select().from(userSubscriptions).where(eq(userSubscriptions.userId, userId)),
  ]);
  return { handles, memberships, teams: inTeams, features, subscription: subscription[0] ?? null };
}

/** Each post as a file of its own, in a folder by its workspace. */
async function* texts(db: Database, userId: string): AsyncGenerator<ExportFile> {
  for await (const { resource, post, workspace } of resourcesOf(db, userId)) {
    if (!post) continue;
    const folder = workspace ? `posts/${workspace.slug}` : 'posts';
    yield { name: `${folder}/${resource.slug}.md`, input: postFile(resource, post) };
  }
}

const pretty = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

const readme = (handle: string) => `# Everything of @${handle}

What vesta keeps about this account and what was made with it, on the day of this export.

- \`account.json\`: the account with its handles, memberships, teams, features and plan
- \`workspaces.json\`, \`addresses.json\`: the workspaces it owns, and every address they had
- \`former-addresses.json\`: addresses that resources and collections had before
- \`resources.json\`: posts, statuses, songs and albums with links, credits and tracks
- \`posts/\`: each post as markdown with its details in front
- \`collections.json\`, \`collection-items.json\`: collections and what is in them
- \`collection-filters.json\`: what is hidden of things in them
- \`engagements.json\`: likes, follows, comments and the like, of the person and their workspaces, with whom they name
- \`mentions.json\`: where others named the person or their workspaces
- \`credits.json\`: where they are credited on what others own
- \`teams.json\`: the teams it owns
- \`permissions.json\`: what it was given, and what it gave on its own things
- \`api-keys.json\`: names and scopes of keys, also of those that others made for its workspaces; the keys themselves are not kept
- \`audit-log.json\`: what it did, and what others did in its workspaces

Times are in UTC. What vesta works out of all this, to find it and to know who may read it, is left
out. Things that belong to an organization are in the organization's hands. What others made is theirs
and not in here: their likes, follows and comments, their resources, and what they keep in collections.
`;
