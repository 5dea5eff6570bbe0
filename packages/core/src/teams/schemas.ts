/** What a team may be made of and changed to: forms, API and document use these. */
import { z } from 'zod';
import { idText, lineText } from '../http/index.ts';

const name = lineText(120, 'Give it a name').meta({ examples: ['Artist relations'] });

export const createTeamSchema = z.strictObject({ name });
export const updateTeamSchema = z.strictObject({ name: name.optional() });
export const addMemberSchema = z.strictObject({
  userId: idText
    .describe('Somebody who is a member of the organization.')
    .meta({ examples: ['user_01J9Z3V5X7Q2M4N6P8R0T1W3Y5'] }),
});

export type CreateTeam = z.infer<typeof createTeamSchema> & {
  /** Given by the form or the API: a repeat with the same id finds what the first one made. */
  id?: string | undefined;
};
export type UpdateTeam = z.infer<typeof updateTeamSchema>;
