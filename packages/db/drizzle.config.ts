/** What `generate` feeds to drizzle-kit; `DIALECT` and `OUT` come from scripts/generate.ts. */
import { defineConfig } from 'drizzle-kit';

const dialects = { sqlite: 'sqlite', postgres: 'postgresql', mysql: 'mysql' } as const;
const dialect = (process.env.DIALECT ?? 'sqlite') as keyof typeof dialects;

export default defineConfig({
  schema: './src/schema/index.ts',
  out: process.env.OUT ?? './src/migrations',
  dialect: dialects[dialect],
});
