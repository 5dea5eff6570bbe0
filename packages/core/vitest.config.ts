import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';
import { mysqlAnswers, postgresAnswers } from '@vesta-cx/testing/database-servers';
import { reporters } from '@vesta-cx/testing/report';
import { timeouts } from '@vesta-cx/testing/timeouts';

const include = ['src/**/*.test.ts', 'test/**/*.test.ts'];
const setupFiles = ['./test/setup.ts'];
/** WorkOS's own emulator, for what vesta keeps there. */
const globalSetup = ['@vesta-cx/testing/workos'];
/** How long the fuzz suite asks, and from which seed: each seed asks the same in the same order. */
const fuzz = {
  seconds: Number(process.env.VESTA_FUZZ_SECONDS || 30),
  seed: Number(process.env.VESTA_FUZZ_SEED || 1),
};
/** What D1 says it read is D1's to say. */
const onlyD1 = ['{src,test}/**/*.d1.test.ts'];

const [postgres, mysql] = await Promise.all([
  postgresAnswers('the rules of the use cases'),
  mysqlAnswers('the rules of the use cases'),
]);

/** These delete nothing and relate nothing: whether foreign keys hold is all the same to them. */
const readsOnly = [
  'src/{http,sitemap}/**',
  'src/account-export/account-export.test.ts',
  'src/audit-log/queries.test.ts',
  'src/permissions/agreement.test.ts',
  'src/kernel/{check,hosts,log,page-of-allowed,request-id,slugs,text}.test.ts',
  'test/api/{attacks,crowds,database,examples,garbage,limits,openapi,reads,vesta}.test.ts',
];

/** The same rules on an engine that Node reaches over the network. */
const server = (engine: string, { name = engine, env = {}, except = [] as string[] } = {}) => ({
  ssr: { resolve: { conditions: [engine, 'module', 'node', 'development|production'] } },
  test: {
    name,
    env,
    include,
    exclude: [...onlyD1, ...except],
    // One worker goes through many files with one database and what it has imported.
    isolate: false,
    setupFiles,
    globalSetup: [...globalSetup, './test/database/server.ts'],
    ...timeouts,
  },
});

export default defineConfig({
  test: {
    reporters,
    projects: [
      {
        plugins: [
          cloudflareTest({
            main: './test/worker.ts',
            miniflare: {
              compatibilityDate: '2026-08-15',
              compatibilityFlags: ['nodejs_compat'],
              d1Databases: ['DB'],
              bindings: { MIGRATIONS: await readD1Migrations('../db/src/migrations') },
            },
          }),
        ],
        test: {
          ...{ name: 'd1', include, setupFiles, globalSetup, isolate: false, ...timeouts },
          provide: { fuzz },
        },
      },
      ...(postgres ? [server('postgres')] : []),
      ...(mysql
        ? [
            server('mysql'),
            // As on Vitess: the rules must not lean on what the database refuses or cascades.
            server('mysql', {
              name: 'mysql-no-fk',
              env: { DATABASE_FOREIGN_KEYS: 'off' },
              except: readsOnly,
            }),
          ]
        : []),
    ],
  },
});
