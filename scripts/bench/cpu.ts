/** How long a worker computes for a request, by the profiler of its inspector. */

/** One request after the other, so that all that is not idle is theirs. */
const requests = 60;

/** The worker's CPU for one request of `url` (ms), waiting for the database left out. */
export async function cpuOf(url: string, inspectorPort: number): Promise<number> {
  const inspector = await connect(inspectorPort);
  try {
    // What the first requests do once is nobody's cost.
    await ask(url, requests / 2);
    await inspector.send('Profiler.enable');
    await inspector.send('Profiler.setSamplingInterval', { interval: 100 });
    await inspector.send('Profiler.start');
    await ask(url, requests);
    const { profile } = await inspector.send<{ profile: Profile }>('Profiler.stop');
    return Math.round((busyOf(profile) / 1000 / requests) * 100) / 100;
  } finally {
    inspector.close();
  }
}

/** The part of Chrome's CPU profile that is needed: a sample names a node and follows a pause (µs). */
interface Profile {
  nodes: { id: number; callFrame: { functionName: string } }[];
  samples: number[];
  timeDeltas: number[];
}

function busyOf({ nodes, samples, timeDeltas }: Profile): number {
  const idle = new Set(
    nodes
      .filter(({ callFrame }) => ['(idle)', '(program)'].includes(callFrame.functionName))
      .map(({ id }) => id),
  );
  return samples.reduce((sum, id, i) => (idle.has(id) ? sum : sum + (timeDeltas[i] ?? 0)), 0);
}

async function ask(url: string, times: number): Promise<void> {
  for (let n = 0; n < times; n += 1) await (await fetch(url, { redirect: 'manual' })).arrayBuffer();
}

interface Inspector {
  send<T>(method: string, params?: object): Promise<T>;
  close(): void;
}

async function connect(port: number): Promise<Inspector> {
  const targets = (await (await fetch(`http://127.0.0.1:${port}/json`)).json()) as {
    webSocketDebuggerUrl: string;
  }[];
  // Wrangler's proxy lets in whoever says where from; Node's WebSocket takes headers beside protocols.
  const socket = new WebSocket(targets[0]!.webSocketDebuggerUrl, {
    headers: { origin: 'http://localhost' },
  } as never);
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve);
    socket.addEventListener('error', reject);
  });
  const waiting = new Map<number, (answer: { result?: unknown; error?: unknown }) => void>();
  socket.addEventListener('message', ({ data }) => {
    const answer = JSON.parse(String(data)) as {
      id?: number;
      result?: unknown;
      error?: unknown;
    };
    if (answer.id !== undefined) waiting.get(answer.id)?.(answer);
  });
  let last = 0;
  return {
    send: <T>(method: string, params: object = {}) =>
      new Promise<T>((resolve, reject) => {
        const id = (last += 1);
        waiting.set(id, ({ result, error }) =>
          error ? reject(new Error(`${method}: ${JSON.stringify(error)}`)) : resolve(result as T),
        );
        socket.send(JSON.stringify({ id, method, params }));
      }),
    close: () => socket.close(),
  };
}
