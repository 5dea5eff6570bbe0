/** The worker that @sveltejs/adapter-cloudflare generates; package.json names the build of each engine. */
declare module '#sveltekit/worker/index.js' {
  const worker: {
    fetch(request: Request, env: App.Platform['env'], ctx: ExecutionContext): Promise<Response>;
  };
  export default worker;
}

/** SvelteKit's server as it was built, and what the adapter tells it of the build. */
declare module '#sveltekit/output/server/index.js' {
  export { Server } from '@sveltejs/kit';
}
declare module '#sveltekit/cloudflare-tmp/manifest.js' {
  import type { SSRManifest } from '@sveltejs/kit';
  export const manifest: SSRManifest;
}
