/** `pnpm --filter vesta db:migrate:postgres` and `db:migrate:planetscale`: see the help below. */
import { foreignKeysWanted } from '@vesta-cx/db/server-migrations';
import { parseConnection, type Connection } from '../connection.ts';
import { openStore } from '../open.ts';
import { TransferError } from '../store.ts';

const commands: Record<Connection['engine'], string> = {
  postgres: 'db:migrate:postgres',
  mysql: 'db:migrate:planetscale',
};

const help = `DATABASE_URL=<url> pnpm --filter vesta db:migrate:postgres      postgres://…
DATABASE_URL=<url> pnpm --filter vesta db:migrate:planetscale   mysql://…: PlanetScale, MySQL, MariaDB
  (PlanetScale wants TLS: mysql://…?ssl={"rejectUnauthorized":true})

Applies the migrations that the database doesn't have yet.

DATABASE_FOREIGN_KEYS=off leaves foreign key constraints out, for Vitess and PlanetScale databases
that don't allow them. vesta keeps the same rules without them. A database that was made without
them goes on without; "on" asks for those of migrations to come.`;

await main().catch((error: unknown) => {
  console.error(error instanceof TransferError ? error.message : error);
  process.exitCode = 1;
});

async function main(): Promise<void> {
  const [engine, ...flags] = process.argv.slice(2);
  if (flags.includes('--help') || flags.includes('-h')) return console.log(help);
  const url = process.env.DATABASE_URL;
  if (!url) throw new TransferError(`DATABASE_URL is missing.\n\n${help}`);
  const connection = parseConnection(url, 'DATABASE_URL');
  if (!connection) {
    throw new TransferError(`DATABASE_URL is neither postgres:// nor mysql://.\n\n${help}`);
  }
  if (connection.engine !== engine) {
    throw new TransferError(`${connection.name} is migrated by ${commands[connection.engine]}`);
  }
  const wanted = readWish();
  const store = await openStore(url, 'DATABASE_URL');
  try {
    const { pending } = await store.schemaState();
    if (pending.length === 0) return console.log(`${store.name} has every migration.`);
    await store.migrate();
    console.log(
      `Applied to ${store.name}${wanted === 'off' ? ', without foreign keys' : ''}: ${pending.join(', ')}.`,
    );
  } catch (error) {
    throw explained(error, store.name);
  } finally {
    await store.close();
  }
}

function readWish() {
  try {
    return foreignKeysWanted();
  } catch (error) {
    throw new TransferError((error as Error).message);
  }
}

/** Returns what the server said, without the statement; on Vitess with the way out. */
function explained(error: unknown, name: string): unknown {
  const said = [];
  for (let e: unknown = error; e instanceof Error; e = e.cause) said.push(e.message);
  const reason = said.at(-1);
  if (!reason || error instanceof TransferError) return error;
  const hint = /foreign key constraints? (?:are|is) not (?:allowed|supported)/i.test(reason)
    ? '\n\nThis database allows no foreign keys: set DATABASE_FOREIGN_KEYS=off.'
    : '';
  return new TransferError(`${name} can't be migrated: ${reason}${hint}`);
}
