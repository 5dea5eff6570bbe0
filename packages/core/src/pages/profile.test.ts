import { describe, expect, it } from 'vitest';
import { db } from '../../test/make.ts';
import { now, post, scene } from '../../test/resources.ts';
import { guest } from '../kernel/index.ts';
import * as resources from '../resources/index.ts';
import { profile } from './index.ts';
import * as workspaces from '../workspaces/index.ts';

const hour = 60 * 60 * 1000;
const before = (hours: number) => new Date(now.getTime() - hours * hour);

describe('the front of a workspace', () => {
  it('leads with the record of which the newest song is a part, and with its links', async () => {
    const { ada, home } = await scene();
    const writable = await workspaces.authorize(db, ada, home.id, 'write');
    const add = (type: 'song' | 'album', title: string, publishedAt: Date) =>
      resources.create(db, ada, writable, {
        type,
        title,
        publishedAt,
        urls: [{ url: 'https://x.bandcamp.com/y', name: title }],
      });
    await add('album', 'Old record', before(400));
    await add('album', 'Record', before(2));
    await add('song', 'Its single', before(1));
    const proof = await workspaces.read(db, guest, home.slug);
    const { releases, links } = await profile(db, guest, proof, now);
    expect(releases.items.map(({ title }) => title)).toEqual([
      'Record',
      'Its single',
      'Old record',
    ]);
    expect(links.map(({ name }) => name)).toEqual(['Record']);
  });

  it('shows what is published and listed, each kind in its section', async () => {
    const { ada, home } = await scene();
    await post(ada, home, { title: 'Draft' });
    await post(ada, home, { title: 'Unlisted', publishedAt: before(1), status: 'UNLISTED' });
    for (let n = 0; n < 5; n += 1) {
      await post(ada, home, { title: `Post ${n}`, publishedAt: before(n) });
    }
    for (const who of [guest, ada]) {
      const proof = await workspaces.read(db, who, home.slug);
      const { posts, releases, statuses } = await profile(db, who, proof, now);
      expect(posts.items.map(({ title }) => title)).toEqual([0, 1, 2, 3].map((n) => `Post ${n}`));
      expect(posts.more).toBe(true);
      expect([releases.items, statuses.items]).toEqual([[], []]);
    }
  });
});
