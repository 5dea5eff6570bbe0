/** What an organization may be made of and changed to: forms, API and document use these. */
import { organizationRoles } from '@vesta-cx/db';
import { httpUrlSchema, themeSchema } from '@vesta-cx/db/validators';
import { z } from 'zod';
import { lineText } from '../api/schemas.ts';

const name = lineText(200, 'Give it a name').meta({ examples: ['Nightjar Records'] });
const branding = {
  avatarUrl: httpUrlSchema.nullable().optional(),
  bannerUrl: httpUrlSchema.nullable().optional(),
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
