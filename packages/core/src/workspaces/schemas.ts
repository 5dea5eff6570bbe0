/** What a workspace may be made of and changed to: forms, API and document use these. */
import { pictureUrlSchema, slugSchema, themeSchema } from '@vesta-cx/db/validators';
import { ownerTypes, workspaceVisibilities } from '@vesta-cx/db';
import { z } from 'zod';
import { asSlug, lineText, proseText } from '../http/index.ts';

const name = lineText(120, 'Give it a name');
const description = proseText(5000).nullable();
const image = pictureUrlSchema.nullable();

/** The part of an address that names a workspace. Commands refuse those that are reserved. */
export const workspaceSlugSchema = z
  .string()
  .trim()
  .toLowerCase()
  .pipe(slugSchema.min(2, 'Use at least two characters').max(60))
  .meta(asSlug(2, 60, 'ada-moreau'));

export const createWorkspaceSchema = z.strictObject({
  name,
  slug: workspaceSlugSchema.optional(),
  description: description.optional(),
  visibility: z.enum(workspaceVisibilities).optional(),
  ownerType: z.enum(ownerTypes).optional(),
  ownerId: z.string().max(64).optional(),
  avatarUrl: image.optional(),
  bannerUrl: image.optional(),
  theme: themeSchema.nullable().optional(),
});

export const updateWorkspaceSchema = z.strictObject({
  name: name.optional(),
  slug: workspaceSlugSchema.optional(),
  description: description.optional(),
  visibility: z.enum(workspaceVisibilities).optional(),
  avatarUrl: image.optional(),
  bannerUrl: image.optional(),
  theme: themeSchema.nullable().optional(),
});

export const transferSchema = z.strictObject({
  ownerType: z.enum(ownerTypes),
  ownerId: z.string().min(1).max(64).optional().describe('Needed of an organization.'),
});

export type CreateWorkspace = z.infer<typeof createWorkspaceSchema> & {
  /** Given by the form or the API: a repeat with the same id finds what the first one made. */
  id?: string | undefined;
};
export type UpdateWorkspace = z.infer<typeof updateWorkspaceSchema>;
