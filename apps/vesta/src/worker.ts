import kit from 'vesta:sveltekit';

/** The worker's entry. The adapter's worker knows only `fetch`; what else Cloudflare calls is added here. */
export default {
  fetch: (request, env, ctx) => kit.fetch(request, env, ctx),
} satisfies ExportedHandler<App.Platform['env']>;
