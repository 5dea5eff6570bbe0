import { describe, expect, it } from 'vitest';
import { loadWorld, worldState } from './load-world.ts';
import type { SeedBatch } from './rows.ts';
import { scene } from './scene.ts';
import { loadScene, Writer } from './sqlite.ts';
import { brokenIn, complaints, emptyDatabase, fingerprint } from './testing.ts';
import { landmarks, world } from './world.ts';

const options = { scale: 20, seed: 7 };
const batches = [...world(options)];

function load(all: Iterable<SeedBatch>) {
  const db = emptyDatabase();
  const writer = new Writer(db);
  let rows = 0;
  let added = 0;
  for (const batch of all) {
    rows += batch.rows.length;
    added += writer.write(batch);
  }
  const one = (query: string) => Object.values(db.prepare(query).get() ?? {})[0];
  return { db, one, rows, added };
}

describe('a world', () => {
  it('has as many rows as its scale says, each of them new', () => {
    const { one, rows, added } = load(batches);
    expect(added).toBe(rows);
    expect(one('select count(*) from workspaces')).toBe(20);
    expect(one('select count(*) from users')).toBe(20);
    expect(one('select count(*) from resources')).toBe(400);
    expect(one('select count(*) from engagements')).toBe(2000);
    expect(one('select count(distinct type) from resources')).toBe(4);
    expect(one('select count(distinct action) from engagements')).toBe(7);
  });

  it('passes the validators, row by row', () => {
    for (const batch of batches) expect(complaints(batch)).toEqual([]);
  });

  it('keeps every rule of the model', async () => {
    expect(await brokenIn(load(batches).db)).toEqual({});
    expect(await brokenIn(load(world({ scale: 61, seed: 3 })).db)).toEqual({});
  });

  it('is the same for the same seed and another one for another', () => {
    const print = fingerprint(batches);
    expect(fingerprint(world(options))).toBe(print);
    expect(fingerprint(world({ ...options, seed: 8 }))).not.toBe(print);
  });

  it('gives much to few', () => {
    const { one } = load(world({ scale: 100 }));
    const most = Number(
      one('select count(*) from resources group by workspace_id order by 1 desc limit 1'),
    );
    expect(most).toBeGreaterThan(10 * 19);
    const likes = one(`select count(*) from engagements where action = 'like'
      group by object_id order by 1 desc limit 1`);
    expect(Number(likes)).toBeGreaterThan(20);
  });

  it('has the landmarks that tests look for', () => {
    const at = landmarks(options);
    const { one } = load(batches);
    expect(
      one(
        'select workspace_id from resources group by workspace_id order by count(*) desc limit 1',
      ),
    ).toBe(at.busiestWorkspace.id);
    expect(one(`select visibility from workspaces where id = '${at.privateWorkspace.id}'`)).toBe(
      'private',
    );
    expect(one(`select slug from workspaces where id = '${at.crowdedWorkspace.id}'`)).toBe(
      at.crowdedWorkspace.slug,
    );
    expect(
      one(`select object_id from permissions where object_type = 'workspace'
        group by object_id order by count(*) desc limit 1`),
    ).toBe(at.crowdedWorkspace.id);
    expect(
      one(`select id from collections where type = 'manual' order by item_count desc limit 1`),
    ).toBe(at.longestCollection.id);
    expect(
      one(`select guest_readable and status = 'LISTED' and published_at < ${at.epoch.getTime()}
        from resources where id = '${at.popularResource.id}'`),
    ).toBe(1);
  });

  it('has drafts, scheduled and unlisted things, and things closed to guests', () => {
    const { one } = load(batches);
    for (const condition of [
      'published_at is null',
      `published_at > ${Date.UTC(2030, 0, 1)}`,
      `status = 'UNLISTED'`,
      'guest_readable = 0',
    ]) {
      expect(Number(one(`select count(*) from resources where ${condition}`))).toBeGreaterThan(0);
    }
  });

  it('is gone on with where an interrupted run stopped, and never mixed with another', async () => {
    const half = load(batches.slice(0, batches.length - 6));
    expect(worldState(half.db, options)).toBe('partial');
    loadWorld(half.db, options);
    expect(worldState(half.db, options)).toBe('complete');
    expect(worldState(half.db, { ...options, seed: 8 })).toBe('other');
    expect(await brokenIn(half.db)).toEqual({});
    expect(half.one('select count(*) from engagements')).toBe(2000);
    expect(worldState(emptyDatabase(), options)).toBe('none');
  });

  it('stands beside the scene', async () => {
    const { db } = load(batches);
    loadScene(db, await scene({ renderMarkdown: (text) => text, now: new Date() }));
    expect(await brokenIn(db)).toEqual({});
  });
});
