/** Rows of collections made by hand, and of permissions. */
import { searchKey } from '@vesta-cx/db/query';
import { positionAt } from '../positions.ts';
import { actions, grants } from './access.ts';
import { collections } from './collections.ts';
import { later, type Scene } from './context.ts';
import { teamId } from './make-people.ts';

/** Registers all of them first: a collection may hold one that was made later. */
export function registerCollections(scene: Scene): void {
  for (const { address, made } of collections) {
    const owner = scene.actor(ownerOf(address));
    const since = later(owner.since, scene.at(made, address));
    const id = scene.id(`collection:${address}`, since);
    const { guestReadable, circle } = owner;
    scene.register(address, { type: 'collection', id, since, guestReadable, circle });
  }
}

export function makeCollections(scene: Scene): void {
  for (const { address, formerSlugs, name, description, unlisted, items } of collections) {
    const owner = scene.actor(ownerOf(address));
    const { id, since, guestReadable, circle } = scene.find(address);
    let changedAt = since;
    items.forEach(([itemAddress, note], index) => {
      const item = scene.find(itemAddress);
      const addedAt = scene.soonAfter(later(since, item.since), `${address}:${itemAddress}`);
      changedAt = later(changedAt, addedAt);
      scene.rows.collectionItems.push({
        collectionId: id,
        itemType: item.type,
        itemId: item.id,
        position: positionAt(index),
        note: note ?? null,
        addedAt,
        createdAt: addedAt,
        updatedAt: addedAt,
      });
    });
    scene.rows.collections.push({
      id,
      ownerType: owner.type,
      ownerId: owner.id,
      name,
      slug: address.slice(address.lastIndexOf('/') + 1),
      description,
      type: 'manual',
      kind: null,
      status: unlisted ? 'UNLISTED' : 'LISTED',
      itemCount: items.length,
      guestReadable,
      circle,
      searchKey: searchKey(name),
      version: 1,
      createdAt: since,
      updatedAt: changedAt,
    });
    scene.rows.formerSlugs.push(
      ...(formerSlugs ?? []).map((slug) => ({
        ...({ objectType: 'collection', objectId: id } as const),
        ...{ homeType: owner.type, homeId: owner.id, slug },
        createdAt: changedAt,
      })),
    );
  }
}

export function makePermissions(scene: Scene): void {
  const start = scene.at(420, 'actions');
  scene.rows.permissionActions.push(
    ...actions.map((action) => ({ ...action, createdAt: start, updatedAt: start })),
  );
  for (const { subject, object, action, value } of grants) {
    const [subjectType, name] = subject;
    const target =
      typeof object === 'string'
        ? scene.find(object)
        : {
            type: 'organization' as const,
            id: scene.organizationId(object.organization),
            since: start,
          };
    if (target.type === 'user') throw new Error('Permissions are about resources, not people');
    const key = `permission:${subject.join(':')}:${JSON.stringify(object)}:${action}`;
    const createdAt = scene.soonAfter(target.since, key);
    scene.rows.permissions.push({
      id: scene.id(key, createdAt),
      subjectType,
      subjectId: subjectId(scene, subjectType, name),
      objectType: target.type,
      objectId: target.id,
      action,
      value,
      createdAt,
      updatedAt: createdAt,
    });
  }
}

function subjectId(scene: Scene, type: string, name: string): string {
  if (type === 'user') return scene.find(name).id;
  if (type === 'team') return teamId(scene, name);
  if (type === 'organization') return scene.organizationId(name);
  return name;
}

const ownerOf = (address: string) => address.slice(0, address.indexOf('/'));
