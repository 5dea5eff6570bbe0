/**
 * Large worlds for benchmarks and budget tests: few with much, many with little, and all rules of
 * the model kept. The same scale and seed always give the same rows.
 */
import type { SeedBatch } from './rows.ts';
import { searchEntriesFor } from './search-entries.ts';
import { actors } from './world/actors.ts';
import { people, permissions, workspaces, workspaceSlug } from './world/people.ts';
import { epoch, flag, Plan, type WorldOptions } from './world/plan.ts';
import { resources } from './world/resources.ts';

export type { WorldOptions } from './world/plan.ts';

/** The rows of a world in batches, each after everything that it refers to by foreign key. */
export function* world(options: WorldOptions): Generator<SeedBatch> {
  for (const batch of named(options)) {
    // First, so that the last collection proves that everything is there.
    const rows = searchEntriesFor(batch);
    if (rows.length > 0) yield { table: 'searchEntries', rows };
    yield batch;
  }
}

function* named(options: WorldOptions): Generator<SeedBatch> {
  const plan = new Plan(options);
  yield* people(plan);
  yield* workspaces(plan);
  yield* resources(plan);
  yield* permissions(plan);
  yield* actors(plan);
}

/** Returns how many rows of the two largest kinds a world has: what progress is measured in. */
export const worldSize = ({ scale }: WorldOptions) => ({
  resources: 20 * scale,
  engagements: 100 * scale,
});

/** The collection that is written last: where it is, the world is complete. */
export function lastCollectionId(options: WorldOptions): string {
  const plan = new Plan(options);
  return plan.staticId(plan.actors - 1, 'comments');
}

/** Things of a world that tests and benchmarks want to find. */
export function landmarks(options: WorldOptions) {
  const plan = new Plan(options);
  const secret = 2;
  const first = plan.home[0]!;
  let shown = first;
  while (!plan.isPublic(shown) || plan.flags[shown]! & flag.unlisted) shown += 1;
  return {
    /** The workspace with the most resources. */
    busiestWorkspace: { id: plan.workspaceId(0), slug: workspaceSlug(plan, 0) },
    /** The workspace with a thousand permission rows, or as many as there are people. */
    crowdedWorkspace: { id: plan.workspaceId(1), slug: workspaceSlug(plan, 1) },
    /** A large private workspace. */
    privateWorkspace: { id: plan.workspaceId(secret), slug: workspaceSlug(plan, secret) },
    /** A workspace with a handful of resources. */
    smallWorkspace: {
      id: plan.workspaceId(plan.scale - 1),
      slug: workspaceSlug(plan, plan.scale - 1),
    },
    /** A public resource that many people like and comment on, in the busiest workspace. */
    popularResource: { id: plan.resourceId(shown) },
    /** The collection with the most items; it stands in a circle of collections. */
    longestCollection: { id: plan.manualId(0), slug: 'list-0', ownerId: plan.userId(0) },
    /** The person who does most. */
    busiestUser: { id: plan.userId(0) },
    /** Nothing that has happened is newer. */
    epoch: new Date(epoch),
  };
}
