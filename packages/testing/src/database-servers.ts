/** Finds out which database servers answer, before any test is collected. */
import mysql from 'mysql2/promise';
import pg from 'pg';

export const postgresUrl =
  process.env.POSTGRES_URL ?? 'postgres://postgres@localhost:5432/postgres';
export const mysqlUrl = process.env.MYSQL_URL ?? 'mysql://root@127.0.0.1:3306';

/** Returns whether a PostgreSQL server lets us in. Says on stderr that `what`, if any, can't run when none does. */
export async function postgresAnswers(what: string | null = 'the contract'): Promise<boolean> {
  const client = new pg.Client({ connectionString: postgresUrl, connectionTimeoutMillis: 2000 });
  const version = await answer(what && `${what} on PostgreSQL`, 'POSTGRES_URL', async () => {
    await client.connect();
    await client.end();
    return 'postgres';
  });
  return version !== null;
}

/** Returns which server lets us in where MySQL lives. Says on stderr that `what`, if any, can't run when none does. */
export async function mysqlAnswers(
  what: string | null = 'the contract',
): Promise<'mysql-server' | 'mariadb-server' | null> {
  const version = await answer(what && `${what} on MySQL or MariaDB`, 'MYSQL_URL', async () => {
    const connection = await mysql.createConnection({ uri: mysqlUrl, connectTimeout: 2000 });
    const [[row]] = await connection.query<mysql.RowDataPacket[]>('select version() as version');
    await connection.end();
    return String(row!.version);
  });
  if (version === null) return null;
  return version.includes('MariaDB') ? 'mariadb-server' : 'mysql-server';
}

async function answer(
  what: string | null,
  variable: string,
  connect: () => Promise<string>,
): Promise<string | null> {
  try {
    return await connect();
  } catch (error) {
    // A server that was named and can't be reached is a mistake to hear about.
    if (process.env[variable]) throw error;
    if (what) say(`${what}, since no server lets us in. Set ${variable} to run it`);
    return null;
  }
}

/** Says on stderr what this machine can't run. */
export const say = (what: string) => process.stderr.write(`NOT RUN: ${what}.\n`);

/** Returns a name for a database that no other run has. */
export const freshName = () => `vesta_contract_${crypto.randomUUID().replaceAll('-', '')}`;
