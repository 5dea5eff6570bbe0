/** Keeps others from writing to a remote D1, which has no sessions that a lock could belong to. */
import { randomUUID } from 'node:crypto';
import type { D1Api } from './d1-api.ts';
import type { Session } from './session-lock.ts';
import { createMarkerTable, markerTable } from './sql.ts';

/** A killed process keeps the lease for so long (s); a running one takes it again three times within. */
export const leaseSeconds = 60;

const now = (seconds = 0) => `strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '+${seconds} seconds')`;

/** The second row of the marker's table: who has it, and until when by the clock of D1. */
const take = `insert into ${markerTable} (id, source, state, run, started_at, finished_at)
  values (2, '', 'lease', ?, ${now()}, ${now(leaseSeconds)})
  on conflict (id) do update set run = excluded.run, finished_at = excluded.finished_at
    where ${markerTable}.run = excluded.run or ${markerTable}.finished_at < ${now()}
  returning run`;

export class D1Lease implements Session {
  private readonly api: D1Api;
  private readonly holder = randomUUID();

  constructor(api: D1Api) {
    this.api = api;
  }

  /** Takes the lease, or keeps it for longer; false when another process has it. */
  async take(): Promise<boolean> {
    await this.api.run(createMarkerTable);
    return this.renew();
  }

  async keep(): Promise<void> {
    if (!(await this.renew())) throw new Error('Another process has taken the lease');
  }

  async end(): Promise<void> {
    await this.api
      .run(`delete from ${markerTable} where id = 2 and run = ?`, [this.holder])
      // It ends by itself soon.
      .catch(() => {});
  }

  private async renew(): Promise<boolean> {
    // Taken twice is taken once, so this may be asked again where the network fails.
    return (await this.api.read(take, [this.holder])).length > 0;
  }
}
