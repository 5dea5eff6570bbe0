import type { ResourceType } from '@vesta-cx/db';

/** The parts of a workspace's page that have an address of their own: `?show=releases`. */
export const views = {
  releases: { label: 'Releases', types: ['song', 'album'] },
  writing: { label: 'Writing', types: ['post'] },
  statuses: { label: 'Statuses', types: ['status'] },
} as const satisfies Record<string, { label: string; types: readonly ResourceType[] }>;

export type View = keyof typeof views;

export const isView = (name: string): name is View => Object.hasOwn(views, name);
