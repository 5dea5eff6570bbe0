/** `pnpm --filter vesta workos:sync`: see the help below. */
import { parseArgs } from 'node:util';
import type { SyncCursor, SyncSlice } from '../../../packages/core/src/workos/sync.ts';
import { signAsWorkos } from '../../../packages/utils/src/workos/webhook.ts';

const help = `pnpm --filter vesta workos:sync --url <address of a vesta>

Makes what that vesta knows of organizations, who is in them, and people's mail addresses what WorkOS
knows. Webhooks do that all the time; this repairs what they have missed. Safe to run at any time.

  --url   where vesta runs, for example https://vesta.example (default: http://localhost:8787)

WORKOS_WEBHOOK_SECRET has to be the secret that this vesta has.

An organization that WorkOS does not know is removed when it owns no workspaces. When it owns some,
everybody's place in it ends and it is named here, for somebody to decide.`;

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://localhost:8787' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
const secret = process.env.WORKOS_WEBHOOK_SECRET;

if (values.help) console.log(help);
else if (!secret) fail(`WORKOS_WEBHOOK_SECRET is not set.\n\n${help}`);
else await run(secret).catch((error: unknown) => fail((error as Error).message));

async function run(secret: string): Promise<void> {
  const total = { organizations: 0, repaired: 0, removed: 0 };
  const orphaned: string[] = [];
  for (let cursor: SyncCursor | undefined, first = true; first || cursor; first = false) {
    const slice = await ask(secret, cursor);
    total.organizations += slice.organizations;
    total.repaired += slice.repaired;
    total.removed += slice.removed.length;
    orphaned.push(...slice.orphaned);
    if (process.stderr.isTTY) process.stderr.write(`\r${total.organizations} looked at`);
    cursor = slice.next ?? undefined;
  }
  if (process.stderr.isTTY) process.stderr.write('\r');
  console.log(
    `${total.repaired} repaired, ${total.removed} organizations removed that WorkOS does not know.`,
  );
  for (const id of orphaned) {
    console.log(
      `${id} is unknown to WorkOS and owns workspaces: nobody administers them any more.`,
    );
  }
}

async function ask(secret: string, cursor: SyncCursor | undefined): Promise<SyncSlice> {
  const body = JSON.stringify(cursor ? { cursor } : {});
  const response = await fetch(new URL('/api/webhooks/workos/sync', values.url), {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'workos-signature': await signAsWorkos(body, secret),
    },
    body,
  });
  const answer = (await response.json()) as SyncSlice & { detail?: string };
  if (!response.ok) throw new Error(`${values.url}: ${answer.detail ?? response.status}`);
  return answer;
}

function fail(message: string): void {
  console.error(message);
  process.exitCode = 1;
}
