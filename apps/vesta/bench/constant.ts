/** The first floor: what workerd serves when nothing has to be found out. */
export default {
  fetch: () => new Response('vesta', { headers: { 'content-type': 'text/plain' } }),
} satisfies ExportedHandler<App.Platform['env']>;
