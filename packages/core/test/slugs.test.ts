/** Addresses made from names: any number of equal names, and many at once. */
import {
  collections as collectionRows,
  resources as resourceRows,
  newId,
  userHandles,
  workspaceSlugs,
} from '@vesta-cx/db';
import { batch, rowsPerInsert, type AnyTable } from '@vesta-cx/db/query';
import { slugSchema } from '@vesta-cx/db/validators';
import { describe, expect, it } from 'vitest';
import * as collections from '../src/collections/index.ts';
import * as users from '../src/users/index.ts';
import * as workspaces from '../src/workspaces/index.ts';
import { guest, type Person } from '../src/kernel/index.ts';
import * as resources from '../src/resources/index.ts';
import { db, person, workspace } from './make.ts';
import { post } from './resources.ts';

let count = 0;

/** A name that no other test has. */
const newName = () => `Mixtape ${'abcdefghij'[(count += 1)]}${newId().slice(-6)}`;
const slugOf = (name: string) => name.toLowerCase().replaceAll(' ', '-');

interface Kind {
  /** Makes somebody's place for things of this kind. */
  place: () => Promise<{
    /** The slug of a new one with this name. */
    make: (name: string) => Promise<string>;
    /** The rows that have these slugs. */
    rows: (slugs: string[]) => { table: AnyTable; rows: object[] };
  }>;
}

const signIn = async (name: string): Promise<string> => {
  const workosUserId = `user_test_${newId()}`;
  const { handle } = await users.signIn(db, {
    workosUserId,
    email: `${workosUserId}@example.com`,
    firstName: name,
    lastName: null,
    avatarUrl: null,
    organizationId: null,
  });
  return handle;
};

const kinds: Record<string, Kind> = {
  workspace: {
    place: async () => {
      const ada = await person();
      return {
        make: async (name) => (await workspaces.create(db, ada, { name })).slug,
        rows: (slugs) => ({ table: workspaceSlugs, rows: slugs.map((slug) => ({ slug })) }),
      };
    },
  },
  resource: {
    place: async () => {
      const ada = await person();
      const { id, ownerId } = await workspace(ada);
      const home = { workspaceId: id, ownerType: 'user', ownerId } as const;
      return {
        make: async (title) => (await post(ada, await homeOf(ada, id), { title })).slug,
        rows: (slugs) => ({
          table: resourceRows,
          rows: slugs.map((slug) => ({
            ...{ ...home, slug, type: 'song', title: slug, searchKey: slug },
          })),
        }),
      };
    },
  },
  collection: {
    place: async () => {
      const ada = await person();
      const owner = { ownerType: 'user', ownerId: ada.userId } as const;
      return {
        make: async (name) => (await collections.create(db, ada, { name })).slug,
        rows: (slugs) => ({
          table: collectionRows,
          rows: slugs.map((slug) => ({
            ...{ ...owner, slug, type: 'manual', name: slug, searchKey: slug },
          })),
        }),
      };
    },
  },
  handle: {
    place: async () => {
      const { userId } = await person();
      return {
        make: signIn,
        rows: (slugs) => ({
          table: userHandles,
          rows: slugs.map((handle) => ({ handle, userId })),
        }),
      };
    },
  },
};

const homeOf = async (ada: Person, id: string) => workspaces.authorize(db, ada, id, 'write');

async function store({ table, rows }: { table: AnyTable; rows: object[] }): Promise<void> {
  const size = rowsPerInsert(table);
  await batch(db, (q) =>
    Array.from({ length: Math.ceil(rows.length / size) }, (_, i) =>
      q.insert(table).values(rows.slice(i * size, (i + 1) * size) as never),
    ),
  );
}

