import { describe, expect, it } from 'vitest';
import { db, person, rule, workspace } from '../../test/make.ts';
import * as workspaces from '../workspaces/index.ts';
import * as actors from './index.ts';

describe('acting as a workspace', () => {
  it('is for its owner and for whoever may write', async () => {
    const owner = await person();
    const writer = await person();
    const reader = await person();
    const { id, slug, name } = await workspace(owner);
    await rule('allow', 'user', writer.userId, 'workspace', id, 'write');
    await rule('allow', 'user', reader.userId, 'workspace', id, 'read');
    const them = { id, slug, name, avatarUrl: null };
    expect(await actors.chosen(db, owner, id)).toEqual(them);
    expect(await actors.chosen(db, writer, id)).toEqual(them);
    expect(await actors.chosen(db, reader, id)).toBeNull();
    expect(await actors.chosen(db, owner, 'no-such-workspace')).toBeNull();
  });

  it('ends with the right, and with the workspace', async () => {
    const owner = await person();
    const writer = await person();
    const { id } = await workspace(owner);
    await rule('allow', 'user', writer.userId, 'workspace', id, 'write');
    await rule('deny', 'user', writer.userId, 'workspace', id, 'read');
    expect(await actors.chosen(db, writer, id)).toBeNull();
    await workspaces.remove(db, await workspaces.authorize(db, owner, id, 'delete'));
    expect(await actors.chosen(db, owner, id)).toBeNull();
  });
});

describe('a form', () => {
  const nightjar = { id: 'w1', slug: 'nightjar', name: 'Nightjar', avatarUrl: null };
  it('goes out as whoever it was filled in as', () => {
    expect(() => actors.requireSameActor('w1', nightjar)).not.toThrow();
    expect(() => actors.requireSameActor(actors.asThemself, null)).not.toThrow();
  });
  it.each([
    ['self', nightjar, /as Nightjar/],
    ['w2', nightjar, /as Nightjar/],
    ['w1', null, /as yourself/],
    ['', null, /as yourself/],
  ])('filled in as %j is held back from another', (sent, now, message) => {
    expect(() => actors.requireSameActor(sent, now)).toThrow(message);
  });
});
