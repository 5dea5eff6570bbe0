/** What a run of the browser tests is about. */
import { type Engine } from '@vesta-cx/local/engine';

const engines: Engine[] = ['d1', 'postgres', 'mysql'];

/** Which engine `VESTA_ENGINE` chooses: D1 unless it says otherwise. */
export const engine: Engine = engines.find((name) => name === process.env.VESTA_ENGINE) ?? 'd1';


/** What `VESTA_JOURNEYS=main` runs: every kind of read, change, form and refusal, in little time. */
export const mainJourneys = [
  'journeys/{access,artist,api,forms,hidden}.spec.ts',
  'auth/*.spec.ts',
  'collections/*.spec.ts',
];
