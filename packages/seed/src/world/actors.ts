/** What actors of a large world did and keep: engagements, collections and their items. */
import { datesOf } from '@vesta-cx/db/query';
import { searchKey } from '@vesta-cx/db/query';
import { collectionKinds, type CollectionKind } from '@vesta-cx/db';
import { positionAt } from '../positions.ts';
import type { SeedBatch, SeedRow } from '../rows.ts';
import { homePosition, kindOfAction, filledCollections } from '../statics.ts';
import { Deeds, type Deed, type Target } from './deeds.ts';
import { epoch, type Plan } from './plan.ts';
import { datesIn } from './resources.ts';
import { remark, sentence, title } from './generated-text.ts';

/** Tables that are filled together, in the order in which they are written. */
const order = [
  'collections',
  'engagements',
  'engagementComments',
  'engagementMentions',
  'collectionItems',
] as const;
type Part = (typeof order)[number];
type Parts = { [Name in Part]: SeedRow<Name>[] };

// Collections that form one long circle: each holds the next.
const circle = 40;
const longest = 5000;

export function* actors(plan: Plan): Generator<SeedBatch> {
  const deeds = new Deeds(plan);
  let parts = empty();
  for (let actor = 0; actor < plan.actors; actor++) {
    addActor(plan, parts, actor, deeds.of(actor));
    for (let c = plan.firstCollections[actor]!; c < plan.firstCollections[actor + 1]!; c++)
      addManual(plan, parts, c);
    if (parts.engagements.length + parts.collectionItems.length >= 3000) {
      yield* flush(parts);
      parts = empty();
    }
  }
  yield* flush(parts);
}

function addActor(plan: Plan, parts: Parts, actor: number, deeds: Deed[]): void {
  const owner = actorRef(plan, actor);
  const statics = new Map(collectionKinds.map((kind) => [kind, new Set<string>()]));
  const put = (kind: CollectionKind, type: Target['type'], id: string, at: string, time: Date) => {
    const items = statics.get(kind)!;
    if (items.has(id)) return;
    items.add(id);
    parts.collectionItems.push(item(plan.staticId(actor, kind), type, id, at, time));
  };
  for (const deed of deeds) {
    const { action, target } = deed;
    const id = plan.engagementId(deed.ordinal, deed.time);
    const createdAt = new Date(deed.time);
    const objectId = idOf(plan, target);
    parts.engagements.push({
      id,
      subjectType: owner.type,
      subjectId: owner.id,
      action,
      objectType: target.type,
      objectId,
      occurrence: action === 'comment' || action === 'mention' ? id : '',
      createdAt,
    });
    if (action === 'comment') addComment(plan, parts, deed, id, createdAt);
    if (action === 'mention' && (target.type === 'user' || target.type === 'workspace')) {
      const mentioned = { mentionedType: target.type, mentionedId: objectId };
      parts.engagementMentions.push({ engagementId: id, ...mentioned, createdAt });
    }
    const kind = kindOfAction[action];
    if (kind && action === 'follow' && target.type !== 'collection') {
      const followed = target.type === 'user' ? target.index : plan.users + target.index;
      put(kind, 'collection', plan.staticId(followed, 'resources'), id, createdAt);
      put(kind, 'collection', plan.staticId(followed, 'reposts'), id, createdAt);
    } else if (kind) {
      put(kind, target.type, objectId, id, createdAt);
    }
  }
  const own =
    actor < plan.users
      ? [plan.firstStatus + actor, plan.firstStatus + actor + 1]
      : [plan.home[actor - plan.users]!, plan.home[actor - plan.users + 1]!];
  for (let r = own[0]!; r < own[1]!; r++) {
    const id = plan.resourceId(r);
    const createdAt = new Date(plan.resourceSince(r));
    const { publishedAt, releaseDate } = datesIn(plan, r);
    const { datedAt } = datesOf(publishedAt, releaseDate);
    const position = homePosition(id, { publishedAt, datedAt, createdAt });
    put('resources', 'resource', id, position, createdAt);
  }
  parts.collections.push(
    ...filledCollections(
      {
        ...owner,
        createdAt: new Date(plan.actorSince(actor)),
        guestReadable: plan.actorReadable(actor),
        circle: null,
      },
      (kind) => plan.staticId(actor, kind),
      (kind) => statics.get(kind)!.size,
    ),
  );
}

