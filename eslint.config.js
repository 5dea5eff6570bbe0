import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

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
  forbid(
    ['packages/core/src/**'],
    [
      ...['svelte', '@sveltejs/*', '$lib/*', 'hono', 'vesta', 'vesta/*', 'erato', 'erato/*'],
      ...['**/db/src/**', '**/utils/src/**', '**/vesta/src/**', '**/erato/src/**'],
    ],
    'packages/core knows no app and no framework.',
  ),
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
