/** The worker that @sveltejs/adapter-cloudflare generates; package.json names the built file of each engine. */
declare module '#sveltekit' {
  const worker: {
    fetch(request: Request, env: App.Platform['env'], ctx: ExecutionContext): Promise<Response>;
  };
  export default worker;
}
