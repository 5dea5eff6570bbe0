import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import { createNodeResolver, importX } from 'eslint-plugin-import-x';
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
  group: [...['svelte', '@sveltejs/*', '$lib/*', 'hono', 'vesta', 'vesta/*', 'erato', 'erato/*']],
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

/** Imports go one way: apps → core → utils → db. */
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
    // Another package is imported by its name, from tests and scripts too.
    plugins: { 'import-x': importX },
    settings: { 'import-x/resolver-next': [createNodeResolver({ extensions: ['.ts', '.js'] })] },
    rules: { 'import-x/no-relative-packages': 'error' },
  },
  {
    files: ['packages/{core,utils}/src/**', 'apps/*/src/**'],
    ignores: ['**/*.test.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^@vesta-cx/(local|scripts|seed|testing|transfer)\\b',
              message: 'What runs as vesta knows neither its tools nor its tests.',
            },
          ],
        },
      ],
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
    files: [
      '**/scripts/**',
      '**/bench/**',
      '**/e2e/**',
      '**/test/**',
      'packages/{local,seed,transfer}/**',
    ],
    rules: { 'no-console': 'off' },
  },
  forbid(
    ['packages/db/src/**'],
    ['@vesta-cx/*', 'node:*', 'svelte', '@sveltejs/*', '$lib/*'],
    'packages/db imports nothing of ours and nothing of a runtime.',
  ),
  forbid(
    ['packages/utils/src/**'],
    ['@vesta-cx/core', '@vesta-cx/core/*', 'svelte', '@sveltejs/*', '$lib/*'],
    'packages/utils may import @vesta-cx/db only.',
  ),
  {
    files: [`${core}/**`],
    rules: { 'no-restricted-imports': ['error', { patterns: [outOfCore, pastDoor] }] },
  },
  ...rooms.map(room),
  forbid(
    ['apps/erato/src/**'],
    [...['svelte', '@sveltejs/*', '$lib/*', 'vesta', 'vesta/*']],
    'apps/erato may import the packages by name, and no other app.',
  ),
  forbid(
    ['apps/vesta/src/**'],
    ['hono', 'erato', 'erato/*'],
    'apps/vesta may import the packages by name, and no other app.',
  ),
);