function addComment(plan: Plan, parts: Parts, deed: Deed, id: string, createdAt: Date): void {
  const chance = plan.chance('static', deed.ordinal);
  parts.engagementComments.push({
    engagementId: id,
    text: remark(chance),
    parentId: deed.parent ? plan.engagementId(deed.parent.ordinal, deed.parent.time) : null,
    deletedAt: chance() < 0.02 ? new Date(epoch) : null,
    createdAt,
    updatedAt: createdAt,
  });
}

function addManual(plan: Plan, parts: Parts, c: number): void {
  const chance = plan.chance('manual', c);
  const keeper = plan.keeper[c]!;
  const owner = actorRef(plan, keeper);
  const name = title(chance);
  const since = plan.manualSince(c);
  const wanted = c === 0 ? Math.min(longest, plan.resources >> 2) : 5 + Math.floor(chance() * 30);
  const held = new Set<string>();
  const id = plan.manualId(c);
  for (let tries = 0; held.size < wanted && tries < wanted * 4; tries++) {
    const target = someItem(plan, c, tries, chance);
    const itemId = target && idOf(plan, target);
    if (!itemId || held.has(itemId)) continue;
    const added = Math.floor(since + chance() * (epoch - since));
    const note = chance() < 0.2 ? remark(chance) : null;
    const position = positionAt(held.size);
    held.add(itemId);
    parts.collectionItems.push(item(id, target.type, itemId, position, new Date(added), note));
  }
  const createdAt = new Date(since);
  parts.collections.push({
    id,
    ownerType: owner.type,
    ownerId: owner.id,
    name,
    slug: `list-${c.toString(36)}`,
    description: sentence(chance),
    type: 'manual',
    kind: null,
    status: c > 0 && chance() < 0.1 ? 'UNLISTED' : 'LISTED',
    itemCount: held.size,
    guestReadable: plan.actorReadable(keeper),
    circle: null,
    searchKey: searchKey(name),
    version: 1,
    createdAt,
    updatedAt: createdAt,
  });
}

function someItem(plan: Plan, c: number, tries: number, chance: () => number): Target | null {
  const around = Math.min(circle, plan.manual);
  if (tries === 0 && c < around) return { type: 'collection', index: (c + 1) % around };
  const luck = chance();
  if (luck < 0.08) {
    const index = Math.floor(chance() * plan.manual);
    return plan.actorReadable(plan.keeper[index]!) ? { type: 'collection', index } : null;
  }
  if (luck < 0.13) {
    const index = Math.floor(chance() ** 2 * plan.scale);
    return plan.isPrivate(index) ? null : { type: 'workspace', index };
  }
  const index = Math.floor(chance() ** 1.5 * plan.resources);
  return plan.isPublic(index) ? { type: 'resource', index } : null;
}

function item(
  collectionId: string,
  itemType: Target['type'],
  itemId: string,
  position: string,
  addedAt: Date,
  note: string | null = null,
): SeedRow<'collectionItems'> {
  return {
    collectionId,
    itemType,
    itemId,
    position,
    note,
    addedAt,
    createdAt: addedAt,
    updatedAt: addedAt,
  };
}

function actorRef(plan: Plan, actor: number) {
  return actor < plan.users
    ? { type: 'user' as const, id: plan.userId(actor) }
    : { type: 'workspace' as const, id: plan.workspaceId(actor - plan.users) };
}

function idOf(plan: Plan, { type, index }: Target): string {
  if (type === 'resource') return plan.resourceId(index);
  if (type === 'workspace') return plan.workspaceId(index);
  if (type === 'user') return plan.userId(index);
  return plan.manualId(index);
}

function empty(): Parts {
  return Object.fromEntries(order.map((table) => [table, []])) as unknown as Parts;
}

function* flush(parts: Parts): Generator<SeedBatch> {
  for (const table of order) {
    if (parts[table].length > 0) yield { table, rows: parts[table] } as SeedBatch;
  }
}
