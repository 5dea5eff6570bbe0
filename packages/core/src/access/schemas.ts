import {
  permissionObjectTypes,
  permissionSubjectTypes,
  permissionValues,
  staticAudiences,
} from '@vesta-cx/db';
import { z } from 'zod';
import { idText } from '../http/index.ts';

const action = z.string().regex(/^\S{1,60}$/, 'Not an action');

/** The thing that rules are about. */
export const objectSchema = z.object({
  objectType: z.enum(permissionObjectTypes),
  objectId: idText,
});

/** One rule of a thing: about whom and what. */
export const ruleSchema = z.object({
  subjectType: z.enum(permissionSubjectTypes),
  subjectId: idText,
  action,
});

/** Values that a rule can have. Taking a rule away is a deletion. */
const ruleValues = permissionValues.filter((value) => value !== 'unset');
export const ruleValueSchema = z.enum(ruleValues);

/** As whom to look at a thing: a person, or somebody who is only in that audience. */
export const viewerSchema = z
  .string()
  .regex(
    new RegExp(`^(?:user:[\\w-]{1,64}|audience:(?:${staticAudiences.join('|')}))$`),
    'Write user:ID or audience:follower',
  );

export type Rule = z.output<typeof ruleSchema>;
export type RuleValue = z.output<typeof ruleValueSchema>;
