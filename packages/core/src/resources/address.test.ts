import { formerSlugs } from '@vesta-cx/db';
import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { dangling } from '../../test/dangling.ts';
import { db, rule, workspace } from '../../test/make.ts';
import { edit, now, post, scene } from '../../test/resources.ts';
import { join, organization } from '../../test/teams.ts';
import { mostFormerSlugs, type Person } from '../kernel/index.ts';
import * as workspaces from '../workspaces/index.ts';
import * as resources from './index.ts';

const formerOf = (id: string) => db.select().from(formerSlugs).where(eq(formerSlugs.objectId, id));

/** An organization that `admin` administers. */
async function organizationOf(admin: Person) {
  const made = await organization();
  await join(made.id, admin, 'admin');
  return made;
}

describe('the address of a resource', () => {
  it('is found in any case, and below a slug that the workspace had before', async () => {
    const { ada, home } = await scene();
    const { id, slug } = await post(ada, home);
    const theme = { accent: '#123456' };
    const proof = await workspaces.authorize(db, ada, home.id, 'admin');
    const { slug: present } = await workspaces.update(db, proof, {
      slug: `${home.slug}-now`,
      theme,
    });
    for (const workspace of [present, present.toUpperCase(), home.slug]) {
      expect(await resources.locate(db, workspace, slug.toUpperCase())).toMatchObject({
        id,
        theme,
        guestReadable: true,
      });
    }
    await expect(resources.locate(db, present, 'no-such-thing')).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('is found under slugs that it had before, also below a former one of the workspace', async () => {
    const { ada, home } = await scene();
    const { id, slug: first } = await post(ada, home, { title: 'Harbour lights' });
    const rename = async (slug: string) =>
      resources.update(db, await edit(ada, id), { slug }, undefined, now);
    await rename('second');
    await rename('third');
    const { slug: present } = await workspaces.update(
      db,
      await workspaces.authorize(db, ada, home.id, 'admin'),
      { slug: `${home.slug}-now` },
    );
    for (const workspace of [present, home.slug, home.slug.toUpperCase()]) {
      for (const slug of [first, 'Second', 'third']) {
        expect(await resources.locate(db, workspace, slug)).toMatchObject({ id });
      }
    }
    // Back again: what it is called in between leads to it, too.
    await rename(first);
    for (const slug of [first, 'second', 'third']) {
      expect(await resources.locate(db, home.slug, slug)).toMatchObject({ id });
    }
  });

  it('is that of what took it since, and of nothing when that is gone', async () => {
    const { ada, home } = await scene();
    const { id, slug } = await post(ada, home, { title: 'Nightjar' });
    await resources.update(db, await edit(ada, id), { slug: 'nightjar-demo' });
    const other = await post(ada, home, { title: 'Nightjar' });
    expect(other.slug).toBe(slug);
    expect(await resources.locate(db, home.slug, slug)).toMatchObject({ id: other.id });
    // Both had it: who had it last is meant.
    await resources.update(db, await edit(ada, other.id), { slug: 'nightjar-live' });
    expect(await resources.locate(db, home.slug, slug)).toMatchObject({ id: other.id });
    await resources.update(db, await edit(ada, id), { slug: 'nightjar-live-2' });
    expect(await resources.locate(db, home.slug, 'nightjar-demo')).toMatchObject({ id });
    await resources.update(db, await edit(ada, other.id), { slug: 'nightjar-demo' });
    expect(await resources.locate(db, home.slug, 'nightjar-demo')).toMatchObject({ id: other.id });
    await resources.remove(db, await resources.authorize(db, ada, other.id, 'delete', now));
    for (const gone of [slug, 'nightjar-demo', 'nightjar-live']) {
      await expect(resources.locate(db, home.slug, gone)).rejects.toMatchObject({
        code: 'not_found',
      });
    }
  });

  it('is not kept for one of another workspace, nor by a rename that failed', async () => {
    const { ada, home } = await scene();
    const [one, two] = [await post(ada, home), await post(ada, home)];
    const taken = resources.update(db, await edit(ada, one.id), { slug: two.slug });
    await expect(taken).rejects.toMatchObject({
      code: 'conflict',
      errors: [{ path: 'slug', suggestion: `${two.slug}-2` }],
    });
    await resources.update(db, await edit(ada, two.id), { slug: `${two.slug}-2` });
    const away = await workspace(ada);
    await expect(resources.locate(db, away.slug, two.slug)).rejects.toMatchObject({
      code: 'not_found',
    });
    expect(await formerOf(one.id)).toEqual([]);
  });

  it('keeps the newest of many, through a transfer, and goes with the resource', async () => {
    const { ada, home } = await scene();
    const { id } = await post(ada, home, { slug: 'name-0' });
    for (let n = 1; n <= mostFormerSlugs + 5; n += 1) {
      const at = new Date(now.getTime() + n * 1000);
      await resources.update(db, await edit(ada, id), { slug: `name-${n}` }, undefined, at);
    }
    const kept = await formerOf(id);
    expect(kept).toHaveLength(mostFormerSlugs);
    expect(kept.map(({ slug }) => slug)).toEqual(
      expect.arrayContaining(['name-5', `name-${mostFormerSlugs + 4}`]),
    );
    const { id: ownerId } = await organizationOf(ada);
    const proof = await workspaces.authorize(db, ada, home.id, 'admin');
    await workspaces.transfer(db, proof, { ownerType: 'organization', ownerId });
    expect(await resources.locate(db, home.slug, 'name-9')).toMatchObject({ id });
    const other = await post(ada, home);
    await resources.update(db, await edit(ada, other.id), { slug: 'other' });
    await resources.remove(db, await resources.authorize(db, ada, id, 'delete', now));
    expect(await formerOf(id)).toEqual([]);
    expect(await dangling(db)).toEqual([]);
    await workspaces.remove(db, await workspaces.authorize(db, ada, home.id, 'delete'));
    expect(await formerOf(other.id)).toEqual([]);
  });

  it('leads those who were given one thing to it, although its workspace is closed', async () => {
    const { ada, emil, home } = await scene();
    const { slug, id } = await post(ada, home, { publishedAt: now });
    const proof = await workspaces.authorize(db, ada, home.id, 'admin');
    await workspaces.update(db, proof, { visibility: 'private' });
    await rule('allow', 'user', emil.userId, 'resource', id);
    await expect(workspaces.read(db, emil, home.slug)).rejects.toMatchObject({ code: 'not_found' });
    const located = await resources.locate(db, home.slug, slug);
    expect(await resources.read(db, emil, located.id, now)).toMatchObject({ id });
  });
});
