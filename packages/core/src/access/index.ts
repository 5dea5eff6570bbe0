/** Who may do what with a thing: to read, to write and to explain. */
export { clear, set } from './commands.ts';
export { explain, explainMine, registry, type Explanation, type ViewAs } from './explain.ts';
export { preview, type Previewed } from './preview.ts';
export { authorize, type AccessObject, type Administered, type ObjectRef } from './objects.ts';
export {
  actions,
  list,
  sources,
  type ListPermissions,
  type NamedPermission,
  type Parent,
} from './queries.ts';
export {
  ruleSchema,
  ruleValues,
  ruleValueSchema,
  viewerSchema,
  type Rule,
  type RuleValue,
} from './schemas.ts';
export {
  audienceSubjects,
  search,
  type NamedSubject,
  type SubjectRef,
  visibleSubjects,
  namedAs,
  audienceNames,
} from './subjects.ts';
export * as operations from './operations.ts';
