/** A second vesta with the large world beside the demo scene. */
import { largeWorldState } from '@vesta-cx/local/large-world';
import { startStack, type Stack } from '@vesta-cx/local/stack';

export const scale = 3_000;

/** Serves the large world on a free port; `stop` it afterwards. */
export const startLargeWorld = (): Promise<Stack> =>
  startStack({
    port: 0,
    state: largeWorldState(scale),
    seed: ['--scale', String(scale)],
    build: false,
    databaseUrl: null,
    meter: true,
  });
