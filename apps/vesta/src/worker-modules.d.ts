/** The worker that @sveltejs/adapter-cloudflare generates; wrangler.jsonc aliases the name to the built file. */
declare module 'vesta:sveltekit' {
  const worker: {
    fetch(request: Request, env: App.Platform['env'], ctx: ExecutionContext): Promise<Response>;
  };
  export default worker;
}
