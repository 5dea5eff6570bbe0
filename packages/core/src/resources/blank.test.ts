/** What nobody would see is no text: where one is needed it is refused by the name of its field. */
import { expect, it } from 'vitest';
import { createCollectionSchema, updateItemSchema } from '../collections/index.ts';
import { check } from '../kernel/index.ts';
import { createKeySchema } from '../keys/index.ts';
import { createOrganizationSchema } from '../organizations/index.ts';
import { createTeamSchema } from '../teams/index.ts';
import { updateProfileSchema } from '../users/index.ts';
import { createWorkspaceSchema } from '../workspaces/index.ts';
import { newResourceSchema } from './schemas.ts';

const blank = [
  '\u200B',
  '\u200D\u200C',
  '\u3164',
  '\u2800',
  '\u{E0061}',
  '\uFE0F',
  '\u00AD',
  '\u0301',
];
const seen = ['👩‍🎤', 'نمی‌خواهم', '.'];

const needed: [string, string, (text: string) => ReturnType<typeof check>][] = [
  ['a status', 'excerpt', (excerpt) => check(newResourceSchema, { type: 'status', excerpt })],
  ['an album', 'title', (title) => check(newResourceSchema, { type: 'album', title })],
  ['a workspace', 'name', (name) => check(createWorkspaceSchema, { name })],
  ['a collection', 'name', (name) => check(createCollectionSchema, { name })],
  ['a team', 'name', (name) => check(createTeamSchema, { name })],
  ['an organization', 'name', (name) => check(createOrganizationSchema, { name })],
  ['a key', 'name', (name) => check(createKeySchema, { name, scopes: ['workspaces:read'] })],
  ['a person', 'displayName', (displayName) => check(updateProfileSchema, { displayName })],
];

it.each(needed)('%s without a %s that is seen is refused', (_, field, asked) => {
  for (const text of blank) {
    expect(asked(text).error?.issues.map(({ path }) => path)).toEqual([[field]]);
  }
  for (const text of seen) expect(asked(text)).toMatchObject({ success: true });
});

it('a note or a description of nothing is none', () => {
  for (const text of blank) {
    expect(check(updateItemSchema, { note: text }).data).toEqual({ note: '' });
    expect(check(createWorkspaceSchema, { name: 'Ada', description: text }).data).toMatchObject({
      description: '',
    });
  }
});
