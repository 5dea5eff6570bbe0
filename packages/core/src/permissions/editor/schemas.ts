import {
  permissionObjectTypes,
  permissionSubjectTypes,
  permissionValues,
  staticAudiences,
} from '@vesta-cx/db';
import { z } from 'zod';

const id = z.string().min(1).max(64);

/** The thing that rules are about. */
export const objectSchema = z.object({ objectType: z.enum(permissionObjectTypes), objectId: id });

/** One rule of a thing: about whom and what. */
export const ruleSchema = z.object({
  subjectType: z.enum(permissionSubjectTypes),
  subjectId: id,
  action: z.string().min(1).max(60),
});

/** What a rule can say. Taking a rule away is a deletion. */
export const ruleValues = permissionValues.filter((value) => value !== 'unset');
export const ruleValueSchema = z.enum(ruleValues);

/** As whom to look at a thing: a person, or somebody who is only in that audience. */
export const viewerSchema = z
  .string()
  .regex(
    new RegExp(`^(?:user:\\S{1,64}|audience:(?:${staticAudiences.join('|')}))$`),
    'Write user:ID or audience:follower',
  );

export type Rule = z.output<typeof ruleSchema>;
export type RuleValue = z.output<typeof ruleValueSchema>;
