/** Putting in what is in already: 200, and nothing is changed. */
import { auditEvents } from '@vesta-cx/db';
import { expect, it } from 'vitest';
import * as collections from '../../src/collections/index.ts';
import { operations as permissions } from '../../src/access/index.ts';
import * as teams from '../../src/teams/index.ts';
import type { Operation } from '../../src/http/index.ts';
import type { Person } from '../../src/kernel/index.ts';
import { filledCollection, resourceRow, song } from '../collections.ts';
import { db, person, workspace } from '../make.ts';
import { organization, team } from '../teams.ts';
import { call } from './entities.ts';

type Put = [Operation, string, unknown, Person];

it.each<[string, () => Promise<Put>]>([
  [
    'an item of a collection',
    async () => {
      const ada = await person();
      const { made, home } = await filledCollection(ada, 1);
      const body = song(await resourceRow(home));
      return [collections.operations.addItem, `/collections/${made.id}/items`, body, ada];
    },
  ],
  [
    'a member of a team',
    async () => {
      const { id, boss, colleague } = await organization();
      const made = await team(id, boss);
      const body = { userId: colleague.userId };
      return [teams.operations.addMember, `/teams/${made.id}/members`, body, boss];
    },
  ],
  [
    'a rule',
    async () => {
      const [ada, emil] = [await person(), await person()];
      const home = await workspace(ada);
      const address = `/permissions/workspace/${home.id}/user/${emil.userId}/write`;
      return [permissions.set, address, { value: 'allow' }, ada];
    },
  ],
])('%s is made once', async (_, make) => {
  const [operation, address, body, as] = await make();
  const put = () => call(operation, address, { as, body });
  const first = await put();
  expect(first.status).toBe(201);
  const said = await db.$count(auditEvents);
  const second = await put();
  expect(second.status).toBe(200);
  for (const name of ['etag', 'location']) {
    expect(second.headers.get(name)).toBe(first.headers.get(name));
  }
  expect(await second.json()).toEqual(await first.json());
  expect(await db.$count(auditEvents)).toBe(said);
});

it('of four who put in the same at once one has made it', async () => {
  const { id, boss, colleague } = await organization();
  const made = await team(id, boss);
  const answers = await Promise.all(
    [1, 2, 3, 4].map(() =>
      call(teams.operations.addMember, `/teams/${made.id}/members`, {
        as: boss,
        body: { userId: colleague.userId },
      }),
    ),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 201]);
});
