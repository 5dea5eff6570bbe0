import adapter from '@sveltejs/adapter-cloudflare';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';
import { buildFolder, engineOf } from '@vesta-cx/local/engine';

const engine = engineOf(process.env.DATABASE_URL);

/** @type {import('@sveltejs/kit').Config} */
export default {
  preprocess: vitePreprocess(),
  // Our own files are runes only; libraries keep whatever mode they were written in.
  vitePlugin: {
    dynamicCompileOptions: ({ filename }) =>
      filename.includes('node_modules') ? undefined : { runes: true },
  },
  kit: {
    outDir: buildFolder(engine),
    // The adapter writes its worker to the `main` of the config it is given. Ours is src/worker.ts,
    // which wraps that worker, so the adapter gets a config of its own.
    adapter: adapter({
      config: `wrangler.adapter.${engine}.jsonc`,
      platformProxy: {
        configPath: 'wrangler.jsonc',
        // `pnpm dev` names the data and the variables that `pnpm start` uses too.
        persist: process.env.VESTA_STATE ? { path: `${process.env.VESTA_STATE}/v3` } : true,
        envFiles: process.env.VESTA_ENV_FILE ? [process.env.VESTA_ENV_FILE] : undefined,
      },
    }),
    // A page can be the answer at another address than its own, and still finds its styles.
    paths: { relative: false },
    // A new visitor comes from a link in a bio: small styles travel with the page, the shared sheet is cached.
    inlineStyleThreshold: 2048,
    // hooks.server.ts refuses forms of other sites: SvelteKit's check would refuse callers of the API too.
    csrf: { trustedOrigins: ['*'] },
    csp: {
      mode: 'nonce',
      directives: {
        'default-src': ['self'],
        'script-src': ['self'],
        'style-src': ['self'],
        // A workspace's theme is a style attribute of checked custom properties, made by $lib/theme.
        'style-src-attr': ['unsafe-inline'],
        'img-src': ['self', 'https:', 'data:'],
        'media-src': ['self', 'https:'],
        'font-src': ['self'],
        'connect-src': ['self'],
        'object-src': ['none'],
        'base-uri': ['none'],
        // Browsers apply this to the redirects that answer a form as well: signing out ends at WorkOS.
        'form-action': ['self', 'https://api.workos.com', 'https://*.authkit.app'],
        'frame-ancestors': ['none'],
      },
    },
  },
};
