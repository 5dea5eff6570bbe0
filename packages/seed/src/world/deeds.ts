/** What each actor of a large world does, as numbers. */
import type { EngagementAction } from '@vesta-cx/db';
import { day, epoch, type Plan } from './plan.ts';

export type Target = { type: 'resource' | 'workspace' | 'user' | 'collection'; index: number };

export interface Deed {
  /** Counted through the whole world. */
  ordinal: number;
  action: EngagementAction;
  target: Target;
  time: number;
  /** The comment that this one answers. */
  parent: { ordinal: number; time: number } | null;
}

const habits: [upTo: number, action: EngagementAction][] = [
  [0.42, 'like'],
  [0.6, 'follow'],
  [0.7, 'repost'],
  [0.8, 'bookmark'],
  [0.83, 'subscribe'],
  [0.86, 'mention'],
  [1, 'comment'],
];

/** Goes through the actors in order; remembers only the newest comment on each resource. */
export class Deeds {
  private readonly plan: Plan;
  private readonly newest: Uint32Array;
  private readonly newestAt: Float64Array;

  constructor(plan: Plan) {
    this.plan = plan;
    this.newest = new Uint32Array(plan.resources);
    this.newestAt = new Float64Array(plan.resources);
  }

  /** What `actor` does; no two deeds of theirs are the same unless they may be repeated. */
  of(actor: number): Deed[] {
    const { activity } = this.plan;
    const done = new Set<number>();
    const deeds: Deed[] = [];
    for (let e = activity[actor]!; e < activity[actor + 1]!; e++) {
      deeds.push(this.next(e, actor, done));
    }
    return deeds;
  }

  private next(ordinal: number, actor: number, done: Set<number>): Deed {
    const chance = this.plan.chance('engagement', ordinal);
    const luck = chance();
    const wanted = habits.findIndex(([upTo]) => luck < upTo);
    const action = habits[wanted]![1];
    if (action !== 'comment') {
      for (let tries = 0; tries < 12; tries++) {
        const target = this.targetOf(action, actor, chance);
        if (!target) continue;
        const key = (typeNumber[target.type] * 8 + wanted) * 2 ** 32 + target.index;
        if (action !== 'mention' && done.has(key)) continue;
        done.add(key);
        return { ordinal, action, target, time: this.timeOf(target, chance), parent: null };
      }
    }
    // Whoever has done all the rest still has something to say.
    return this.comment(ordinal, chance);
  }

  private targetOf(action: EngagementAction, actor: number, chance: () => number): Target | null {
    const { plan } = this;
    const which = chance();
    if (action === 'like' ? which < 0.05 : action === 'follow' && which < 0.1) {
      const index = Math.floor(chance() ** 2 * plan.manual);
      return plan.actorReadable(plan.keeper[index]!) ? { type: 'collection', index } : null;
    }
    if (action === 'follow' || action === 'subscribe' || action === 'mention') {
      if (action !== 'subscribe' && which < 0.3) {
        const index = Math.floor(chance() ** 2 * plan.users);
        return index === actor ? null : { type: 'user', index };
      }
      const index = Math.floor(chance() ** 2.2 * plan.scale);
      const self = actor === plan.users + index;
      return self || plan.isPrivate(index) ? null : { type: 'workspace', index };
    }
    const index = this.someResource(chance);
    return index === null ? null : { type: 'resource', index };
  }

  /** Few are heard by many: the chance falls with the index. */
  private someResource(chance: () => number): number | null {
    const index = Math.floor(chance() ** 2.5 * this.plan.resources);
    return this.plan.isPublic(index) ? index : null;
  }

  private comment(ordinal: number, chance: () => number): Deed {
    let index = this.someResource(chance);
    while (index === null) index = this.someResource(chance);
    const target: Target = { type: 'resource', index };
    const answered = this.newestAt[index]!;
    const parent =
      answered > 0 && chance() < 0.4 ? { ordinal: this.newest[index]!, time: answered } : null;
    const time = parent
      ? Math.floor(parent.time + chance() ** 3 * (epoch - parent.time))
      : this.timeOf(target, chance);
    this.newest[index] = ordinal;
    this.newestAt[index] = time;
    return { ordinal, action: 'comment', target, time, parent };
  }

  private timeOf({ type, index }: Target, chance: () => number): number {
    const { plan } = this;
    const since =
      type === 'resource'
        ? plan.published[index]!
        : type === 'collection'
          ? plan.manualSince(index)
          : epoch - 300 * day;
    return Math.floor(since + chance() ** 2 * (epoch - since));
  }
}

const typeNumber = { resource: 0, workspace: 1, user: 2, collection: 3 };
