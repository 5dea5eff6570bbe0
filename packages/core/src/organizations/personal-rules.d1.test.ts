/** What it costs to name what a member is allowed by name. */
import { newId, permissions, workspaces } from '@vesta-cx/db';
import { batch, rowsPerInsert, type AnyTable } from '@vesta-cx/db/query';
import { expect, it } from 'vitest';
import { db } from '../../test/make.ts';
import { metered } from '../../test/metered.d1.ts';
import { organization } from '../../test/teams.ts';
import * as organizations from './index.ts';

it('reads the rules about that person, however much the organization has', async () => {
  const { id, boss, colleague } = await organization();
  const homes = Array.from({ length: 1000 }, (_, n) => ({
    id: newId(),
    name: `Imprint ${n}`,
    slug: `imprint-${n}`,
    searchKey: `imprint ${n}`,
    ownerType: 'organization' as const,
    ownerId: id,
    visibility: 'public' as const,
  }));
  const rule = (subjectId: string, objectId: string) => ({
    ...{ subjectType: 'user' as const, subjectId },
    ...{ objectType: 'workspace' as const, objectId, action: 'write', value: 'allow' as const },
  });
  const others = homes.map((home, n) => rule(`user-${n}`, home.id));
  const theirs = homes.slice(0, 10).map((home) => rule(colleague.userId, home.id));
  await store(workspaces, homes);
  await store(permissions, [...others, ...theirs]);

  const meter = metered();
  const proof = await organizations.authorize(db, boss, id, 'admin');
  const named = await organizations.personalRules(meter.db, proof, colleague.userId, 100);
  expect(named).toHaveLength(10);
  expect(meter.rowsRead()).toBeLessThan(200);
});

async function store(table: AnyTable, rows: object[]): Promise<void> {
  const size = rowsPerInsert(table);
  await batch(db, (q) =>
    Array.from({ length: Math.ceil(rows.length / size) }, (_, i) =>
      q.insert(table).values(rows.slice(i * size, (i + 1) * size) as never),
    ),
  );
}
