export { auditQuery, filterOf } from './filter.ts';
export { changesOf, sameJson } from './changes.ts';
export { auditKinds, isAuditKind, sentence, type AuditKind } from './kinds.ts';
export { logOf, logOfWorkspace, record, recordEach, type AuditEntry } from './record.ts';
export { objectName, objectOfRule, recordCleared } from './rules.ts';
export {
  all,
  list,
  ofOrganization,
  ofWorkspace,
  type AuditFilter,
  type AuditLine,
  type Log,
} from './queries.ts';
export { presentEvent } from './operations.ts';
export * as operations from './operations.ts';
