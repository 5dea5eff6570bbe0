import { defineConfig } from 'drizzle-kit';

// For drizzle-kit's own commands. Without DATABASE_URL the database is D1, whose migrations wrangler
// applies. With one, the package's own migrations for that engine are applied by `pnpm --filter vesta
// db:migrate:postgres` or `db:migrate:planetscale`; `drizzle-kit migrate` does the same.
const url = process.env.DATABASE_URL;
const schema = './src/lib/server/db/schema.ts';
const migrations = '../../packages/db/src/migrations';

export default !url
  ? defineConfig({ schema, out: './drizzle', dialect: 'sqlite' })
  : url.startsWith('mysql:')
    ? defineConfig({
        schema,
        out: `${migrations}/mysql`,
        dialect: 'mysql',
        dbCredentials: { url },
      })
    : defineConfig({
        schema,
        out: `${migrations}/postgres`,
        dialect: 'postgresql',
        dbCredentials: { url },
      });
