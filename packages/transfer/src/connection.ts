/** Connection strings: which engine, and what of them may be shown. */
import { TransferError } from './store.ts';

/** A server's database: the name shows scheme, user, host, port and database, never a password. */
export interface Connection {
  engine: 'postgres' | 'mysql';
  url: string;
  name: string;
}

/** Reads a connection string; null when it is of another kind. Errors call it by `flag`. */
export function parseConnection(text: string, flag: string): Connection | null {
  const scheme = /^(postgres|postgresql|mysql):/.exec(text)?.[1];
  if (!scheme) return null;
  const engine = scheme === 'mysql' ? 'mysql' : 'postgres';
  if (!URL.canParse(text)) {
    throw new TransferError(`${flag} is not a connection string like ${engine}://user@host/name`);
  }
  const url = new URL(text);
  const database = url.pathname.slice(1);
  if (!database) throw new TransferError(`${flag} names no database: ${engine}://host/<database>`);
  const user = url.username ? `${url.username}@` : '';
  const port = url.port || (engine === 'mysql' ? '3306' : '5432');
  return { engine, url: text, name: `${engine}://${user}${url.hostname}:${port}/${database}` };
}
