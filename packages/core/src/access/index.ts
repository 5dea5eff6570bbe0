/** Permission rules of an object: reading, writing and explaining them. */
export { clear, set } from './commands.ts';
export { explain, registry, type Explanation, type ViewAs } from './explain.ts';
export { preview } from './preview.ts';
export { authorize, type Administered, type ObjectRef } from './objects.ts';
export { list, sources, type NamedPermission } from './queries.ts';
export { ruleSchema, ruleValueSchema, type Rule } from './schemas.ts';
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
