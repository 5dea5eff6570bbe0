/** Two at once: what a caller saw is what they change, at every address that can be changed. */
import { auditEvents } from '@vesta-cx/db';
import { desc } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { operations } from '../../src/operations.ts';
import { db } from '../make.ts';
import { changes, type Change, type Changeable } from './changeable.ts';
import { call } from './entities.ts';

/** The ETag of no version that anything here comes to. */
const none = '"v99-0000000000000000"';
const conditions: Record<string, string>[] = [{}, { 'if-match': '*' }];

const ask = (
  { change, body }: Change,
  made: Changeable,
  n: number,
  headers: Record<string, string> = {},
) =>
  call(change, made.address, {
    as: made.as,
    headers,
    ...(body && { body: body(n, made) }),
  });

/** The ETag at an address. */
async function etagAt(one: Change, made: Changeable): Promise<string> {
  // Where only changes answer with one, it is the last of them.
  const answer = one.reads
    ? await call(one.reads, made.address, { as: made.as })
    : await ask(one, made, 0);
  expect(answer.ok, await answer.clone().text()).toBe(true);
  return answer.headers.get('etag')!;
}

const newest = async () =>
  (await db.select().from(auditEvents).orderBy(desc(auditEvents.id)).limit(1))[0]?.id;

it('every change of what can be read is among these', () => {
  const readable = new Set(
    operations.filter(({ method, kind }) => method === 'GET' && kind === 'read').map(pathOf),
  );
  const expected = operations.filter(
    (one) => one.method !== 'GET' && readable.has(pathOf(one)) && one.id !== 'workspaces.transfer',
  );
  const ids = changes.map(({ change }) => change.id);
  expect(ids).toEqual(expect.arrayContaining(expected.map(({ id }) => id)));
  function pathOf({ path }: { path: string }) {
    return path;
  }
});

describe.each(changes)('$change.id', (one) => {
  it('takes lists of ETags, and refuses all that is not the present one', async () => {
    const made = await one.make();
    const etag = await etagAt(one, made);
    const refused: Record<string, string>[] = [
      { 'if-match': none },
      { 'if-match': `"x", ${none}` },
      { 'if-none-match': '*' },
      { 'if-none-match': `"x", ${etag}` },
      { 'if-match': etag, 'if-none-match': etag },
    ];
    for (const headers of refused) {
      expect((await ask(one, made, 1, headers)).status, JSON.stringify(headers)).toBe(412);
    }
    if (one.reads) expect(await etagAt(one, made)).toBe(etag);
    const headers = { 'if-match': `${none}, W/${etag}`, 'if-none-match': none };
    const answer = await ask(one, made, 1, headers);
    expect(answer.ok, await answer.clone().text()).toBe(true);
  });

  it('of four at once with one ETag one gets through', async () => {
    const made = await one.make();
    const headers = { 'if-match': await etagAt(one, made) };
    const answers = await Promise.all([1, 3, 5, 7].map((n) => ask(one, made, n, headers)));
    const statuses = answers.map(({ status }) => status).sort();
    // What is gone can be 404 as well.
    const late = one.ends ? expect.toSatisfy((status) => status === 412 || status === 404) : 412;
    expect(statuses).toEqual([one.ends ? 204 : 200, late, late, late]);
    if (one.ends || !one.reads) return;
    const winner = answers.find(({ status }) => status === 200)!;
    expect(await (await call(one.reads, made.address, { as: made.as })).json()).toEqual(
      await winner.json(),
    );
  });

  it.each(conditions)('of four at once with %j none is told 412', async (headers) => {
    const made = await one.make();
    await etagAt(one, made);
    const answers = await Promise.all([1, 2, 3, 4].map((n) => ask(one, made, n, headers)));
    for (const { status } of answers) {
      expect(one.ends ? [204, 404] : [200, 201]).toContain(status);
    }
  });
});

describe.each(changes.filter(({ ends }) => !ends))('$change.id', (one) => {
  it('changes nothing where it says what is there', async () => {
    const made = await one.make();
    const body = one.body!(1, made);
    const again = { ...one, body: () => body };
    const first = await ask(again, made, 1);
    const said = await newest();
    const second = await ask(again, made, 1);
    expect(second.status).toBe(200);
    expect(second.headers.get('etag')).toBe(first.headers.get('etag'));
    expect(await second.json()).toEqual(await first.json());
    expect(await newest()).toBe(said);
    const stale = await ask(again, made, 1, { 'if-match': none });
    expect(stale.status).toBe(412);
  });
});
