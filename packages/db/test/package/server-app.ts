import type { Server } from './servers.ts';

/**
 * A program that uses everything of the package on one database and prints what it found: the same
 * text for every database but for the client, and for `entry` where it names the dialect.
 */
export const serverApp = (
  { client }: Pick<Server, 'client'>,
  entry: string,
  slug: string,
  migrations: string,
) => `import { eq } from "drizzle-orm"
import * as schema from "@vesta-cx/db${entry}"
import { dialect, workspaces, workspaceSlugs, type NewWorkspace, type Workspace } from "@vesta-cx/db${entry}"
import { batch, changedRows, insertIgnore, insertReturning, isUniqueViolation, upsert, type Database } from "@vesta-cx/db${entry}/query"
import { insertWorkspaceSchema } from "@vesta-cx/db${entry}/validators"
import { decide, guest } from "@vesta-cx/utils/permissions"

const url = process.env.DATABASE_URL!
${client.join('\n')}
const db: Database = client
if (process.argv.includes("--migrate")) await migrate(client, { migrationsFolder: "${migrations}" })

const draft: NewWorkspace = insertWorkspaceSchema.parse({
  name: "Nachtfalter",
  slug: "${slug}",
  ownerType: "user",
  ownerId: "user_ana",
  searchKey: "nachtfalter",
  theme: { accent: "#aa00ff" },
})
const [stored] = await insertReturning(db, workspaces, [draft])
const workspace: Workspace = stored!

// @ts-expect-error an unknown visibility is no workspace
const wrong: NewWorkspace = { ...draft, visibility: "secret" }
const taken = await db.insert(workspaces).values({ ...draft, slug: "${slug}" }).catch(isUniqueViolation)

const own = { slug: "${slug}", workspaceId: workspace.id }
const again = { target: [workspaceSlugs.slug], set: { workspaceId: workspace.id } }
const [, first, ignored, slugs] = await batch(db, (q) => [
  q.update(workspaces).set({ description: "Moths" }).where(eq(workspaces.id, workspace.id)),
  upsert(q, workspaceSlugs, own, again),
  insertIgnore(q, workspaceSlugs, own),
  q.select().from(workspaceSlugs),
] as const)

const [found] = await db.query.workspaces.findMany({ with: { slugs: true } })
const names: string[] | undefined = found?.slugs.map((one) => one.slug)
const { allowed } = decide({
  subject: guest,
  action: "read",
  chain: [{ type: "workspace", id: workspace.id, owner: { type: "user", id: "user_ana" }, visibility: workspace.visibility }],
  rows: [],
})
await close()
console.log(JSON.stringify({
  dialect,
  found: { ...found, slugs: names },
  madeAt: workspace.createdAt instanceof Date,
  taken,
  changed: [changedRows(first), changedRows(ignored)],
  rows: [slugs].flat().length,
  guestMayRead: allowed,
  refused: insertWorkspaceSchema.safeParse(wrong).success === false,
}))
`;
