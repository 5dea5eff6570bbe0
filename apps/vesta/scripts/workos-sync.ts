/** `pnpm --filter vesta workos:sync`: see the help below. */
import { parseArgs } from 'node:util';
import type { Repair, SyncCursor, SyncSlice } from '@vesta-cx/core/workos';
import { signAsWorkos } from '@vesta-cx/utils/workos';

const help = `pnpm --filter vesta workos:sync --url <address of a vesta>

Makes what that vesta knows of organizations, who is in them, people and their mail addresses what
WorkOS knows. Webhooks do that all the time; this repairs what they have missed. Says each repair.

  --url      where vesta runs, for example https://vesta.example (default: http://localhost:8787)
  --dry-run  says what it would repair, and changes nothing
  --most     how many accounts and organizations it may end at most (default: 20)

WORKOS_WEBHOOK_SECRET has to be the secret that this vesta has.

Whose account was deleted at WorkOS is deleted here, with all that is theirs alone. An organization
that WorkOS does not know is removed, and what it owns goes to the administrator who has been there
longest. Where nobody administers it, everybody's place in it ends and it is named here, for somebody
to decide. A vesta with the key of another WorkOS environment would lose everybody: when there is more
to end than --most, nothing is changed.`;

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://localhost:8787' },
    'dry-run': { type: 'boolean', default: false },
    most: { type: 'string', default: '20' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
const secret = process.env.WORKOS_WEBHOOK_SECRET;

if (values.help) console.log(help);
else if (!secret) fail(`WORKOS_WEBHOOK_SECRET is not set.\n\n${help}`);
else if (!/^\d+$/.test(values.most)) fail(`--most is a number.\n\n${help}`);
else await run(secret).catch((error: unknown) => fail((error as Error).message));

async function run(secret: string): Promise<void> {
  const dryRun = values['dry-run'];
  if (!dryRun) await requireFew(secret);
  let repaired = 0;
  const orphaned: string[] = [];
  for await (const slice of slices(secret, { dryRun })) {
    repaired += slice.repairs.length;
    orphaned.push(...slice.orphaned);
    for (const repair of slice.repairs) console.log(lineOf(repair));
  }
  console.log(dryRun ? `${repaired} to repair; nothing was changed.` : `${repaired} repaired.`);
  for (const id of orphaned) {
    console.log(
      `${id} is unknown to WorkOS and owns something that nobody administers: see docs/workos.md.`,
    );
  }
}

/** Looks first how much would end here. Throws when that is more than was allowed. */
async function requireFew(secret: string): Promise<void> {
  let ends = 0;
  for await (const { repairs } of slices(secret, { dryRun: true, cursor: { stage: 'unknown' } })) {
    const about = repairs.map(({ organizationId, userId }) => organizationId ?? userId);
    ends += new Set(about).size;
    if (ends <= Number(values.most)) continue;
    throw new Error(
      `More than ${values.most} accounts and organizations are unknown to WorkOS. Nothing was changed. ` +
        'Look at them with --dry-run, and allow more with --most if they are really gone.',
    );
  }
}

async function* slices(
  secret: string,
  request: { dryRun: boolean; cursor?: SyncCursor },
): AsyncGenerator<SyncSlice> {
  let { cursor } = request;
  do {
    const slice = await ask(secret, { ...request, cursor });
    yield slice;
    cursor = slice.next ?? undefined;
  } while (cursor);
}

async function ask(secret: string, request: object): Promise<SyncSlice> {
  const body = JSON.stringify(request);
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

/** `member.join org_… user_…` */
function lineOf({ what, organizationId, userId }: Repair): string {
  return [what, organizationId, userId].filter(Boolean).join(' ');
}

function fail(message: string): void {
  console.error(message);
  process.exitCode = 1;
}
