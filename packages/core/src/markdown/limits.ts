/** Limits of a text's size and of the work it may make: by counting, not by the clock. */
import type { Env } from 'markdown-it';
import { invalidField } from '../kernel/index.ts';

/** Maximum length of a post's text. */
export const maxBodyLength = 100_000;

/** Maximum depth of quotes and lists in each other: a list in a list counts as two. */
export const maxDepth = 40;

/** Lines cost by how deep they are in quotes, also where they only go on with one. */
export const maxLines = 20_000;

/** What costs the parser as much as so many characters: a token, and what a link may begin with. */
const costs = { token: 8, link: 32 };

/** A text at its longest in which each line of 28 characters is an item with two marks stays below. */
const mostWork = 6 * maxBodyLength;

/** The refusal of a post's text. */
export const refused = (message: string) => invalidField('post.body', message);

/** Counts a token. Throws `invalid` on `post.body` when the text makes more work than it may. */
export const countToken = (env: Env): void => count(env, costs.token);

/** Counts a text that is looked at for marks. Throws like `countToken`. */
export const countText = (env: Env, text: string): void =>
  count(env, text.length + costs.link * (text.split(/\[|@|www\.|:\/\//i).length - 1));

function count(env: Env, cost: number): void {
  const work = Number(env.work ?? 0) + cost;
  env.work = work;
  if (work > mostWork) throw refused('This has too many marks: use fewer rows, items or links');
}
