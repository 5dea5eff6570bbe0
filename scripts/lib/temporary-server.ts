import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { freePort } from '@vesta-cx/local/ports';
import type { Service } from '@vesta-cx/local/process';
import { launch, run } from '@vesta-cx/local/process';

/** A database server with nothing in it, on a free port of this machine, for tests. */
export interface TemporaryServer {
  url: string;
  /** Ends it and removes its data. */
  stop(): Promise<void>;
}

/** Starts PostgreSQL if it is installed; null where it isn't, or won't start. */
export function startPostgres(): Promise<TemporaryServer | null> {
  const initdb = find('initdb', debianPostgres());
  const postgres = find('postgres', debianPostgres());
  if (!initdb || !postgres) return Promise.resolve(null);
  return start('postgres', async (dir, port) => {
    // It refuses to run as root, whom containers know nobody but.
    const as = process.getuid?.() === 0 ? await account('postgres') : {};
    if (!as) return null;
    if (as.uid !== undefined) chownSync(dir, as.uid, as.gid!);
    const data = join(dir, 'data');
    const made = await run(
      initdb,
      ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-locale', '--no-sync'],
      { cwd: dir, ...as },
    );
    if (made.code !== 0) return null;
    // Its data is thrown away: nothing of it has to outlast a crash.
    const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off'];
    const args = ['-D', data, '-p', String(port), ...settings.flatMap((one) => ['-c', one])];
    const log = join(dir, 'server.log');
    return {
      service: launch(postgres, args, { cwd: dir, log, ...as }),
      url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    };
  });
}

/** Starts MariaDB if it is installed; null where it isn't, or won't start. */
export function startMariadb(): Promise<TemporaryServer | null> {
  const install = find('mariadb-install-db');
  const mariadbd = find('mariadbd', ['/usr/sbin']);
  if (!install || !mariadbd) return Promise.resolve(null);
  return start('mariadb', async (dir, port) => {
    const data = join(dir, 'data');
    const shared = ['--no-defaults', `--datadir=${data}`];
    const as = process.getuid?.() === 0 ? ['--user=root'] : [];
    const root = '--auth-root-authentication-method=normal';
    const made = await run(install, [...shared, ...as, root, '--skip-test-db'], { cwd: dir });
    if (made.code !== 0) return null;
    const args = [...shared, ...as, `--port=${port}`, '--bind-address=127.0.0.1'];
    const socket = `--socket=${join(dir, 'server.sock')}`;
    const log = join(dir, 'server.log');
    return {
      service: launch(mariadbd, [...args, socket], { cwd: dir, log }),
      url: `mysql://root@127.0.0.1:${port}`,
    };
  });
}

type Begun = { service: Service; url: string } | null;

async function start(
  name: string,
  begin: (dir: string, port: number) => Promise<Begun>,
): Promise<TemporaryServer | null> {
  const dir = mkdtempSync(join(tmpdir(), `vesta-${name}-`));
  const remove = () => rmSync(dir, { recursive: true, force: true });
  process.on('exit', remove);
  const port = await freePort();
  const begun = await begin(dir, port);
  const stop = async () => {
    await begun?.service.stop();
    remove();
  };
  if (begun && (await listens(port, begun.service))) return { url: begun.url, stop };
  await stop();
  return null;
}

/** Returns whether a server takes connections within two minutes; not, if it ends before. */
async function listens(port: number, service: Service): Promise<boolean> {
  let ended = false;
  void service.ended.then(() => (ended = true));
  for (let i = 0; i < 1200 && !ended; i += 1) {
    if (await accepts(port)) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.on('connect', () => end(true));
    socket.on('error', () => end(false));
  });
}

/** The ids of a user of this machine. */
async function account(name: string): Promise<{ uid?: number; gid?: number } | null> {
  const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
  return uid.code === 0 ? { uid: Number(uid.output), gid: Number(gid.output) } : null;
}

function find(program: string, more: string[] = []): string | null {
  const dirs = [...(process.env.PATH ?? '').split(delimiter), ...more].filter(Boolean);
  return dirs.map((dir) => join(dir, program)).find((path) => existsSync(path)) ?? null;
}

/** Debian keeps PostgreSQL's programs out of the PATH: the newest version's folder. */
function debianPostgres(): string[] {
  const home = '/usr/lib/postgresql';
  if (!existsSync(home)) return [];
  const versions = readdirSync(home).sort((a, b) => Number(b) - Number(a));
  return versions.map((version) => join(home, version, 'bin'));
}
