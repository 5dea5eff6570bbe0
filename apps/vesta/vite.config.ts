import { sveltekit } from '@sveltejs/kit/vite';
import tailwindcss from '@tailwindcss/vite';
import icons from 'unplugin-icons/vite';
import { defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';
import { timeouts } from '@vesta-cx/testing/timeouts';
import { reporters } from '@vesta-cx/testing/report';
import { conditionOf, engineOf } from '@vesta-cx/local/engine';

export default defineConfig(({ command }) => ({
  plugins: [
    tailwindcss(),
    icons({
      compiler: 'svelte',
      scale: 1.25,
      // Icons here always stand beside words, or inside something that has a name.
      iconCustomizer: (_collection, _icon, props) => {
        props['aria-hidden'] = 'true';
      },
    }),
    sveltekit(),
  ],
  build: {
    // Every page would carry the list of all files. The server names those that its page needs.
    modulePreload: false,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            {
              // Nearly every public page lists things: one file compresses better than a dozen.
              name: 'shared',
              test: /\/lib\/components\/(?:app\/(?:Failed|PageHead)|collections\/CollectionCard|resources\/(?:ResourceRow|ResourceCard|ResourceGrid|StatusNote)|services\/ServiceIcon|ui\/(?:Avatar|Badge|Button|Cover|EmptyState|Facts|Notice|Pagination|Prose|Section|Tabs|Time)|workspaces\/WorkspaceBar)\.svelte$/,
            },
          ],
        },
      },
    },
  },
  ssr: {
    resolve: {
      conditions: [
        ...conditionOf(engineOf(process.env.DATABASE_URL)),
        // Only the built worker runs on workerd; `vite dev` and the unit tests run on Node.
        ...(command === 'build' ? ['workerd', 'worker'] : []),
        ...defaultServerConditions,
      ],
    },
  },
  server: { port: 8801 },
  test: {
    reporters,
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          include: ['src/**/*.test.ts'],
          exclude: ['src/**/*.workerd.test.ts'],
          environment: 'node',
          ...timeouts,
        },
      },
      './vitest.workerd.config.ts',
    ],
  },
}));
