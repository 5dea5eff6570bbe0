/** What all parts of the scene share: its clock, its ids and its directory of addresses. */
import type { ActorType, EngagementObjectType } from '@vesta-cx/db';
import { fraction, idFor } from '../random.ts';
import { noRows, type SeedRows } from '../rows.ts';

export interface SceneInput {
  /** WorkOS user ids of the demo people by external id. */
  identities?: Record<string, string>;
  /** WorkOS organization ids by external id. */
  organizations?: Record<string, string>;
  renderMarkdown: (markdown: string) => Promise<string> | string;
  /** The day that dates are counted back from. */
  now: Date;
}

export const hour = 3_600_000;
export const day = 24 * hour;

// Ids don't move with `now`, or a second load on another day would make everything twice.
const idEpoch = Date.UTC(2026, 10, 1);

/** A thing that has an address. */
export interface Entry {
  type: EngagementObjectType;
  id: string;
  /** Since when it can be seen. */
  since: Date;
  guestReadable: boolean;
  circle: string | null;
}

export class Scene {
  readonly rows: SeedRows = noRows();
  readonly input: SceneInput;
  readonly midnight: number;
  private readonly directory = new Map<string, Entry>();

  constructor(input: SceneInput) {
    this.input = input;
    this.midnight = Math.floor(input.now.getTime() / day) * day;
  }

  /** Some time of the day `daysAgo`, the same for the same key. */
  at(daysAgo: number, key: string): Date {
    const clock = 8 * hour + Math.floor(fraction(`clock:${key}`) * 14 * 60) * 60_000;
    return new Date(this.midnight - daysAgo * day + clock);
  }

  /** A moment soon after `since`, never later than the start of the day. */
  soonAfter(since: Date, key: string, within = 25 * day): Date {
    const from = since.getTime();
    const room = Math.max(0, Math.min(this.midnight, from + within) - from);
    return new Date(from + Math.floor(fraction(`soon:${key}`) ** 2 * room));
  }

  id(key: string, time: Date): string {
    return idFor(`scene:${key}`, idEpoch + (time.getTime() - this.midnight));
  }

  register(address: string, entry: Entry): Entry {
    if (this.directory.has(address)) throw new Error(`Two resources at ${address}`);
    this.directory.set(address, entry);
    return entry;
  }

  find(address: string): Entry {
    const entry = this.directory.get(address);
    if (!entry) throw new Error(`Nothing at ${address}`);
    return entry;
  }

  actor(address: string): Entry & { type: ActorType } {
    const entry = this.find(address);
    if (entry.type !== 'user' && entry.type !== 'workspace') {
      throw new Error(`${address} can't act`);
    }
    return { ...entry, type: entry.type };
  }

  /** The WorkOS id of a person, by external id or handle. */
  userId(key: string): string {
    return this.input.identities?.[key] ?? `user_demo_${key.replaceAll('-', '_')}`;
  }

  organizationId(key: string): string {
    return this.input.organizations?.[key] ?? `org_demo_${key}`;
  }
}

/** The later of two moments. */
export const later = (a: Date, b: Date): Date => (a.getTime() >= b.getTime() ? a : b);
