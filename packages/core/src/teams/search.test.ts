/** Finding teams by name. */
import { newId, teams as table } from '@vesta-cx/db';
import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { db } from '../../test/make.ts';
import { governed, organization, team } from '../../test/teams.ts';
import * as teams from './index.ts';
import { search } from './queries.ts';

const namesOf = async (organizationIds: string[], q: string, limit = 8) =>
  (await search(db, organizationIds, q, limit)).map(({ name }) => name);

it('teams are found by the beginning of their name, without case and accents, alphabetically', async () => {
  const [one, two, other] = [await organization(), await organization(), await organization()];
  await team(one.id, one.boss, 'Équipe  Nord');
  await team(two.id, two.boss, 'equipe EST');
  await team(one.id, one.boss, 'Press');
  await team(other.id, other.boss, 'Équipe of others');
  const both = [one.id, two.id];
  expect(await namesOf(both, ' ÉQUIPE ')).toEqual(['equipe EST', 'Équipe  Nord']);
  expect(await namesOf(both, 'equipe nord')).toEqual(['Équipe  Nord']);
  expect(await namesOf(both, 'equipe', 1)).toEqual(['equipe EST']);
  expect(await namesOf([], 'equipe')).toEqual([]);
});

it('a team is found by its new name', async () => {
  const { id, boss } = await organization();
  const made = await team(id, boss, 'Press');
  await teams.update(db, await governed(boss, made), { name: 'Touring' });
  expect(await namesOf([id], 'press')).toEqual([]);
  expect(await namesOf([id], 'tour')).toEqual(['Touring']);
});

it('a team that was written before teams had a search key is found by its name', async () => {
  const { id, boss } = await organization();
  const made = await team(id, boss, 'Ökonomie');
  await db.insert(table).values({ ...made, id: newId(), name: 'Orga', searchKey: null });
  await db.update(table).set({ searchKey: null }).where(eq(table.id, made.id));
  expect(await namesOf([id], 'o')).toEqual(['Ökonomie', 'Orga']);
  expect(await namesOf([id], 'ok')).toEqual(['Ökonomie']);
});
