/** Things that happen at the same time. */
import type { Database } from '@vesta-cx/db/query';
import { db } from './make.ts';

/** The database, in which something happens just before the `nth` batch, whatever an engine calls it. */
export function interleave(happens: () => Promise<unknown>, nth = 1): Database {
  let batches = 0;
  return new Proxy(db, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key, target);
      if (typeof value !== 'function') return value;
      const method = value.bind(target) as (...args: unknown[]) => unknown;
      if (key !== 'batch' && key !== 'transaction') return method;
      return async (...args: unknown[]) => {
        batches += 1;
        if (batches === nth) await happens();
        return method(...args);
      };
    },
  });
}
