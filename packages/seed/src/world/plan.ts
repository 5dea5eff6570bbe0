/**
 * A large world in numbers: who owns what, what is published when, who may see it. Everything that
 * rows refer to across tables is decided here, in typed arrays, so that rows can be made one batch
 * at a time and memory stays small.
 */
import { collectionKinds, type CollectionKind } from '@vesta-cx/db';
import { mix, stream, uuidAt } from '../random.ts';

export interface WorldOptions {
  /** Workspaces; there are as many people, 20 times as many resources, 100 times the engagements. */
  scale: number;
  /** Another seed makes another world. Default 1. */
  seed?: number;
}

export const day = 86_400_000;

/** The newest moment in every world, so that the same seed gives the same rows on any day. */
export const epoch = Date.UTC(2026, 10, 1);
/** Scheduled things come out from here on: far enough to stay scheduled. */
const scheduledFrom = Date.UTC(2036, 0, 1);

export const resourceKinds = ['status', 'post', 'song', 'album'] as const;
const shares = [0.2, 0.5, 0.9, 1];

/** Bits of what a resource is, beside its type. */
export const flag = { unlisted: 1, draft: 2, scheduled: 4, closed: 8, private: 16 } as const;

// Kinds of ids, so that things of different tables never share one.
const idKind = {
  workspace: 1,
  resource: 2,
  static: 3,
  manual: 4,
  engagement: 5,
  permission: 6,
  team: 7,
  text: 8,
};

export class Plan {
  readonly scale: number;
  readonly seed: number;
  readonly users: number;
  readonly organizations: number;
  readonly resources: number;
  readonly engagements: number;
  /** Resources from here on are people's own statuses, one each. */
  readonly firstStatus: number;
  /** `home[w]` to `home[w + 1]` are the resources of workspace `w`. */
  readonly home: Uint32Array;
  readonly kind: Uint8Array;
  readonly flags: Uint8Array;
  readonly published: Float64Array;
  /** `activity[a]` to `activity[a + 1]` are the engagements of actor `a`. */
  readonly activity: Uint32Array;
  /** `firstCollections[a]` to `firstCollections[a + 1]` are the manual collections of actor `a`. */
  readonly firstCollections: Uint32Array;
  /** The actor who owns each manual collection. */
  readonly keeper: Uint32Array;

  constructor({ scale, seed = 1 }: WorldOptions) {
    if (!Number.isInteger(scale) || scale < 10 || scale > 100_000) {
      throw new RangeError('--scale is a whole number from 10 to 100000');
    }
    this.scale = scale;
    this.seed = seed;
    this.users = scale;
    this.organizations = Math.max(1, Math.floor(scale / 50));
    this.resources = 20 * scale;
    this.engagements = 100 * scale;
    this.firstStatus = this.resources - this.users;
    this.home = divide(this.firstStatus, scale, (w) => (w + 1) ** -0.75);
    this.activity = divide(
      this.engagements,
      this.actors,
      // People do most of it; workspaces follow and repost a little.
      (a) => (a < this.users ? (a + 1) ** -0.7 : 0.25 * (a - this.users + 1) ** -0.7),
    );
    this.kind = new Uint8Array(this.resources);
    this.flags = new Uint8Array(this.resources);
    this.published = new Float64Array(this.resources);
    for (let w = 0; w < scale; w++) {
      for (let r = this.home[w]!; r < this.home[w + 1]!; r++) this.decideResource(r, w);
    }
    for (let r = this.firstStatus; r < this.resources; r++) {
      this.published[r] = epoch - Math.ceil(this.chance('resource', r)() * 300 * day);
    }
    this.firstCollections = new Uint32Array(this.actors + 1);
    for (let a = 0; a < this.actors; a++) {
      const luck = mix(a, 77, this.seed) / 2 ** 32;
      const own = a < 2 || luck < 0.05 ? 2 : luck < 0.3 ? 1 : 0;
      this.firstCollections[a + 1] = this.firstCollections[a]! + own;
    }
    this.keeper = new Uint32Array(this.firstCollections[this.actors]!);
    for (let a = 0; a < this.actors; a++) {
      this.keeper.fill(a, this.firstCollections[a]!, this.firstCollections[a + 1]!);
    }
  }

  /** Actors are the people, then the workspaces. */
  get actors(): number {
    return this.users + this.scale;
  }

  get manual(): number {
    return this.keeper.length;
  }

