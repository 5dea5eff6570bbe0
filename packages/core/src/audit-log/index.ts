/** Reading the log, and its words. */
export { auditQuery, filterOf } from './filter.ts';
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
