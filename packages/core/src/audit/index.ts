export { changesOf, sameJson } from './diff.ts';
export { auditKinds, sentence, type AuditKind } from './kinds.ts';
export { logOf, logOfWorkspace, record, recordEach, type AuditEntry } from './record.ts';
export { objectName, objectOfRule, recordCleared } from './rules.ts';
