import type { CollectionType, ListingStatus } from '@vesta-cx/db';
import type { ActorType } from '@vesta-cx/db';
import type { WorkspaceTheme } from '$lib/theme';
import type { ItemData } from './item';

/** What the public page of a collection shows. */
export interface CollectionPageData {
  theme: WorkspaceTheme | null;
  collection: {
    id: string;
    name: string;
    description: string | null;
    type: CollectionType;
    status: ListingStatus;
    itemCount: number;
    path: string;
  };
  owner: {
    type: ActorType;
    name: string;
    path: string;
    avatarUrl: string | null;
    /** Decides the generated picture. */
    seed: string;
  };
  mayEdit: boolean;
  items: ItemData[];
  next: string | null;
  isFirst: boolean;
}
