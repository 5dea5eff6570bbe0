/** What finding a team costs where there are very many: rows that D1 says it has read. */
import { newId, teams as table } from '@vesta-cx/db';
import { batch, rowsPerInsert, type Statement } from '@vesta-cx/db/query';
import { expect, it } from 'vitest';
import { db, workspace } from '../../test/make.ts';
import { metered } from '../../test/metered.d1.ts';
import { organization } from '../../test/teams.ts';
import * as access from './index.ts';

it('any of 3,000 teams is found for what is found', async () => {
  const { id: organizationId, boss } = await organization();
  const home = await workspace(boss, { ownerType: 'organization', ownerId: organizationId });
  const rows = Array.from({ length: 3000 }, (_, n) => {
    const name = `Team ${String(n).padStart(4, '0')}`;
    const searchKey = name.toLowerCase();
    return { id: newId(), organizationId, name, searchKey, ownerId: boss.userId };
  });
  const size = rowsPerInsert(table);
  await batch(db, (q) => {
    const statements: Statement[] = [];
    for (let i = 0; i < rows.length; i += size) {
      statements.push(q.insert(table).values(rows.slice(i, i + size)));
    }
    return statements;
  });
  const object = await access.authorize(db, boss, { type: 'workspace', id: home.id }, 'admin');
  for (const [q, names] of [
    ['team 2999', ['Team 2999']],
    ['team 29', rows.slice(2900, 2908).map(({ name }) => name)],
    ['Team', rows.slice(0, 8).map(({ name }) => name)],
    ['Crow', []],
  ] as const) {
    const meter = metered();
    const found = await access.search(meter.db, object, q);
    expect(found.map(({ name }) => name)).toEqual(names);
    expect(meter.rowsRead()).toBeLessThan(40);
  }
});
