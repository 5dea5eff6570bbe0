/** Decides whether a transfer may begin, and says what to do where it may not. */
import { TransferError, type Marker, type Store } from './store.ts';
import type { Table } from './tables.ts';

export interface Permission {
  /** Go over a target that a finished transfer from this source has filled. */
  again: boolean;
  /** Replace whatever is in the target. */
  overwrite: boolean;
}

/** How a transfer begins: in an empty target, on top of what is there, or without writing. */
export type Beginning = 'empty' | 'resumed' | 'again' | 'overwritten' | 'compared';

/** Refuses a source that isn't there, is half a database or has not the newest schema. */
export async function admitSource(source: Store): Promise<void> {
  if (!(await reach(source, '--from'))) {
    throw new TransferError(`--from: there is no database at ${source.name}`);
  }
  const { pending, unknown } = await source.schemaState();
  refuseUnknown('--from', source, unknown);
  if (pending.length > 0) {
    throw new TransferError(
      `--from: ${source.name} lacks migrations (${pending.join(', ')}). Apply them first:\n  ${source.howToMigrate}`,
    );
  }
  const marker = await source.marker();
  if (marker && marker.state !== 'finished') {
    throw new TransferError(
      `--from: ${source.name} is itself the target of a transfer from ${marker.source} that has not ` +
        'finished. Finish that one first.',
    );
  }
}

/** Refuses a target that somebody else is writing to; from here on nobody else does. */
export async function claim(target: Store): Promise<void> {
  await reach(target, '--to');
  if (await target.lock()) return;
  const lingers = target.engine === 'd1' ? ' One that was killed lets go after a minute.' : '';
  throw new TransferError(
    `--to: another transfer or restore is writing to ${target.name}. Wait until it has ended.${lingers}`,
  );
}

/** Refuses a target that holds something else, unless told. */
export async function admitTarget(
  source: Store,
  target: Store,
  tables: readonly Table[],
  { again, overwrite }: Permission,
): Promise<Beginning> {
  await claim(target);
  refuseUnknown('--to', target, (await target.schemaState()).unknown);
  if (!(await anyRows(target, tables))) return 'empty';
  const marker = await target.marker();
  const same = marker?.source === source.name;
  if (same && marker.state !== 'finished') return 'resumed';
  if (same && again) return 'again';
  if (overwrite) return 'overwritten';
  throw new TransferError(`--to: ${target.name} is not empty: ${whatToDo(marker, same)}`);
}

function whatToDo(marker: Marker | null, same: boolean): string {
  if (same) {
    return (
      `a transfer from this source finished there at ${marker!.finishedAt?.toISOString()}. ` +
      '--again brings over what has changed since; what was changed in the target is replaced.'
    );
  }
  const what = marker
    ? `it was ${marker.state === 'finished' ? 'filled' : 'begun to be filled'} from ${marker.source}.`
    : 'it holds data that no transfer brought there.';
  return `${what} --overwrite replaces all of it by what the source has. Or name an empty database.`;
}

/** Returns whether there is a database; where nobody answers, says who was asked. */
export async function reach(store: Store, flag: string): Promise<boolean> {
  try {
    return await store.exists();
  } catch (error) {
    if (error instanceof TransferError) throw error;
    const { message, code } = error as { message?: string; code?: string };
    throw new TransferError(`${flag}: ${store.name} can't be reached: ${message || code}`);
  }
}

export async function anyRows(store: Store, tables: readonly Table[]): Promise<boolean> {
  for (const table of tables) if (await store.hasRows(table)) return true;
  return false;
}

function refuseUnknown(flag: string, store: Store, unknown: string[]): void {
  if (unknown.length === 0) return;
  throw new TransferError(
    `${flag}: ${store.name} has migrations that this checkout doesn't know (${unknown.join(', ')}). ` +
      'Use the checkout that made them.',
  );
}
