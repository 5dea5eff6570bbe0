import type { ListResources } from '@vesta-cx/core/resources';

type Filter = Pick<ListResources, 'state' | 'status'>;

/** The parts of the list of everything: `?show=drafts`. */
export const views = {
  everything: { label: 'All', filter: { state: 'all' } },
  drafts: { label: 'Drafts', filter: { state: 'draft' } },
  scheduled: { label: 'Scheduled', filter: { state: 'scheduled' } },
  published: { label: 'Published', filter: { state: 'published', status: 'LISTED' } },
  unlisted: { label: 'Unlisted', filter: { state: 'published', status: 'UNLISTED' } },
} as const satisfies Record<string, { label: string; filter: Filter }>;

export type View = keyof typeof views;

export const isView = (name: string): name is View => Object.hasOwn(views, name);
