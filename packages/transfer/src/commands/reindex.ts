/** `pnpm --filter vesta db:reindex`: see the help below. */
import { command } from '../command.ts';
import { openMigrated, targets } from '../open.ts';
import { reindex } from '../reindex.ts';
import { TransferError } from '../store.ts';

const help = `pnpm --filter vesta db:reindex --in <database>

Makes search find what is there by the words of its name, as the present version folds them: after
the migration that brought the table of words, and after a change of the folding. It writes only
what differs; it may be stopped and started again, and while vesta runs.

A database is one of
${targets.replace(/^/gm, '  ')}`;

const options = { in: { type: 'string' } } as const;

await command({ help, options, required: ['in'] }, async (values) => {
  const store = await openMigrated(values.in, '--in');
  try {
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
});
