/** Who may do what: the pure merger of permission rows. */
export { deniedBy, impliedBy, ladder, relevantTo } from './actions.ts';
export type { Action, LadderAction } from './actions.ts';
export { decide, guest, subjectKeys } from './decide.ts';
export { explain, verbOf } from './explain.ts';
export { audiences, levels } from './types.ts';
export type {
  Audience,
  Decision,
  Level,
  ObjectFacts,
  ObjectType,
  Owner,
  PermissionRow,
  Question,
  Reason,
  Subject,
  Value,
} from './types.ts';
