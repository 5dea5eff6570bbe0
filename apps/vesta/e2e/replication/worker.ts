/**
 * The production worker with a stand-in for D1 whose replica lags. Answers say in `x-served-by` who
 * answered their queries; `POST /-/open`, `/-/join` and `/-/catch-up` lead the replica.
 */
import worker from '../../src/worker';
import { LaggingD1, type Place } from './lagging-d1';

type Env = App.Platform['env'] & { PRIMARY: D1Database; REPLICA: D1Database };

let database: LaggingD1 | undefined;

export default {
  async fetch(request, env, ctx) {
    database ??= new LaggingD1(env.PRIMARY);
    const { pathname } = new URL(request.url);
    if (request.method === 'POST' && pathname.startsWith('/-/')) {
      await lead(database, env, pathname.slice(3));
      return new Response(null, { status: 204 });
    }
    const served = new Set<Place>();
    const DB = database.binding((by) => served.add(by));
    const response = await worker.fetch(request, { ...env, DB }, ctx);
    const answer = new Response(response.body, response);
    answer.headers.set('x-served-by', [...served].join(' '));
    return answer;
  },
} satisfies ExportedHandler<Env>;

async function lead(database: LaggingD1, { REPLICA }: Env, step: string): Promise<void> {
  if (step === 'open') await REPLICA.prepare('select 1').run();
  else if (step === 'join') database.join(REPLICA);
  else if (step === 'catch-up') await database.catchUp();
  else throw new Error(`There is no step ${step}`);
}
