/** The second floor: one select by key, the least that a page about something has to do. */
export default {
  async fetch(request, env) {
    const slug = new URL(request.url).pathname.slice(1);
    const row = await env.DB.prepare('select * from workspaces where slug = ?').bind(slug).first();
    return Response.json(row);
  },
} satisfies ExportedHandler<App.Platform['env']>;
