/** How the empty project uses PostgreSQL and MySQL: what it installs, and what its files say. */
import { createConnection } from 'mysql2/promise';
import pg from 'pg';
import {
  freshName,
  mysqlAnswers,
  mysqlUrl,
  postgresAnswers,
  postgresUrl,
  say,
} from '@vesta-cx/testing/database-servers';
import { serverApp } from './server-app.ts';

/** A database that the project can use beside D1. */
export interface Server {
  name: string;
  dialect: 'postgres' | 'mysql';
  /** What the project installs for it. */
  packages: string[];
  /** Lines of TypeScript that make `client`, and `migrateAll()`, from a `url`. */
  client: string[];
  /** Settings of drizzle-kit that lead to `process.env.DATABASE_URL`. */
  kit: string;
  /** An empty database of a name that no other run has. */
  fresh(): Promise<{ url: string; drop(): Promise<void> }>;
}

const postgresServer: Server = {
  name: 'a PostgreSQL server',
  dialect: 'postgres',
  packages: ['pg', '@types/pg'],
  client: [
    'import { drizzle } from "drizzle-orm/node-postgres"',
    'import { migrate } from "drizzle-orm/node-postgres/migrator"',
    'const client = drizzle(url, { schema })',
    'const close = () => client.$client.end()',
  ],
  kit: 'dialect: "postgresql", dbCredentials: { url: process.env.DATABASE_URL! }',
  async fresh() {
    const name = freshName();
    const admin = new pg.Client({ connectionString: postgresUrl });
    await admin.connect();
    await admin.query(`create database ${name} template template0 encoding 'UTF8'`);
    return {
      url: at(postgresUrl, name),
      async drop() {
        await admin.query(`drop database ${name}`);
        await admin.end();
      },
    };
  },
};

/** PostgreSQL inside the process, for machines without a server. */
const pglite: Server = {
  ...postgresServer,
  name: 'PostgreSQL as PGlite',
  packages: ['@electric-sql/pglite'],
  client: [
    'import { drizzle } from "drizzle-orm/pglite"',
    'import { migrate } from "drizzle-orm/pglite/migrator"',
    'const client = drizzle(url, { schema })',
    'const close = () => client.$client.close()',
  ],
  kit: 'dialect: "postgresql", driver: "pglite", dbCredentials: { url: process.env.DATABASE_URL! }',
  // A folder of the project, which is deleted with it.
  fresh: async () => ({ url: `./${freshName()}`, drop: async () => {} }),
};

const mysqlServer: Server = {
  name: 'a MySQL or MariaDB server',
  dialect: 'mysql',
  packages: ['mysql2'],
  client: [
    'import { createPool } from "mysql2/promise"',
    'import { drizzle } from "drizzle-orm/mysql2"',
    'import { migrate } from "drizzle-orm/mysql2/migrator"',
    'const pool = createPool({ uri: url, timezone: "Z", flags: ["-FOUND_ROWS"] })',
    'const client = drizzle(pool, { schema, mode: "planetscale" })',
    'const close = () => pool.end()',
  ],
  kit: 'dialect: "mysql", dbCredentials: { url: process.env.DATABASE_URL! }',
  async fresh() {
    const name = freshName();
    const admin = await createConnection({ uri: mysqlUrl });
    await admin.query(`create database ${name} character set utf8mb4`);
    return {
      url: at(mysqlUrl, name),
      async drop() {
        await admin.query(`drop database ${name}`);
        await admin.end();
      },
    };
  },
};

/** The servers of this machine; says on stderr which are missing. */
export async function serversHere(): Promise<Server[]> {
  const what = 'the packed package';
  const [postgres, mysql] = await Promise.all([postgresAnswers(what), mysqlAnswers(what)]);
  if (!postgres) say(`${what} with pg; PGlite stands in for the server`);
  return [postgres ? postgresServer : pglite, ...(mysql ? [mysqlServer] : [])];
}

/** The two ways to a dialect, each with the way of migrating that it tries. */
export const ways = [
  { way: 'condition', migrates: 'migrator' },
  { way: 'name', migrates: 'drizzle-kit' },
] as const;

/** The files that use `server`, as `servers/<dialect>/…`, and how to compile them. */
export function serverFiles(server: Server): Record<string, string> {
  const { dialect, kit } = server;
  const migrations = `node_modules/@vesta-cx/db/src/migrations/${dialect}`;
  return {
    [`servers/${dialect}/condition.ts`]: serverApp(server, '', 'condition', migrations),
    [`servers/${dialect}/name.ts`]: serverApp(server, `/${dialect}`, 'name', migrations),
    [`servers/${dialect}/drizzle.config.ts`]: `import { defineConfig } from "drizzle-kit"

export default defineConfig({ out: "${migrations}", ${kit} })
`,
    [`servers/${dialect}/tsconfig.json`]: JSON.stringify({
      extends: '../../tsconfig.json',
      compilerOptions: { customConditions: [dialect], types: ['node'] },
      include: ['.'],
    }),
  };
}

function at(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}
