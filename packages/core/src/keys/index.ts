export { authenticate } from './authenticate.ts';
export { create, revoke, type MadeKey } from './commands.ts';
export { handleWithKey } from './handle-with-key.ts';
export { list, planRevocation, read, type Revocation } from './queries.ts';
export { createKeySchema, scopesFor, type CreateKey } from './schemas.ts';
export * as operations from './operations.ts';
export { recordRevocations } from './lineage.ts';
