export { authenticate, keyIn, type Authentication, type Caller } from './authenticate.ts';
export { create, revoke, type MadeKey } from './commands.ts';
export { handleWithKey, type KeyContext } from './handle-with-key.ts';
export {
  list,
  planRevocation,
  read,
  type KeySlice,
  type Revocation,
  type ShownKey,
} from './queries.ts';
export { createKeySchema, scopesFor, type CreateKey } from './schemas.ts';
export * as operations from './operations.ts';
export { recordRevocations } from './lineage.ts';
