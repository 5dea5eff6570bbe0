import * as schema from '@vesta-cx/db';
import { getTableName, is, Table } from 'drizzle-orm';

/** The names of all tables. */
export const tables = Object.values(schema)
  .filter((value): value is Table & typeof value => is(value, Table))
  .map((table) => getTableName(table));
