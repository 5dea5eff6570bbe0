/** `pnpm --filter vesta db:reindex`: see the help below. */
import { parseArgs } from 'node:util';
import { StackError } from '../../../scripts/lib/must-run.ts';
import { openStore, targets } from './data/open.ts';
import { reindex } from './data/reindex.ts';
import { TransferError } from './data/store.ts';

const help = `pnpm --filter vesta db:reindex --in <database>

Makes search find what is there by the words of its name, as the present version folds them: after
the migration that brought the table of words, and after a change of the folding. It writes only
what differs; it may be stopped and started again, and while vesta runs.

A database is one of
${targets.replace(/^/gm, '  ')}`;

await main().catch((error: unknown) => {
  const known = error instanceof TransferError || error instanceof StackError;
  console.error(known ? error.message : error);
  process.exitCode = 1;
});

async function main(): Promise<void> {
  const { values } = readArguments();
  if (values.help) return console.log(help);
  if (!values.in) throw new TransferError(`--in is missing.\n\n${help}`);
  const store = await openStore(values.in, '--in');
  try {
    if (!(await store.exists())) throw new TransferError(`There is no database ${store.name}.`);
    const { pending } = await store.schemaState();
    if (pending.length > 0) {
      throw new TransferError(`${store.name} lacks migrations. First: ${store.howToMigrate}`);
    }
    if (!(await store.lock())) {
      throw new TransferError(`Another transfer, restore or reindex is writing to ${store.name}.`);
    }
    const { keys, inserted, updated, deleted } = await reindex(store);
    console.log(
      `${store.name}: ${keys} names folded anew; of their words ${inserted} added, ${updated} changed, ${deleted} removed.`,
    );
  } finally {
    await store.close();
  }
}

function readArguments() {
  try {
    return parseArgs({
      options: { in: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    });
  } catch (error) {
    throw new TransferError(`${(error as Error).message}\n\n${help}`);
  }
}
