import { auditEvents, newId, type NewAuditEvent, type Workspace } from '@vesta-cx/db';
import { batch, rowsPerInsert } from '@vesta-cx/db/query';
import { describe, expect, it } from 'vitest';
import { db, person, workspace } from '../../test/make.ts';
import { call } from '../../test/api/entities.ts';
import type { Person } from '../kernel/index.ts';
import * as workspaces from '../workspaces/index.ts';
import * as audit from './index.ts';

const logOf = async (who: Person, { id }: Workspace) =>
  audit.ofWorkspace(await workspaces.authorize(db, who, id, 'admin'));

/** Events of a workspace, one a minute up to now. */
async function write(home: Workspace, rows: Partial<NewAuditEvent>[]): Promise<void> {
  const start = Date.now() - rows.length * 60_000;
  const all = rows.map((row, n): NewAuditEvent => {
    const createdAt = row.createdAt ?? new Date(start + n * 60_000);
    const time = createdAt.getTime().toString(16).padStart(12, '0');
    return {
      workspaceId: home.id,
      userId: 'user_x',
      means: 'session',
      action: 'resource.update',
      objectType: 'resource',
      objectId: 'r',
      ...row,
      id: `${time.slice(0, 8)}-${time.slice(8)}${newId().slice(13)}`,
      createdAt,
    };
  });
  const size = rowsPerInsert(auditEvents);
  for (let i = 0; i < all.length; i += size * 50) {
    await batch(db, (q) => {
      const chunks = [];
      for (let j = i; j < Math.min(all.length, i + size * 50); j += size) {
        chunks.push(q.insert(auditEvents).values(all.slice(j, j + size)));
      }
      return chunks;
    });
  }
}

async function every(log: audit.Log, filter: audit.AuditFilter, limit: number) {
  const pages: audit.AuditLine[][] = [];
  let cursor: string | undefined;
  do {
    const page = await audit.list(db, log, filter, { limit, cursor });
    pages.push(page.items);
    cursor = page.next ?? undefined;
  } while (cursor);
  return pages;
}

