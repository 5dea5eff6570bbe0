import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';
import { mysqlAnswers, postgresAnswers, say } from '@vesta-cx/testing/database-servers';
import type { EngineName } from './test/engines/engine.ts';
import { timeouts } from '@vesta-cx/testing/timeouts';
import { reporters } from '@vesta-cx/testing/report';

const [postgres, mysql] = await Promise.all([postgresAnswers(), mysqlAnswers()]);
if (mysql === 'mariadb-server') {
  say('to-one and ordered relations of db.query on MySQL: MariaDB lacks what Drizzle needs there');
}

/** The same promises for every dialect, each on all of its engines that this machine has. */
const contract = (dialect: string, engines: EngineName[]) => ({
  ssr: { resolve: { conditions: [dialect, 'module', 'node', 'development|production'] } },
  test: {
    name: dialect,
    include: [
      'test/contract/**/*.test.ts',
      'test/upgrade/**/*.test.ts',
      ...(dialect === 'sqlite' ? [] : ['test/servers/**/*.test.ts']),
    ],
    exclude:
      engines.length === 0
        ? ['test/contract/engines.test.ts', 'test/upgrade/**', 'test/servers/**']
        : [],
    globalSetup: ['./test/upgrade/newest.ts'],
    provide: { engines },
    ...timeouts,
  },
});

// Each upgrade takes two.
const empty = Array.from({ length: 48 }, (_, i) => `EMPTY_${i}`);

const workerd = cloudflareTest({
  miniflare: {
    compatibilityDate: '2026-08-15',
    compatibilityFlags: ['nodejs_compat'],
    d1Databases: ['DB', ...empty],
    bindings: { MIGRATIONS: await readD1Migrations('./src/migrations'), EMPTY: empty },
  },
});

export default defineConfig({
  test: {
    reporters,
    projects: [
      {
        test: {
          name: 'package',
          include: ['test/package/**/*.test.ts'],
          ...timeouts,
        },
      },
      { ...contract('sqlite', ['d1']), plugins: [workerd], ssr: {} },
      contract('postgres', ['pglite', ...(postgres ? (['postgres-server'] as const) : [])]),
      contract('mysql', mysql ? [mysql] : []),
    ],
  },
});
