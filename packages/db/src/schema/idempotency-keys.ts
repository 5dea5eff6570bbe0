/** What an `Idempotency-Key` already made, so that a retried request makes one thing. */
import { id, index, integer, json, primaryKey, table, text, varchar } from '#dialect';
import { createdAt } from './shared.ts';

/** What an `Idempotency-Key` already made. */
export const idempotencyKeys = table(
  'idempotency_keys',
  {
    /** Whose key it is: keys of different callers never meet. */
    callerId: id('caller_id').notNull(),
    key: varchar('key', 255).notNull(),
    /** Hash of method, path and body: the same key for another request is a mistake. */
    fingerprint: varchar('fingerprint', 64).notNull(),
    /** The id given to the thing that the request makes, so that a second try meets the first. */
    mintedId: id('minted_id').notNull(),
    /** The answer's HTTP status; null while the first request is still under way. */
    responseStatus: integer('response_status'),
    responseHeaders: json<Record<string, string>>('response_headers'),
    responseBody: text('response_body'),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ name: 'idempotency_keys_pk', columns: [t.callerId, t.key] }),
    index('idempotency_keys_created_idx').on(t.createdAt),
  ],
);

export type IdempotencyKey = typeof idempotencyKeys.$inferSelect;
export type NewIdempotencyKey = typeof idempotencyKeys.$inferInsert;
