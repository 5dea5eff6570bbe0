import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

/**
 * The folders of the core, each of which may import those before it: docs/architecture.md says what
 * they are. `operations.ts`, which lists what all of them offer, comes last.
 */
const rooms = [
  ...['kernel', 'http', 'permissions', 'audit', 'actors', 'setup', 'health', 'markdown'],
  ...['plain-text', 'workspaces', 'resources', 'collections', 'teams', 'organizations', 'keys'],
  ...['users', 'access', 'audit-log', 'pages', 'search', 'feeds', 'sitemap', 'account-export'],
  'workos',
];

const core = 'packages/core/src';
const outOfCore = {
  group: [
    ...['svelte', '@sveltejs/*', '$lib/*', 'hono', 'vesta', 'vesta/*', 'erato', 'erato/*'],
    ...['**/db/src/**', '**/utils/src/**', '**/vesta/src/**', '**/erato/src/**'],
  ],
  message: 'packages/core knows no app and no framework.',
};
const pastDoor = {
  regex: `^(\\.\\./)+(${rooms.join('|')})/(?!index\\.ts$)`,
  message: 'Another folder of the core is imported through its index.ts.',
};

/** The rule of a folder. Tests may use what comes later, to see what came of it. */
const room = (name, i) => ({
  files: [`${core}/${name}/**`],
  ignores: ['**/*.test.ts'],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          outOfCore,
          pastDoor,
          {
            regex: `^(\\.\\./)+((${['-', ...rooms.slice(i + 1)].join('|')})/|operations\\.ts$)`,
            message: `${name}/ comes before it in the order of the core's folders.`,
          },
        ],
      },
    ],
  },
});

/** Imports go one way: apps → core → utils → db. By name, and not by a path into another room either. */
const forbid = (files, names, message) => ({
  files,
  rules: {
    'no-restricted-imports': ['error', { patterns: [{ group: names, message }] }],
  },
});

export default ts.config(
  {
    ignores: [
      '**/dist/',
      '**/.svelte-kit*/',
      '**/.wrangler/',
      '**/.turbo/',
      '**/.vesta/',
      '**/test-results/',
      '**/playwright-report/',
      '**/src/migrations/',
    ],
  },
  js.configs.recommended,
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  prettier,
  ...svelte.configs.prettier,
  {
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
    rules: {
      'no-undef': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'no-console': ['error', { allow: ['warn', 'error'] }],
      eqeqeq: ['error', 'always'],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser } },
    rules: {
      // Addresses of pages are data here (slugs, redirects), not literals of the route tree.
      'svelte/no-navigation-without-resolve': 'off',
    },
  },
  {
    files: ['**/scripts/**', '**/bench/**', '**/e2e/**', '**/test/**', 'packages/seed/**'],
    rules: { 'no-console': 'off' },
  },
  forbid(
    ['packages/db/src/**'],
    [
      '@vesta-cx/*',
      'node:*',
      'svelte',
      '@sveltejs/*',
      '$lib/*',
      '**/utils/src/**',
      '**/core/src/**',
      '**/vesta/src/**',
      '**/erato/src/**',
    ],
    'packages/db imports nothing of ours and nothing of a runtime.',
  ),
  forbid(
    ['packages/utils/src/**'],
    [
      '@vesta-cx/core',
      '@vesta-cx/core/*',
      'svelte',
      '@sveltejs/*',
      '$lib/*',
      '**/db/src/**',
      '**/core/src/**',
      '**/vesta/src/**',
      '**/erato/src/**',
    ],
    'packages/utils may import @vesta-cx/db only.',
  ),
  {
    files: [`${core}/**`],
    rules: { 'no-restricted-imports': ['error', { patterns: [outOfCore, pastDoor] }] },
  },
  ...rooms.map(room),
  forbid(
    ['apps/erato/src/**'],
    [
      ...['svelte', '@sveltejs/*', '$lib/*', 'vesta', 'vesta/*', '**/vesta/**'],
      ...['**/db/src/**', '**/utils/src/**', '**/core/src/**'],
    ],
    'apps/erato may import the packages by name, and no other app.',
  ),
  forbid(
    ['apps/vesta/src/**'],
    [
      'hono',
      'erato',
      'erato/*',
      '**/erato/**',
      '**/db/src/**',
      '**/utils/src/**',
      '**/core/src/**',
    ],
    'apps/vesta may import the packages by name, and no other app.',
  ),
);
