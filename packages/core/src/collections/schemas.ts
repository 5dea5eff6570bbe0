/** Schemas of collections and their items, for forms, the API and its document. */
import { actorTypes, collectionItemTypes, listingStatuses } from '@vesta-cx/db';
import { slugSchema } from '@vesta-cx/db/validators';
import { z } from 'zod';
import { asSlug, idText, lineText, proseText } from '../http/index.ts';

const name = lineText(120, 'Give it a name');
const description = proseText(5000).nullable();
const status = z.enum(listingStatuses);
const note = proseText(1000, 'Keep the note under 1000 characters').nullable();

/** The part of an address that names a collection below its owner. */
export const collectionSlugSchema = z
  .string()
  .trim()
  .toLowerCase()
  .pipe(slugSchema.max(120))
  .meta(asSlug(1, 120, 'slow-records'));

export const createCollectionSchema = z.strictObject({
  name,
  slug: collectionSlugSchema.optional(),
  description: description.optional(),
  status: status.optional(),
  ownerType: z.enum(actorTypes).optional(),
  ownerId: idText.optional(),
});

export const updateCollectionSchema = z.strictObject({
  name: name.optional(),
  slug: collectionSlugSchema.optional(),
  description: description.optional(),
  status: status.optional(),
});

/** Names one item of a collection. */
export const itemRefSchema = z.strictObject({
  itemType: z.enum(collectionItemTypes),
  itemId: idText,
});

const exampleRef = { itemType: 'resource', itemId: '0198a5f0-0000-7000-8000-000000000001' };

const place = { before: itemRefSchema.optional(), after: itemRefSchema.optional() };
const onePlace = ({ before, after }: { before?: unknown; after?: unknown }) => !before || !after;
const onePlaceError = { path: ['after'], error: 'Say either before or after, not both' };

export const addItemSchema = z
  .strictObject({ ...itemRefSchema.shape, note: note.optional(), ...place })
  .refine(onePlace, onePlaceError)
  .meta({
    id: 'NewCollectionItem',
    examples: [{ ...exampleRef, note: 'The one that started it.' }],
  });

export const updateItemSchema = z
  .strictObject({ note: note.optional(), ...place })
  .refine(onePlace, onePlaceError)
  .meta({ id: 'CollectionItemChanges', examples: [{ note: 'The one that started it.' }] });

export type CreateCollection = z.infer<typeof createCollectionSchema> & {
  /** Given by the form or the API: a repeat with the same id finds what the first one made. */
  id?: string | undefined;
};
export type UpdateCollection = z.infer<typeof updateCollectionSchema>;
export type AddItem = z.infer<typeof addItemSchema>;
export type UpdateItem = z.infer<typeof updateItemSchema>;
/** Where an item goes: before or after another one, or at the end. */
export type Place = Pick<AddItem, 'before' | 'after'>;
