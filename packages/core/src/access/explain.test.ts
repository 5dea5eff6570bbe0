/** An explanation says what pages and the API do. */
import { dialect, engagements } from '@vesta-cx/db';
import { ladder } from '@vesta-cx/utils/permissions';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { collection, mine } from '../../test/collections.ts';
import { db, follow, person, rule, workspace } from '../../test/make.ts';
import { now, post } from '../../test/resources.ts';
import * as collections from '../collections/index.ts';
import { guest, type Principal } from '../kernel/index.ts';
import * as access from './index.ts';

const somebody = fc.constantFrom('ada', 'emil', 'dev');
const subject = fc.oneof(
  fc.record({ subjectType: fc.constant('user' as const), subjectId: somebody }),
  fc.record({
    subjectType: fc.constant('static' as const),
    subjectId: fc.constantFrom('guest', 'authenticated', 'follower', 'subscriber'),
  }),
);
const world = fc.record({
  visibility: fc.constantFrom('public' as const, 'private' as const),
  published: fc.boolean(),
  follower: somebody,
  rules: fc.array(
    fc.record({
      subject,
      on: fc.constantFrom('workspace' as const, 'resource' as const),
      action: fc.constantFrom(...ladder, 'comment'),
      value: fc.constantFrom('allow' as const, 'deny' as const),
    }),
    { maxLength: 6 },
  ),
});

it('what it says of anybody and any action is what happens when they try', async () => {
  const people = { ada: await person(), emil: await person(), dev: await person() };
  await fc.assert(
    fc.asyncProperty(world, async ({ visibility, published, follower, rules }) => {
      const home = await workspace(people.ada, { visibility });
      const made = await post(people.ada, home, { publishedAt: published ? now : null });
      const refs = {
        workspace: { type: 'workspace' as const, id: home.id },
        resource: { type: 'resource' as const, id: made.id },
      };
      await db.insert(engagements).values({
        subjectType: 'user',
        subjectId: people[follower].userId,
        action: 'follow',
        objectType: 'workspace',
        objectId: home.id,
      });
      for (const one of rules) {
        const { subjectType, subjectId } = one.subject;
        const id = subjectType === 'user' ? people[subjectId].userId : subjectId;
        const object = await access.authorize(db, people.ada, refs[one.on], 'admin', now);
        // A rule about the owner is refused.
        await access
          .set(db, object, { subjectType, subjectId: id, action: one.action }, one.value)
          .catch(() => {});
      }
      for (const ref of Object.values(refs)) {
        const object = await access.authorize(db, people.ada, ref, 'admin', now);
        const viewers: [Principal, access.ViewAs][] = [
          [guest, { type: 'audience', id: 'guest' }],
          ...Object.values(people).map((who): [Principal, access.ViewAs] => [
            who,
            { type: 'user', id: who.userId },
          ]),
        ];
        for (const [who, viewer] of viewers) {
          const told = await access.explain(db, object, viewer);
          for (const action of ladder) {
            const done = await access.authorize(db, who, ref, action, now).then(
              () => true,
              () => false,
            );
            expect(told.find((one) => one.action === action)).toMatchObject({ allowed: done });
          }
          if (ref.type === 'workspace') {
            const shown = await access.preview(db, object, viewer, now);
            const sees = await access.authorize(db, who, refs.resource, 'read', now).then(
              () => true,
              () => false,
            );
            expect(shown).toMatchObject([{ id: made.id, seen: sees }]);
          }
        }
      }
    }),
    { numRuns: dialect === 'sqlite' ? 15 : 5 },
  );
});

it('of a collection it shows what they find in it, in its order, and why not', async () => {
  const [ada, fan] = [await person(), await person()];
  const [open, closed] = [await workspace(ada), await workspace(ada, { visibility: 'private' })];
  await rule('allow', 'static', 'follower', 'workspace', closed.id);
  await follow(fan, closed);
  const draft = await post(ada, open, { title: 'Draft' });
  const out = await post(ada, open, { title: 'Out', publishedAt: now });
  const letter = await post(ada, closed, { title: 'Letter', publishedAt: now });
  const inner = await collection(ada, {
    ownerType: 'workspace',
    ownerId: closed.id,
    name: 'Inner',
  });
  const outer = await collection(ada);
  for (const item of [
    ...[draft, out, letter].map(({ id: itemId }) => ({ itemType: 'resource' as const, itemId })),
    { itemType: 'collection' as const, itemId: inner.id },
    { itemType: 'workspace' as const, itemId: closed.id },
    { itemType: 'user' as const, itemId: fan.userId },
  ]) {
    await collections.addItem(db, ada, await mine(ada, outer), item);
  }
  const object = await access.authorize(
    db,
    ada,
    { type: 'collection', id: outer.id },
    'admin',
    now,
  );
  const seenBy = async (viewer: access.ViewAs) =>
    (await access.preview(db, object, viewer, now)).map(({ name, seen, state }) =>
      state ? `${name}: ${seen}, ${state}` : `${name}: ${seen}`,
    );
  const hidden = ['Letter: false', `Inner, ${closed.name}: false`, `${closed.name}: false`];
  const shown = ['Letter: true', `Inner, ${closed.name}: true`, `${closed.name}: true`];
  const common = ['Draft: false, draft', 'Out: true'];
  expect(await seenBy({ type: 'audience', id: 'guest' })).toEqual([...common, ...hidden]);
  expect(await seenBy({ type: 'audience', id: 'follower' })).toEqual([...common, ...shown]);
  expect(await seenBy({ type: 'user', id: fan.userId })).toEqual([...common, ...shown]);
  expect(await seenBy({ type: 'user', id: ada.userId })).toEqual([
    ...['Draft: true, draft', 'Out: true'],
    ...shown,
  ]);
  const kept = await collections.items(
    db,
    fan,
    await collections.authorize(db, fan, outer.id, 'read'),
    { limit: 20 },
  );
  expect(kept.items.map(({ itemId }) => itemId)).toEqual(
    [out, letter, inner, closed].map(({ id }) => id).concat(fan.userId),
  );
});
