/** Whether somebody can be credited. */
import { userHandles, users, workspaces } from '@vesta-cx/db';
import { batch, type Database } from '@vesta-cx/db/query';
import { and, eq, inArray, ne } from 'drizzle-orm';
import { invalid, type Principal, deletedUserId } from '../kernel/index.ts';
import { mayOnWorkspace } from '../permissions/index.ts';
import type { AuthorInput } from './schemas.ts';

/**
 * Checks that everybody exists. A workspace that the principal may not read counts as not there,
 * so that crediting tells nobody about it; those in `known` were credited before.
 * Throws `invalid` on `authors.N`.
 */
export async function existingAuthors(
  db: Database,
  principal: Principal,
  authors: readonly AuthorInput[],
  known: readonly Pick<AuthorInput, 'type' | 'id'>[],
): Promise<void> {
  const found = new Set(known.map(keyOf));
  const ids = (wanted: AuthorInput['type']) =>
    authors.filter((author) => author.type === wanted && !found.has(keyOf(author))).map(idOf);
  const [people, homes] = await batch(db, (q) => [
    q
      .select({ id: users.workosUserId })
      .from(users)
      .where(and(inArray(users.workosUserId, ids('user')), ne(users.workosUserId, deletedUserId))),
    q
      .select({ id: workspaces.id })
      .from(workspaces)
      .where(and(inArray(workspaces.id, ids('workspace')), mayOnWorkspace(principal, 'read'))),
  ]);
  for (const { id } of people) found.add(keyOf({ type: 'user', id }));
  for (const { id } of homes) found.add(keyOf({ type: 'workspace', id }));
  const errors = authors.flatMap((author, i) =>
    found.has(keyOf(author)) ? [] : [{ path: `authors.${i}`, message: 'Nobody has this id' }],
  );
  if (errors.length > 0) throw invalid(errors);
}

const idOf = ({ id }: { id: string }) => id;
const keyOf = ({ type, id }: Pick<AuthorInput, 'type' | 'id'>) => `${type}:${id}`;

/** The actor that an address names: a person's handle after @, or a workspace's slug. */
export async function findAuthor(
  db: Database,
  principal: Principal,
  address: string,
): Promise<{ type: 'user' | 'workspace'; id: string; name: string } | null> {
  const name = address.trim().replace(/^@/, '').toLowerCase();
  const [people, homes] = await batch(db, (q) => [
    q
      .select({ id: users.workosUserId, name: users.displayName })
      .from(userHandles)
      .innerJoin(users, eq(users.workosUserId, userHandles.userId))
      .where(and(eq(userHandles.handle, name), ne(users.workosUserId, deletedUserId))),
    q
      .select({ id: workspaces.id, name: workspaces.name })
      .from(workspaces)
      .where(and(eq(workspaces.slug, name), mayOnWorkspace(principal, 'read'))),
  ]);
  const person = people[0] && { type: 'user' as const, ...people[0] };
  const home = homes[0] && { type: 'workspace' as const, ...homes[0] };
  return (address.trim().startsWith('@') ? (person ?? home) : (home ?? person)) ?? null;
}
