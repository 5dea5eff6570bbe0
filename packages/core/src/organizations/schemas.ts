/** What an organization may be made of and changed to: forms, API and document use these. */
import { organizationRoles } from '@vesta-cx/db';
import { pictureUrlSchema, themeSchema } from '@vesta-cx/db/validators';
import { z } from 'zod';
import { lineText } from '../http/index.ts';

const name = lineText(200, 'Give it a name').meta({ examples: ['Nightjar Records'] });
const branding = {
  avatarUrl: pictureUrlSchema.nullable().optional(),
  bannerUrl: pictureUrlSchema.nullable().optional(),
  theme: themeSchema.nullable().optional(),
};

export const createOrganizationSchema = z.strictObject({ name, ...branding });
export const updateOrganizationSchema = z.strictObject({ name: name.optional(), ...branding });
export const roleSchema = z.enum(organizationRoles);

export type CreateOrganization = z.infer<typeof createOrganizationSchema> & {
  /** Given by the form or the API: a repeat with the same id finds what the first one made. */
  id?: string | undefined;
};
export type UpdateOrganization = z.infer<typeof updateOrganizationSchema>;