  private decideResource(r: number, w: number): void {
    const chance = this.chance('resource', r);
    const type = chance();
    this.kind[r] = shares.findIndex((share) => type < share);
    const since = this.workspaceSince(w);
    // More of it is recent.
    this.published[r] = Math.floor(epoch - chance() ** 1.5 * (epoch - since - day)) - 1000;
    const luck = chance();
    let flags = chance() < 0.06 ? flag.unlisted : 0;
    if (luck < 0.04) flags |= flag.draft;
    else if (luck < 0.06) flags |= flag.scheduled;
    if (flags & flag.draft) this.published[r] = NaN;
    if (flags & flag.scheduled)
      this.published[r] = scheduledFrom + Math.floor(chance() * 900 * day);
    if (this.isPrivate(w)) flags |= flag.private;
    else if (chance() < 0.005) flags |= flag.closed;
    this.flags[r] = flags;
  }

  /** A stream of chance for the `i`-th thing of a kind. */
  chance(kind: keyof typeof idKind, i: number): () => number {
    return stream(mix(i, idKind[kind] + 100, this.seed));
  }

  private id(kind: keyof typeof idKind, i: number, time: number): string {
    const k = idKind[kind];
    return uuidAt(
      time,
      mix(i, k + 32, this.seed),
      mix(i, k, this.seed),
      mix(i, k + 64, this.seed + this.scale),
    );
  }

  userId = (u: number) => `user_world_${this.scale}_${this.seed}_${u}`;
  organizationId = (o: number) => `org_world_${this.scale}_${this.seed}_${o}`;
  workspaceId = (w: number) => this.id('workspace', w, this.workspaceSince(w));
  resourceId = (r: number) => this.id('resource', r, this.resourceSince(r));
  engagementId = (e: number, time: number) => this.id('engagement', e, time);
  permissionId = (p: number) => this.id('permission', p, epoch - 200 * day + p);
  teamId = (o: number) => this.id('team', o, epoch - 550 * day);
  manualId = (c: number) => this.id('manual', c, this.manualSince(c));
  staticId = (actor: number, kind: CollectionKind) =>
    this.id('static', actor * 7 + collectionKinds.indexOf(kind), this.actorSince(actor));

  userSince = (u: number) => epoch - 1100 * day + (mix(u, 11, this.seed) % (500 * day));
  workspaceSince = (w: number) => epoch - 590 * day + (mix(w, 12, this.seed) % (280 * day));
  manualSince = (c: number) => epoch - 300 * day + (mix(c, 13, this.seed) % (280 * day));
  actorSince = (a: number) =>
    a < this.users ? this.userSince(a) : this.workspaceSince(a - this.users);

  /** When a resource was begun: at most two days before it came out. */
  resourceSince(r: number): number {
    const luck = mix(r, 14, this.seed);
    if (this.flags[r]! & (flag.draft | flag.scheduled)) return epoch - (luck % (60 * day));
    return this.published[r]! - (luck % (2 * day));
  }

  /** Of the landmarks, the first two are public and the third is private. */
  isPrivate = (w: number) => w === 2 || (w > 2 && mix(w, 15, this.seed) % 20 === 0);

  /** A workspace belongs to a person or, one in five, to an organization. */
  ownerOf(w: number): { ownerType: 'user' | 'organization'; ownerId: string } {
    return w % 5 === 3
      ? { ownerType: 'organization', ownerId: this.organizationId(w % this.organizations) }
      : { ownerType: 'user', ownerId: this.userId(w % this.users) };
  }

  actorReadable = (a: number) => a < this.users || !this.isPrivate(a - this.users);
  guestReadable = (r: number) => !(this.flags[r]! & (flag.private | flag.closed));
  /** What is closed to guests in a public place is open to everybody signed in. */
  circle = (r: number) =>
    (this.flags[r]! & (flag.private | flag.closed)) === flag.closed ? 'authenticated' : null;
  isPublic = (r: number) =>
    this.guestReadable(r) && !(this.flags[r]! & (flag.draft | flag.scheduled));
}

/** Cuts `total` into `parts` by weight; the n-th part is from `[n]` to `[n + 1]`. */
function divide(total: number, parts: number, weightOf: (part: number) => number): Uint32Array {
  const edges = new Uint32Array(parts + 1);
  let sum = 0;
  for (let i = 0; i < parts; i++) sum += weightOf(i);
  let reached = 0;
  for (let i = 0; i < parts; i++) {
    reached += weightOf(i);
    edges[i + 1] = Math.min(total, Math.round((total * reached) / sum));
  }
  edges[parts] = total;
  return edges;
}