describe('a log', () => {
  it('is read a page at a time, newest first, nothing twice and nothing left out', async () => {
    const ada = await person();
    const home = await workspace(ada);
    await write(
      home,
      Array.from({ length: 24 }, (_, n) => ({ objectName: `${n}` })),
    );
    const pages = await every(await logOf(ada, home), {}, 10);
    expect(pages.map(({ length }) => length)).toEqual([10, 10, 5]);
    const ids = pages.flat().map(({ id }) => id);
    expect(ids).toEqual([...ids].sort().reverse());
    expect(new Set(ids).size).toBe(25);
    expect(pages.flat()[0]).toMatchObject({ person: { displayName: expect.any(String) } });
    expect(pages.flat()[1]).toMatchObject({ userId: 'user_x', person: null });
  });

  it('calls people by the name they have now, and by none when they are gone', async () => {
    const [ada, emil] = [await person(), await person('Emil')];
    const home = await workspace(ada);
    await write(home, [
      { objectType: 'user', objectId: emil.userId },
      { objectType: 'user', objectId: 'user_gone' },
    ]);
    const { items } = await audit.list(db, await logOf(ada, home), {}, { limit: 3 });
    expect(items.map(({ called }) => called).sort()).toEqual([null, 'Emil', home.name].sort());
  });

  it('is filtered by person, kind, thing and time, and by all of them together', async () => {
    const [ada, emil] = [await person(), await person()];
    const home = await workspace(ada);
    const day = (n: number) => new Date(Date.UTC(2026, 0, n, 12));
    await write(home, [
      { createdAt: day(1), userId: emil.userId, objectId: 'a' },
      { createdAt: day(2), userId: emil.userId, objectId: 'b', action: 'resource.delete' },
      { createdAt: day(3), userId: ada.userId, objectId: 'a' },
      { createdAt: day(4), userId: emil.userId, objectId: 'a', objectType: 'collection' },
    ]);
    const log = await logOf(ada, home);
    const days = async (filter: audit.AuditFilter) =>
      (await every(log, { to: day(20), ...filter }, 2))
        .flat()
        .map(({ createdAt }) => createdAt.getUTCDate());
    expect(await days({})).toEqual([4, 3, 2, 1]);
    expect(await days({ user: emil.userId })).toEqual([4, 2, 1]);
    expect(await days({ kind: 'resource.delete' })).toEqual([2]);
    expect(await days({ object: { type: 'resource', id: 'a' } })).toEqual([3, 1]);
    expect(await days({ user: emil.userId, kind: 'resource.update' })).toEqual([4, 1]);
    expect(await days({ from: day(2), to: day(4) })).toEqual([3, 2]);
    expect(
      await days({
        user: emil.userId,
        kind: 'resource.update',
        object: { type: 'resource', id: 'a' },
        from: day(1),
      }),
    ).toEqual([1]);
  });

  it('looks through so much at once only, and goes on from there', async () => {
    const ada = await person();
    const home = await workspace(ada);
    await write(home, [
      { objectId: 'old', action: 'resource.delete' },
      ...Array.from({ length: 2100 }, () => ({})),
    ]);
    const filter = { user: 'user_x', kind: 'resource.delete' } as const;
    const pages = await every(await logOf(ada, home), filter, 10);
    expect(pages.map(({ length }) => length)).toEqual([0, 1]);
    const rest = audit.all(db, await logOf(ada, home), filter);
    const found: string[] = [];
    for await (const { objectId } of rest) found.push(objectId);
    expect(found).toEqual(['old']);
  });

  it('tells nothing of another workspace, also not with a cursor from there', async () => {
    const ada = await person();
    const [home, other] = [await workspace(ada), await workspace(ada)];
    await write(other, [{}, {}, {}]);
    const theirs = await audit.list(db, await logOf(ada, other), {}, { limit: 2 });
    const cursor = theirs.next!;
    const mine = await audit.list(db, await logOf(ada, home), {}, { limit: 10, cursor });
    expect(mine.items.every(({ workspaceId }) => workspaceId === home.id)).toBe(true);
  });
});

describe('the API', () => {
  it('answers those who administer the workspace, in sentences', async () => {
    const ada = await person('Ada');
    const home = await workspace(ada, { name: 'Saltlight' });
    const path = `/workspaces/${home.id}/audit-log`;
    const ask = (as: Person, query = '') =>
      call(audit.operations.listOfWorkspace, path + query, {
        as,
        params: { workspace: home.id },
      });
    const answer = await ask(ada);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject([
      {
        kind: 'workspace.create',
        sentence: 'claimed the workspace Saltlight',
        userId: ada.userId,
        means: 'session',
      },
    ]);
    expect((await ask(await person())).status).toBe(403);
    expect(await (await ask(ada, '?to=2020-01-01')).json()).toEqual([]);
    const today = new Date().toISOString().slice(0, 10);
    expect(await (await ask(ada, `?from=${today}&to=${today}`)).json()).toHaveLength(1);
    for (const wrong of ['kind=no.such', 'object=resource', 'from=yesterday', 'cursor=x']) {
      const refused = await ask(ada, `?${wrong}`);
      expect(refused.status, wrong).toBe(400);
      expect(await refused.json()).toMatchObject({ errors: [{ path: wrong.split('=')[0] }] });
    }
  });
});

it('is append-only: nothing but the deletion of what it belongs to touches what is written', () => {
  const sources = import.meta.glob<string>('/src/**/*.ts', {
    query: '?raw',
    import: 'default',
    eager: true,
  });
  const touching = Object.entries(sources)
    .filter(([, source]) =>
      /\b(insert|update|delete|upsert\w*|insertIgnore)\((\w+, )?(\w+\.)?auditEvents\b/.test(source),
    )
    .map(([file]) => file)
    .filter((file) => !file.endsWith('.test.ts'));
  expect(touching.sort()).toEqual(['/src/audit/record.ts', '/src/kernel/removal.ts']);
});
