/** Rows of what actors did, and of the static collections that show it. */
import type { CollectionKind, EngagementAction } from '@vesta-cx/db';
import { homePosition, kindOfAction, filledCollections } from '../statics.ts';
import { comments } from './comments.ts';
import { day, hour, later, type Entry, type Scene } from './context.ts';
import { deeds, mutedReposts } from './engagements.ts';

/** Registers everybody's static collections, so that they can be followed. */
export function registerStatics(scene: Scene): void {
  for (const address of actors(scene)) {
    const owner = scene.find(address);
    for (const kind of ['resources', 'reposts', 'following'] as const) {
      scene.register(`${address}/c/${kind}`, {
        type: 'collection',
        id: staticId(scene, address, owner, kind),
        since: owner.since,
        guestReadable: owner.guestReadable,
        circle: owner.circle,
      });
    }
  }
}

export function makeEngagements(scene: Scene): void {
  const statics = new StaticItems(scene);
  for (const [address, theirs] of Object.entries(deeds)) {
    for (const [action, objects] of Object.entries(theirs)) {
      for (const object of objects) makeDeed(scene, statics, address, action as never, object);
    }
  }
  makeComments(scene, statics);
  fillResources(scene, statics);
  for (const address of actors(scene)) {
    const owner = scene.actor(address);
    scene.rows.collections.push(
      ...filledCollections(
        { ...owner, createdAt: owner.since },
        (kind) => staticId(scene, address, owner, kind),
        (kind) => statics.count(address, kind),
      ),
    );
  }
  for (const [follower, followed] of mutedReposts) {
    const since = later(scene.find(follower).since, scene.find(followed).since);
    scene.rows.collectionItemFilters.push({
      collectionId: scene.find(`${follower}/c/following`).id,
      itemType: 'collection',
      itemId: scene.find(`${followed}/c/reposts`).id,
      engagementAction: 'repost',
      isVisible: false,
      createdAt: scene.soonAfter(since, `mute:${follower}:${followed}`),
      updatedAt: scene.soonAfter(since, `mute:${follower}:${followed}`),
    });
  }
}

function makeDeed(
  scene: Scene,
  statics: StaticItems,
  address: string,
  action: EngagementAction,
  on: string,
): void {
  const subject = scene.actor(address);
  const object = scene.find(on);
  const key = `${address}:${action}:${on}`;
  const createdAt = scene.soonAfter(later(subject.since, object.since), key);
  const id = scene.id(`engagement:${key}`, createdAt);
  scene.rows.engagements.push({
    id,
    subjectType: subject.type,
    subjectId: subject.id,
    action,
    objectType: object.type,
    objectId: object.id,
    occurrence: action === 'mention' ? id : '',
    createdAt,
  });
  if (action === 'mention' && (object.type === 'user' || object.type === 'workspace')) {
    scene.rows.engagementMentions.push({
      engagementId: id,
      mentionedType: object.type,
      mentionedId: object.id,
      createdAt,
    });
  }
  const kind = kindOfAction[action];
  if (!kind) return;
  // Following an actor is following what they publish and what they pass on.
  const followsActor = action === 'follow' && object.type !== 'collection';
  const shown = followsActor
    ? [scene.find(`${on}/c/resources`), scene.find(`${on}/c/reposts`)]
    : [object];
  for (const item of shown) statics.put(address, kind, item, id, createdAt);
}

function makeComments(scene: Scene, statics: StaticItems): void {
  const told = new Map<string, { id: string; createdAt: Date }>();
  comments.forEach((comment, index) => {
    const subject = scene.actor(comment.by);
    const object = scene.find(comment.on);
    const parent = comment.answers === undefined ? undefined : told.get(comment.answers);
    if (comment.answers && !parent) throw new Error(`No comment called ${comment.answers}`);
    const key = `comment:${index}`;
    const since = later(subject.since, parent?.createdAt ?? object.since);
    const createdAt = scene.soonAfter(
      parent ? new Date(Math.min(scene.midnight, since.getTime() + hour / 5)) : since,
      key,
      parent ? 6 * hour : 4 * day,
    );
    const id = scene.id(key, createdAt);
    if (comment.key) told.set(comment.key, { id, createdAt });
    scene.rows.engagements.push({
      id,
      subjectType: subject.type,
      subjectId: subject.id,
      action: 'comment',
      objectType: object.type,
      objectId: object.id,
      occurrence: id,
      createdAt,
    });
    scene.rows.engagementComments.push({
      engagementId: id,
      text: comment.text,
      parentId: parent?.id ?? null,
      deletedAt: comment.deleted ? scene.soonAfter(createdAt, `${key}:deleted`) : null,
      createdAt,
      updatedAt: createdAt,
    });
    for (const mention of comment.mentions ?? []) {
      const { type, id: mentionedId } = scene.actor(mention);
      scene.rows.engagementMentions.push({
        engagementId: id,
        mentionedType: type,
        mentionedId,
        createdAt,
      });
    }
    statics.put(comment.by, 'comments', object, id, createdAt);
  });
}

function fillResources(scene: Scene, statics: StaticItems): void {
  const { resources, users, workspaces } = scene.rows;
  const slugs = new Map(workspaces.map(({ id, slug }) => [id!, slug]));
  const handles = new Map(users.map(({ workosUserId, handle }) => [workosUserId, `@${handle}`]));
  for (const { id, workspaceId, ownerId, publishedAt, datedAt, createdAt } of resources) {
    const home = slugs.get(workspaceId ?? '') ?? handles.get(ownerId)!;
    const moments = {
      publishedAt: publishedAt ?? null,
      datedAt: datedAt ?? null,
      createdAt: createdAt!,
    };
    const position = homePosition(id!, moments);
    statics.put(home, 'resources', { type: 'resource', id: id! }, position, createdAt!);
  }
}

/** Puts items into static collections, each thing once. */
class StaticItems {
  private readonly scene: Scene;
  private readonly items = new Map<string, Set<string>>();

  constructor(scene: Scene) {
    this.scene = scene;
  }

  put(
    address: string,
    kind: CollectionKind,
    item: Pick<Entry, 'type' | 'id'>,
    position: string,
    addedAt: Date,
  ): void {
    const here = this.items.get(`${address} ${kind}`) ?? new Set();
    this.items.set(`${address} ${kind}`, here);
    if (here.has(item.id)) return;
    here.add(item.id);
    this.scene.rows.collectionItems.push({
      collectionId: staticId(this.scene, address, this.scene.find(address), kind),
      itemType: item.type,
      itemId: item.id,
      position,
      note: null,
      addedAt,
      createdAt: addedAt,
      updatedAt: addedAt,
    });
  }

  count(address: string, kind: CollectionKind): number {
    return this.items.get(`${address} ${kind}`)?.size ?? 0;
  }
}

function actors({ rows }: Scene): string[] {
  return [...rows.users.map(({ handle }) => `@${handle}`), ...rows.workspaces.map((w) => w.slug)];
}

function staticId(scene: Scene, address: string, owner: Entry, kind: CollectionKind): string {
  return scene.id(`collection:${address}:${kind}`, owner.since);
}
