/** What a team may be made of and changed to: forms, API and document use these. */
import { z } from 'zod';

const name = z
  .string()
  .trim()
  .min(1, 'Give it a name')
  .max(120)
  .meta({ examples: ['Artist relations'] });

export const createTeamSchema = z.strictObject({ name });
export const updateTeamSchema = z.strictObject({ name: name.optional() });
export const addMemberSchema = z.strictObject({
  userId: z.string().min(1).max(64).describe('Somebody who is a member of the organization.'),
});

export type CreateTeam = z.infer<typeof createTeamSchema> & {
  /** Given by the form or the API: a repeat with the same id finds what the first one made. */
  id?: string | undefined;
};
export type UpdateTeam = z.infer<typeof updateTeamSchema>;
