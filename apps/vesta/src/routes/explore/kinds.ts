import type { ResourceType } from '@vesta-cx/db';

/** The views of `/explore`, by the value of `?type=`. */
export const exploreKinds = {
  album: 'Albums',
  song: 'Songs',
  post: 'Writing',
  status: 'Statuses',
} as const satisfies Record<ResourceType, string>;

export const isKind = (name: string | null): name is ResourceType =>
  name !== null && Object.hasOwn(exploreKinds, name);
