import { fold } from './fold.ts';

/**
 * Folds a name for prefix search and sorting, at most `length` characters. The same on every
 * engine, since it is stored.
 */
export function searchKey(name: string, length = 120): string {
  return fold(name).slice(0, length).trimEnd();
}