describe.each(Object.entries(kinds))('the address of a new %s', (_, { place }) => {
  it('is its name, then the name with a number', async () => {
    const { make } = await place();
    const name = newName();
    const made = [await make(name), await make(name), await make(name)];
    expect(made).toEqual([slugOf(name), `${slugOf(name)}-2`, `${slugOf(name)}-3`]);
  });

  it('is found however many have the name, and names that begin with it', async () => {
    const { make, rows } = await place();
    const name = newName();
    const slug = slugOf(name);
    const numbers = Array.from({ length: 1200 }, (_, n) => `${slug}-${n + 1}`);
    await store(rows([slug, ...numbers, `${slug}-1-2`, `${slug}-tour`, `${slug}s`]));
    for (let i = 0; i < 3; i += 1) {
      expect(await make(name)).toMatch(new RegExp(`^${slug}-\\d{4,}$`));
    }
    expect(await make(`${name} 7`)).toBe(`${slug}-7-2`);
    expect(await make(`${name} tour`)).toBe(`${slug}-tour-2`);
  });

  it('is found for all who ask at once', async () => {
    const { make } = await place();
    const name = newName();
    const made = await Promise.all(Array.from({ length: 20 }, () => make(name)));
    expect(new Set(made).size).toBe(20);
    expect(made).toContain(slugOf(name));
    for (const slug of made) {
      expect(slug.startsWith(slugOf(name))).toBe(true);
      expect(slugSchema.safeParse(slug).success).toBe(true);
    }
  });

  it('is found for names as long as can be', async () => {
    const { make } = await place();
    const name = `${newName()} ${'x'.repeat(60)} ${'y'.repeat(40)}`.slice(0, 110);
    const made = [await make(name), await make(name), await make(name)];
    expect(new Set(made).size).toBe(3);
  });
});

describe('what is said of an address while it is typed', () => {
  it('is what a name would get, and whether a chosen one can be had', async () => {
    const [ada, emil] = [await person(), await person()];
    const home = await workspace(ada, { slug: `typed-${newId().slice(-6)}` });
    const work = await post(ada, home, { title: 'Low water' });
    const kept = await collections.create(db, ada, { name: 'Night bus' });
    const free = { problem: null, suggestion: null };
    const ask = (name: string, slug?: string) =>
      resources.suggestSlug(db, ada, { name, slug, workspace: home.id });

    expect(await ask('Low Water')).toEqual({ slug: 'low-water-2', ...free });
    expect(await ask('', 'High-Water')).toEqual({ slug: 'high-water', ...free });
    expect(await ask('', 'low-water')).toMatchObject({
      problem: 'This address is taken',
      suggestion: 'low-water-2',
    });
    expect(await ask('', 'Đường về!')).toMatchObject({
      problem: expect.stringContaining('hyphens') as string,
      suggestion: 'duong-ve',
    });
    // Its own is free for it.
    const own = { name: '', slug: work.slug, workspace: home.id, of: work.id };
    expect(await resources.suggestSlug(db, ada, own)).toMatchObject(free);
    expect(
      await collections.suggestSlug(db, ada, { name: '', slug: kept.slug, of: kept.id }),
    ).toMatchObject(free);
    expect(await collections.suggestSlug(db, ada, { name: 'Night Bus' })).toMatchObject({
      slug: 'night-bus-2',
    });
    const typed = { name: '', slug: home.slug };
    expect(await workspaces.suggestSlug(db, ada, { ...typed, of: home.id })).toMatchObject(free);
    expect(await workspaces.suggestSlug(db, emil, typed)).toMatchObject({
      suggestion: `${home.slug}-2`,
    });
    expect(await workspaces.suggestSlug(db, emil, { name: '', slug: 'explore' })).toMatchObject({
      problem: expect.any(String) as string,
      suggestion: expect.stringMatching(/^explore-\d+$/) as string,
    });
    const { handle } = await users.find(db, ada.userId);
    expect(await users.suggestHandle(db, ada, handle)).toMatchObject(free);
    expect(await users.suggestHandle(db, emil, handle)).toMatchObject({
      suggestion: `${handle}-2`,
    });
  });

  it('is for those who could make it', async () => {
    const [ada, emil] = [await person(), await person()];
    const home = await workspace(ada);
    const work = await post(ada, home);
    const kept = await collections.create(db, ada, { name: 'Mine' });
    const asked = { name: 'Any', workspace: home.id };
    for (const refused of [
      () => resources.suggestSlug(db, emil, asked),
      () => resources.suggestSlug(db, emil, { ...asked, of: work.id }),
      () => collections.suggestSlug(db, emil, { ...asked, of: kept.id }),
      () =>
        collections.suggestSlug(db, emil, { ...asked, ownerType: 'workspace', ownerId: home.id }),
      () => workspaces.suggestSlug(db, emil, { ...asked, of: home.id }),
    ]) {
      await expect(refused()).rejects.toMatchObject({
        code: expect.stringMatching(/^(forbidden|not_found)$/) as string,
      });
    }
    await expect(workspaces.suggestSlug(db, guest, asked)).rejects.toMatchObject({
      code: 'unauthenticated',
    });
  });
});
