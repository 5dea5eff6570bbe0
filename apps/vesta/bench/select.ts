/**
 * The second floor: one select by key through the app's own connection, the least that a page about
 * something has to do on the engine that the worker is built for.
 */
import { eq } from 'drizzle-orm';
import { getDb, release } from '../src/lib/server/db';
import { workspaces } from '../src/lib/server/db/schema';

export default {
  async fetch(request, env, ctx) {
    const slug = new URL(request.url).pathname.slice(1);
    const [row] = await getDb({ env, ctx })
      .select()
      .from(workspaces)
      .where(eq(workspaces.slug, slug));
    release({ env, ctx });
    return Response.json(row);
  },
} satisfies ExportedHandler<App.Platform['env']>;
