/**
 * Moves all data of one database to another, of whichever engines. It compares both sides in key
 * order and writes what differs, so that it can be cut off at any point and started again, and a
 * second pass moves only what has changed.
 */
import { randomUUID } from 'node:crypto';
import {
  admitSource,
  admitTarget,
  anyRows,
  reach,
  type Beginning,
  type Permission,
} from './admission.ts';
import { checksumOf, type Checksum } from './checksum.ts';
import { copyTable, type Changes } from './copy.ts';
import { openStore } from './open.ts';
import { Refusals, type RefusedRow } from './refusals.ts';
import { removeExtra } from './remove.ts';
import { TransferError, type Marker, type Store } from './store.ts';
import { tablesInOrder, type Table } from './tables.ts';

export interface TransferOptions extends TransferRules {
  /** What `--from` and `--to` take, see open.ts. */
  from: string;
  to: string;
}

export interface TransferRules extends Partial<Permission> {
  /** Writes nothing, and says what would be written. */
  dryRun?: boolean;
  /** Told before the first row moves. */
  onBegin?: (begin: TransferBegin) => void;
  onProgress?: (progress: TransferProgress) => void;
  /** Told of each row that the target would not take. */
  onRefused?: (row: RefusedRow) => void;
}

export interface TransferBegin {
  from: string;
  to: string;
  beginning: Beginning;
}

export interface TransferProgress {
  phase: 'copy' | 'remove' | 'verify';
  table: string;
  /** Rows of the table, of how many. */
  done: number;
  rows: number;
  /** Rows of all tables and phases, of how many. */
  allDone: number;
  allRows: number;
}

interface TableResult extends Changes {
  table: string;
  deleted: number;
  /** Null where nothing was verified. */
  source: Checksum | null;
  target: Checksum | null;
}

export interface TransferResult {
  /**
   * `verified`: both sides hold the same. `refused`: rows are missing in the target, see
   * `onRefused`. `different`: somebody wrote to one side meanwhile. `dry-run`: nothing was written.
   */
  outcome: 'verified' | 'refused' | 'different' | 'dry-run';
  refused: number;
  tables: TableResult[];
}

/** Throws a TransferError when the transfer may not begin. */
export async function transfer(options: TransferOptions): Promise<TransferResult> {
  const source = await openStore(options.from, '--from');
  const target = await openStore(options.to, '--to').catch(async (error: unknown) => {
    await source.close();
    throw error;
  });
  try {
    if (source.name === target.name) throw sameDatabase(source);
    return await transferBetween(source, target, options);
  } finally {
    await Promise.all([source.close(), target.close()]);
  }
}

/** The same between stores that are open; they stay open. */
export async function transferBetween(
  source: Store,
  target: Store,
  { again = false, overwrite = false, dryRun = false, ...options }: TransferRules,
): Promise<TransferResult> {
  const tables = tablesInOrder();
  await admitSource(source);
  const marker: Marker = {
    source: source.name,
    state: 'running',
    run: randomUUID(),
    startedAt: new Date(),
    finishedAt: null,
  };
  let beginning: Beginning;
  if (dryRun) {
    await reach(target, '--to');
    beginning = 'compared';
    if (await anyRows(target, tables)) await refuseOldSchema(target);
  } else {
    beginning = await admitTarget(source, target, tables, { again, overwrite });
    await begin(source, target, marker);
  }
  options.onBegin?.({ from: source.name, to: target.name, beginning });

  const work = new Work(options.onProgress ?? (() => {}));
  for (const table of tables) work.add(table, await source.count(table), dryRun ? 1 : 2);
  const refusals = new Refusals(options.onRefused ?? (() => {}));

  const results: TableResult[] = [];
  for (const table of tables) {
    const onRows = work.step('copy', table);
    const changes = await copyTable(table, { source, target, refusals, dryRun, onRows });
    results.push({ table: table.name, ...changes, deleted: 0, source: null, target: null });
  }
  const result = (outcome: TransferResult['outcome']): TransferResult => ({
    outcome,
    refused: refusals.count,
    tables: results,
  });
  if (dryRun) return result('dry-run');

  for (const [i, table] of [...tables.entries()].reverse()) {
    if (results[i]!.extra === 0) continue;
    work.step('remove', table);
    results[i]!.deleted = await removeExtra(table, source, target, refusals);
  }
  if (refusals.count > 0) return result('refused');

  for (const [i, table] of tables.entries()) {
    const onRows = work.step('verify', table);
    const done = { source: 0, target: 0 };
    const reads = (side: keyof typeof done) => (rows: number) => {
      done[side] = rows;
      onRows(Math.min(done.source, done.target));
    };
    const [ours, theirs] = await Promise.all([
      checksumOf(source, table, reads('source')),
      checksumOf(target, table, reads('target')),
    ]);
    Object.assign(results[i]!, { source: ours, target: theirs });
  }
  if (results.some(({ source, target }) => source!.sha256 !== target!.sha256)) {
    return result('different');
  }
  await target.mark({ ...marker, state: 'finished', finishedAt: new Date() });
  return result('verified');
}

/** Makes the target's schema, and leaves the marker by which a transfer that was cut off goes on. */
async function begin(source: Store, target: Store, marker: Marker): Promise<void> {
  await target.migrate();
  const before = await target.marker();
  await target.mark(marker);
  // One database may be reached by two names; then the marker shows on both sides.
  if ((await source.marker())?.run !== marker.run) return;
  await target.mark(before);
  throw sameDatabase(source);
}

async function refuseOldSchema(target: Store): Promise<void> {
  const { pending } = await target.schemaState();
  if (pending.length === 0) return;
  throw new TransferError(
    `--to: ${target.name} lacks migrations (${pending.join(', ')}), which --dry-run does not apply. ` +
      `Apply them first:\n  ${target.howToMigrate}`,
  );
}

const sameDatabase = (store: Store) =>
  new TransferError(`--from and --to are the same database, ${store.name}.`);

/** Adds up how far the work is. */
class Work {
  private readonly rows = new Map<string, number>();
  private readonly onProgress: (progress: TransferProgress) => void;
  private allRows = 0;
  private before = 0;

  constructor(onProgress: (progress: TransferProgress) => void) {
    this.onProgress = onProgress;
  }

  add(table: Table, rows: number, times: number): void {
    this.rows.set(table.name, rows);
    this.allRows += rows * times;
  }

  /** Begins a table's part of a phase; the result is told how many of its rows are done. */
  step(phase: TransferProgress['phase'], table: Table): (done: number) => void {
    const rows = phase === 'remove' ? 0 : (this.rows.get(table.name) ?? 0);
    const before = this.before;
    this.before += rows;
    const report = (count: number) => {
      // Rows that were written meanwhile are beyond what was counted.
      const done = Math.min(count, rows);
      this.onProgress({
        phase,
        table: table.name,
        done,
        rows,
        allDone: before + done,
        allRows: this.allRows,
      });
    };
    report(0);
    return report;
  }
}
