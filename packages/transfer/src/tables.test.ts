import * as schema from '@vesta-cx/db';
import { is } from 'drizzle-orm';
import { SQLiteTable } from 'drizzle-orm/sqlite-core';
import { describe, expect, it } from 'vitest';
import { freeableColumn } from './free-unique-values.ts';
import { tablesInOrder } from './tables.ts';

const tables = tablesInOrder();

describe('the tables of the schema', () => {
  it('are all there, each after those it refers to', () => {
    expect(tables.length).toBe(Object.values(schema).filter((it) => is(it, SQLiteTable)).length);
    for (const [i, { name, references }] of tables.entries()) {
      const before = tables.slice(0, i).map((table) => table.name);
      for (const { table } of references) {
        if (table !== name) expect(before).toContain(table);
      }
    }
  });

  it('have keys, and unique indexes with a column that may be changed for a while', () => {
    for (const table of tables) {
      expect(table.key.length).toBeGreaterThan(0);
      for (const unique of table.uniques) {
        const column = table.columns[freeableColumn(table, unique)]!;
        expect(column.length ?? 64).toBeGreaterThanOrEqual(19);
      }
    }
  });

  it('know what refers to rows of the same table', () => {
    const named = tables.flatMap(({ name, columns, self }) =>
      self.map((i) => `${name}.${columns[i]!.name}`),
    );
    expect(named).toContain('engagement_comments.parent_id');
  });
});
