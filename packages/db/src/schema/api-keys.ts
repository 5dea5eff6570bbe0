/** Keys with which programs use the API for somebody. The key itself is never stored. */
import {
  enumOf,
  foreignKey,
  id,
  index,
  json,
  table,
  timestamp,
  uniqueIndex,
  varchar,
} from '#dialect';
import { createdAt, oneOf, primaryId } from './shared.ts';
import { users } from './users.ts';

/** What a key may be for: a person's everything, or one organization's or workspace's things only. */
export const apiKeyOwnerTypes = ['user', 'organization', 'workspace'] as const;
export type ApiKeyOwnerType = (typeof apiKeyOwnerTypes)[number];

/** A key with which a program uses the API for somebody. */
export const apiKeys = table(
  'api_keys',
  {
    id: primaryId(),
    ownerType: enumOf('owner_type', apiKeyOwnerTypes).notNull(),
    ownerId: id('owner_id').notNull(),
    /** Who made it: it never may more than they. */
    createdBy: id('created_by').notNull(),
    /** The key that made it, and ends it when it is revoked; null where a person made it. */
    parentId: id('parent_id'),
    name: varchar('name', 120).notNull(),
    /** SHA-256 of the key in hexadecimal; the key has enough entropy to need no salt. */
    hash: varchar('hash', 64).notNull(),
    /** The last characters of the key, by which its owner recognises it. */
    hint: varchar('hint', 12).notNull(),
    scopes: json<string[]>('scopes').notNull(),
    /** Null never expires. */
    expiresAt: timestamp('expires_at'),
    /** Kept to the minute or so: a busy key must not cost a write for every request. */
    lastUsedAt: timestamp('last_used_at'),
    revokedAt: timestamp('revoked_at'),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('api_keys_hash_unique').on(t.hash),
    index('api_keys_owner_idx').on(t.ownerType, t.ownerId, t.id),
    index('api_keys_maker_idx').on(t.createdBy, t.id),
    index('api_keys_parent_idx').on(t.parentId),
    foreignKey({
      name: 'api_keys_created_by_fk',
      columns: [t.createdBy],
      foreignColumns: [users.workosUserId],
    }).onDelete('cascade'),
    foreignKey({
      name: 'api_keys_parent_fk',
      columns: [t.parentId],
      foreignColumns: [t.id],
    }),
    oneOf('api_keys_owner_type', 'owner_type', apiKeyOwnerTypes),
  ],
);

export type ApiKey = typeof apiKeys.$inferSelect;
export type NewApiKey = typeof apiKeys.$inferInsert;
