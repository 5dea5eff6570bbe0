import type { CollectionType, ListingStatus } from '@vesta-cx/db';
import type { ActorType } from '@vesta-cx/db';
import type { ThemeLook } from '$lib/theme';
import type { FeedSource } from '$lib/components/workspaces/feeds';
import type { ItemData } from './item';

/** What the public page of a collection shows. */
export interface CollectionPageData {
  look: ThemeLook | null;
  collection: {
    id: string;
    name: string;
    description: string | null;
    type: CollectionType;
    status: ListingStatus;
    /** How many things the reader may see in it; null where that is not known. */
    itemCount: number | null;
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
  /** The workspace that it is in. */
  feed: FeedSource | null;
  mayEdit: boolean;
  /** Of what keeps itself: whether the reader decides who may see it. */
  mayDecide: boolean;
  items: ItemData[];
  next: string | null;
  isFirst: boolean;
}
