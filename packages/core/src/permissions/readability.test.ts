/** `guest_readable` is a kept answer: after anything that happened it must still be the right one. */
import {
  dialect,
  collections,
  organizationMembers,
  organizations,
  permissions,
  resources,
  workspaces as table,
  type PermissionObjectType,
} from '@vesta-cx/db';
import { batch } from '@vesta-cx/db/query';
import { decide, guest as nobody } from '@vesta-cx/utils/permissions';
import { and, eq } from 'drizzle-orm';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { collection, mine } from '../../test/collections.ts';
import { db, person, workspace } from '../../test/make.ts';
import { edit, post } from '../../test/resources.ts';
import * as cabinet from '../collections/index.ts';
import { guest, isAppError, type Person } from '../kernel/index.ts';
import * as works from '../resources/index.ts';
import * as workspaces from '../workspaces/index.ts';
import { workspaceChain } from './facts.ts';
import { refreshCollections, refreshResources, refreshWorkspace } from './readability.ts';

const what = fc.constantFrom('workspace' as const, 'resource' as const, 'collection' as const);
const step = fc.oneof(
  fc.record({
    do: fc.constant('claim' as const),
    visibility: fc.constantFrom('public' as const, 'private' as const, undefined),
    label: fc.boolean(),
  }),
  fc.record({
    do: fc.constant('show' as const),
    visibility: fc.constantFrom('public' as const, 'private' as const),
    at: fc.nat(),
  }),
  fc.record({ do: fc.constant('rename' as const), at: fc.nat() }),
  fc.record({ do: fc.constant('write' as const), at: fc.nat(), published: fc.boolean() }),
  fc.record({ do: fc.constant('edit' as const), at: fc.nat(), published: fc.boolean() }),
  fc.record({ do: fc.constant('post' as const) }),
  fc.record({ do: fc.constant('collect' as const), at: fc.nat(), own: fc.boolean() }),
  fc.record({ do: fc.constant('add' as const), at: fc.nat(), to: fc.nat() }),
  fc.record({ do: fc.constant('remove' as const), what, at: fc.nat() }),
  fc.record({
    do: fc.constant('rule' as const),
    what,
    at: fc.nat(),
    value: fc.constantFrom('allow' as const, 'deny' as const),
    subjectId: fc.constantFrom('guest', 'authenticated'),
    action: fc.constantFrom('read', 'write', 'admin'),
  }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const pick = <T>(all: readonly T[], at: number): T | undefined => all[at % all.length];

/** Returns what is there of one person and their label. */
async function inventory({ userId }: Person, label: string) {
  const homes = (await db.select().from(table)).filter(({ ownerId }) =>
    [userId, label].includes(ownerId),
  );
  const ids = homes.map(({ id }) => id);
  const kept = (await db.select().from(collections)).filter(({ ownerId }) =>
    [userId, ...ids].includes(ownerId),
  );
  const made = (await db.select().from(resources)).filter(({ ownerId }) =>
    [userId, label].includes(ownerId),
  );
  return { homes, kept, made, manual: kept.filter(({ type }) => type === 'manual') };
}
type Inventory = Awaited<ReturnType<typeof inventory>>;

async function run(ada: Person, label: string, one: Step, there: Inventory): Promise<void> {
  const { homes, made, manual } = there;
  switch (one.do) {
    case 'claim': {
      const owner = one.label ? ({ ownerType: 'organization', ownerId: label } as const) : {};
      await workspace(ada, { visibility: one.visibility, ...owner });
      return;
    }
    case 'show':
    case 'rename': {
      const home = pick(homes, one.at);
      if (!home) return;
      const patch = one.do === 'show' ? { visibility: one.visibility } : { name: `Name ${one.at}` };
      await workspaces.update(db, await workspaces.authorize(db, ada, home.id, 'admin'), patch);
      return;
    }
    case 'write': {
      const home = pick(homes, one.at);
      if (home) await post(ada, home, { publishedAt: one.published ? new Date(0) : null });
      return;
    }
    case 'edit': {
      const work = pick(made, one.at);
      if (!work) return;
      const publishedAt = one.published ? new Date(0) : null;
      await works.update(db, await edit(ada, work.id), { publishedAt });
      return;
    }
    case 'post':
      await works.createStatus(db, ada, { excerpt: 'Hello' });
      return;
    case 'collect': {
      const home = one.own ? undefined : pick(homes, one.at);
      await collection(ada, home ? { ownerType: 'workspace', ownerId: home.id } : {});
      return;
    }
    case 'add': {
      const [work, to] = [pick(made, one.at), pick(manual, one.to)];
      if (!work || !to) return;
      const item = { itemType: 'resource' as const, itemId: work.id };
      await cabinet.addItem(db, ada, await mine(ada, to), item);
      return;
    }
    case 'remove': {
      const target = targetOf(there, one);
      if (!target) return;
      if (target.type === 'workspace') {
        await workspaces.remove(db, await workspaces.authorize(db, ada, target.id, 'delete'));
      } else if (target.type === 'resource') {
        await works.remove(db, await works.authorize(db, ada, target.id, 'delete'));
      } else {
        await cabinet.remove(db, await cabinet.authorize(db, ada, target.id, 'delete'));
      }
      return;
    }
    case 'rule': {
      const target = targetOf(there, one);
      if (!target) return;
      const { value, subjectId, action } = one;
      const { type: objectType, id: objectId } = target;
      // Whoever changes a rule refreshes what it is about in the same batch.
      await batch(db, (q) => [
        q
          .delete(permissions)
          .where(
            and(
              eq(permissions.objectId, objectId),
              eq(permissions.subjectId, subjectId),
              eq(permissions.action, action),
            ),
          ),
        q
          .insert(permissions)
          .values({ subjectType: 'static', subjectId, objectType, objectId, action, value }),
        ...(objectType === 'workspace' ? refreshWorkspace(q, objectId) : []),
        ...(objectType === 'resource' ? refreshResources(q, eq(resources.id, objectId)) : []),
        ...(objectType === 'collection' ? refreshCollections(q, eq(collections.id, objectId)) : []),
      ]);
    }
  }
}

function targetOf(
  { homes, made, manual }: Inventory,
  { what: type, at }: { what: PermissionObjectType; at: number },
) {
  // Rules about what a person posts as themself have no workspace to be refreshed from.
  const placed = made.filter(({ workspaceId }) => workspaceId !== null);
  const owned = manual.filter(({ ownerType }) => ownerType === 'workspace');
  const id = pick(
    { workspace: homes, resource: placed, collection: owned }[type as 'workspace'],
    at,
  )?.id;
  return id === undefined ? undefined : { type, id };
}

it('a kept answer for guests is the rules’ answer, whatever commands came before', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
      const ada = await person();
      const label = `org_${ada.userId}`;
      await batch(db, (q) => [
        q.insert(organizations).values({ workosOrgId: label, name: 'Label' }),
        q
          .insert(organizationMembers)
          .values({ organizationId: label, userId: ada.userId, role: 'admin' }),
      ]);
      for (const one of [{ do: 'claim', visibility: undefined, label: true } as const, ...steps]) {
        await run(ada, label, one, await inventory(ada, label)).catch((error: unknown) => {
          if (!isAppError(error)) throw error;
        });
      }

      const { homes, kept, made } = await inventory(ada, label);
      const rows = await db.select().from(permissions);
      const homeOf = new Map(homes.map((home) => [home.id, workspaceChain(home)]));
      const may = (
        type: 'workspace' | 'resource' | 'collection',
        {
          id,
          ownerType,
          ownerId,
        }: (typeof homes)[number] | (typeof made)[number] | (typeof kept)[number],
        home: string | null,
      ) => {
        const own = { type, id, owner: { type: ownerType, id: ownerId } };
        const above = (home && homeOf.get(home)) || [];
        const chain = type === 'workspace' ? homeOf.get(id)! : ([own, ...above] as const);
        return decide({ subject: nobody, action: 'read', chain, rows }).allowed;
      };
      for (const one of homes) expect(one.guestReadable).toBe(may('workspace', one, null));
      for (const one of made) {
        expect(one.guestReadable).toBe(may('resource', one, one.workspaceId));
      }
      for (const one of kept) {
        const home = one.ownerType === 'workspace' ? one.ownerId : null;
        expect(one.guestReadable).toBe(may('collection', one, home));
      }

      // And what is kept is what a guest meets.
      for (const { id, guestReadable } of homes) {
        const met = await workspaces.read(db, guest, id).then(
          () => true,
          () => false,
        );
        expect(met).toBe(guestReadable);
      }
    }),
    // A server is asked over the network, one statement after the other.
    { numRuns: dialect === 'sqlite' ? 60 : 20 },
  );
});
