/** What an editor knows of the thing it edits, and how its state is called. */
import type { ListingStatus, ResourceType } from '@vesta-cx/db';

export type State = 'new' | 'draft' | 'scheduled' | 'published';

export const stateOf = (publishedAt: Date | null, now = new Date()): Exclude<State, 'new'> =>
  publishedAt === null ? 'draft' : publishedAt > now ? 'scheduled' : 'published';

/** The badge of a line in the dashboard's lists; none for what is published and listed. */
export function badgeOf(
  { publishedAt, status }: { publishedAt: Date | null; status: ListingStatus },
  now?: Date,
): { label: string; kind: 'plain' | 'accent' | 'warning' } | null {
  const state = stateOf(publishedAt, now);
  if (state === 'draft') return { label: 'Draft', kind: 'warning' };
  if (state === 'scheduled') return { label: 'Scheduled', kind: 'accent' };
  return status === 'UNLISTED' ? { label: 'Unlisted', kind: 'plain' } : null;
}

/** What the pages that make things are called. */
export const verbs: Record<ResourceType, string> = {
  post: 'Write a post',
  song: 'Add a song',
  album: 'Add an album',
  status: 'Post a status',
};

/** What was done, in words for the notice after it. */
export const done: Record<string, string> = {
  keep: 'Saved.',
  draft: 'Saved as a draft. Only those who write here can see it.',
  publish: 'Published.',
  schedule: 'Scheduled. It appears by itself when the time comes.',
};

/** Returns where this browser keeps text that was not saved: each account's for itself. */
export const copyKey = (account: string | undefined, name: string): string =>
  `vesta:text:${account}:${name}`;
