/** An empty project that follows the guide, "How to Consume @vesta-cx/db", to the letter. */

/** Steps 1 to 4 as the guide prints them. `defineConfig` needs the import that it leaves out. */
export const guide: Record<string, string> = {
  'src/lib/server/db/schema.ts': `export * from "@vesta-cx/db"
`,
  'src/lib/server/db/index.ts': `import { drizzle } from "drizzle-orm/d1"
import * as schema from "./schema"

export const getDb = (platform: App.Platform) => drizzle(platform.env.DB, { schema })
`,
  'src/routes/api/workspaces/+server.ts': `import { getDb } from "$lib/server/db"

export const GET = async ({ platform }) => {
  const db = getDb(platform)
  const workspaces = await db.query.workspaces.findMany()
  return new Response(JSON.stringify(workspaces))
}
`,
  'drizzle.config.ts': `import { defineConfig } from "drizzle-kit"

export default defineConfig({
  schema: "./src/lib/server/db/schema.ts",
  out: "./drizzle",
  dialect: "sqlite",
})
`,
};

/** What SvelteKit and wrangler give such a project: its alias, its types and its worker. */
export const surroundings: Record<string, string> = {
  'src/app.d.ts': `declare namespace App {
  interface Platform {
    env: { DB: import("@cloudflare/workers-types").D1Database }
  }
}
`,
  'src/worker.ts': `import { workspaces } from "@vesta-cx/db"
import { insertWorkspaceSchema } from "@vesta-cx/db/validators"
import { getDb } from "$lib/server/db"
import { GET } from "./routes/api/workspaces/+server"

export default {
  async fetch(request: Request, env: App.Platform["env"]) {
    if (request.method === "GET") return GET({ platform: { env } })
    await getDb({ env }).insert(workspaces).values(insertWorkspaceSchema.parse(await request.json()))
    return new Response(null, { status: 201 })
  },
}
`,
  'tsconfig.json': JSON.stringify({
    compilerOptions: {
      target: 'es2023',
      lib: ['es2023', 'dom'],
      module: 'esnext',
      moduleResolution: 'bundler',
      strict: true,
      // SvelteKit types the argument of an endpoint by itself; plain tsc doesn't.
      noImplicitAny: false,
      noEmit: true,
      skipLibCheck: true,
      types: [],
      paths: { '$lib/*': ['./src/lib/*'] },
    },
    include: ['src', 'drizzle.config.ts'],
  }),
  'wrangler.json': JSON.stringify({
    name: 'guide',
    main: 'src/worker.ts',
    compatibility_date: '2026-08-15',
    d1_databases: [
      {
        binding: 'DB',
        database_name: 'guide',
        database_id: '00000000-0000-4000-8000-00000000000e',
        migrations_dir: 'node_modules/@vesta-cx/db/src/migrations',
      },
    ],
  }),
};

/** Every entry, used so that a wrong type is an error. Compiled, never run. */
export const typeProbe = `import { newId, resourceTypes, workspaces, type NewWorkspace, type Workspace } from "@vesta-cx/db"
import { batch, type Database } from "@vesta-cx/db/query"
import { insertWorkspaceSchema } from "@vesta-cx/db/validators"
import * as sqlite from "@vesta-cx/db/sqlite"
import * as postgres from "@vesta-cx/db/postgres"
import { insertPostSchema } from "@vesta-cx/db/postgres/validators"
import type { Database as PostgresDatabase } from "@vesta-cx/db/postgres/query"
import * as mysql from "@vesta-cx/db/mysql"
import { insertUserSchema } from "@vesta-cx/db/mysql/validators"
import type { Database as MysqlDatabase } from "@vesta-cx/db/mysql/query"
import type { MySqlTable } from "drizzle-orm/mysql-core"
import type { PgTable } from "drizzle-orm/pg-core"
import type { SQLiteTable } from "drizzle-orm/sqlite-core"
import { getDb } from "./lib/server/db"

export async function probe(platform: App.Platform, pg: PostgresDatabase, my: MysqlDatabase) {
  const db: Database = getDb(platform)
  const rows: Workspace[] = await db.query.workspaces.findMany()
  const nested = await db.query.workspaces.findMany({ with: { resources: { with: { post: true } } } })
  const body: string | undefined = nested[0]?.resources[0]?.post?.body
  const when: Date | undefined = rows[0]?.createdAt
  const visibility: "public" | "private" | undefined = rows[0]?.visibility
  const draft: NewWorkspace = { name: "a", slug: "a", ownerType: "user", ownerId: newId(), searchKey: "a" }
  // @ts-expect-error an unknown visibility is no workspace
  const wrong: NewWorkspace = { ...draft, visibility: "secret" }
  const [made] = await batch(db, (q) => [q.select().from(workspaces)] as const)
  const same: Workspace[] = [...made, ...(await pg.query.workspaces.findMany()), ...(await my.query.workspaces.findMany())]
  const tables: [SQLiteTable, SQLiteTable, PgTable, MySqlTable] = [
    workspaces, sqlite.workspaces, postgres.workspaces, mysql.workspaces,
  ]
  const parsed: NewWorkspace = insertWorkspaceSchema.parse({})
  const title: string = insertPostSchema.parse({}).body + insertUserSchema.parse({}).handle
  const types: readonly ["post", "status", "song", "album"] = resourceTypes
  return { body, when, visibility, wrong, same, tables, parsed, title, types }
}
`;
