import { sql, type Column, type SQL } from 'drizzle-orm';

/**
 * `value` as long as the row whose `key` is `id` is there, else NULL. For a column that can't be
 * NULL, so that a batch which adds to something deleted meanwhile fails as a whole, as it would by
 * a foreign key: the database may have none. Without `value` it is the id itself.
 */
export const idIfExists = (key: Column, id: string, value: string | Column = key): SQL<string> =>
  sql`(select ${value} from ${key.table} where ${key} = ${id})`;
