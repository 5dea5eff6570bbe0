import { describe, expect, it } from 'vitest';
import { db, rule } from '../../test/make.ts';
import { now, post, scene } from '../../test/resources.ts';
import * as workspaces from '../workspaces/index.ts';
import * as resources from './index.ts';

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
      expect(await resources.locate(db, workspace, slug.toUpperCase())).toEqual({ id, theme });
    }
    await expect(resources.locate(db, present, 'no-such-thing')).rejects.toMatchObject({
      code: 'not_found',
    });
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
