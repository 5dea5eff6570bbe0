/** The dialects, and where each keeps its migrations (relative to this package). */
export const dialects = ['sqlite', 'postgres', 'mysql'] as const;
export type Dialect = (typeof dialects)[number];

export const migrationsFolder: Record<Dialect, string> = {
  sqlite: './src/migrations',
  postgres: './src/migrations/postgres',
  mysql: './src/migrations/mysql',
};
