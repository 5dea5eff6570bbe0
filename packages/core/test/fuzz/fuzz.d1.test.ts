/**
 * Asks every operation of the document for what nobody means to ask, for a while: no answer is our
 * fault, and none is of a status or a shape that the document does not have.
 */
import { expect, inject, it } from 'vitest';
import { hash, stream } from '@vesta-cx/seed/random';
import { exampleOf, type Operation, type Parameter } from '../../src/http/index.ts';
import { operations } from '../../src/operations.ts';
import { call, type Call } from '../api/entities.ts';
import { oddHeader, oddValue, pick, spoiledJson, tampered, texts, type Chance } from './odd.ts';
import { addressIn, document, newWorld, type World } from './world.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** How many seconds the suite asks, and the seed that its requests follow from. */
    fuzz: { seconds: number; seed: number };
  }
}

const { seconds, seed } = inject('fuzz');
const { schemas } = document.components;

/** After so many requests there is a new world: too much of the last one is gone. */
const perWorld = 250;

interface Asked extends Call {
  operation: Operation;
  /** Below the API's root, with its query. */
  address: string;
}

it(
  `whatever is asked, the answer is one of the document’s, for ${seconds} s from seed ${seed}`,
  async () => {
    console.log(`Fuzzing from seed ${seed} for ${seconds} s`);
    const until = Date.now() + seconds * 1000;
    const statuses = new Map<string, Set<number>>();
    const cursors: string[] = [];
    let world = await newWorld();
    let asked = 0;
    // Each operation a few times at least, however slow the machine.
    while (Date.now() < until || asked < operations.length * 4) {
      if (asked % perWorld === perWorld - 1) world = await newWorld();
      const chance = stream(hash(`${seed} ${asked}`)[0]);
      const one = requestOf(operations[asked % operations.length]!, world, cursors, chance);
      const answer = await ask(one, asked);
      const known = statuses.get(one.operation.id) ?? new Set();
      statuses.set(one.operation.id, known.add(answer.status));
      const next = /[?&]cursor=([^&>]+)/.exec(answer.headers.get('link') ?? '')?.[1];
      if (next) cursors.splice(0, cursors.length, ...cursors.slice(-20), next);
      asked += 1;
    }
    expect([...statuses.keys()].sort()).toEqual(operations.map(({ id }) => id).sort());
    const all = [...statuses.values()].map((of) => [...of]);
    // A suite whose requests were all refused before they arrive would find nothing.
    expect(all.filter((of) => of.some((status) => status < 300)).length).toBeGreaterThan(40);
    console.log(`${asked} requests, statuses ${[...new Set(all.flat())].sort().join(' ')}`);
  },
  seconds * 1000 + 600_000,
);

/** The answer, held against the document by `call`; a failure says how to see it again. */
async function ask({ operation, address, ...rest }: Asked, count: number): Promise<Response> {
  const told = `seed ${seed}, request ${count}: ${operation.id} ${address.slice(0, 500)} ${JSON.stringify(rest).slice(0, 2000)}`;
  const answer = await call(operation, address, rest).catch((error: unknown) => {
    throw new Error(`${told}\n${(error as Error).message}`, { cause: error });
  });
  expect(answer.status, `${told}\n${await answer.clone().text()}`).toBeLessThan(500);
  return answer;
}

function requestOf(
  operation: Operation,
  world: World,
  cursors: readonly string[],
  chance: Chance,
): Asked {
  const { parameters = [], requestBody } =
    document.paths[operation.path]![operation.method.toLowerCase()]!;
  const names = parameters.filter((one): one is Parameter => 'in' in one);
  // One thing is odd about most requests; where all is, the first check hides the others.
  const odd = pick(chance, ['body', 'body', 'body', 'query', 'query', 'path', 'header', 'none']);
  const params = paramsOf(operation, world, odd === 'path', chance);
  const query = queryOf(
    names.filter((one) => one.in === 'query'),
    cursors,
    odd === 'query' || (odd === 'body' && !requestBody),
    chance,
  );
  const address = addressIn(operation, (name) => toScalars(params[name]!));
  const request: Asked = {
    operation,
    address: address + query,
    params,
    as: callerOf(world, chance),
  };
  if (odd === 'header') request.headers = oddHeader(chance);
  const media = requestBody?.content['application/json'];
  if (media) {
    const example = filled(media.example, world, chance);
    request.body = odd === 'body' ? spoiledJson(chance, example) : JSON.stringify(example);
  }
  return request;
}

/** The owner of most things, mostly; somebody else, a guest, or the owner's key. */
function callerOf({ ada, bruno, places }: World, chance: Chance): Call['as'] {
  const key = { id: places.key![0]!, confinedTo: null, scopes: ['resources:read'] };
  return pick(chance, [ada, ada, ada, { ...ada, key }, bruno, { userId: null }]);
}

function paramsOf(
  { params }: Operation,
  { places, together }: World,
  isOdd: boolean,
  chance: Chance,
): Record<string, string> {
  const names = Object.keys(params.shape);
  const fitting = together.filter((one) => Object.keys(one).every((name) => names.includes(name)));
  const chosen = chance() < 0.6 && fitting.length > 0 ? pick(chance, fitting) : {};
  const spoiled = isOdd ? pick(chance, names) : undefined;
  const valueOf = (name: string) => {
    if (name !== spoiled) return chosen[name] ?? pick(chance, places[name]!);
    const others = Object.values(places).flat();
    return chance() < 0.5 ? pick(chance, texts) || ' ' : pick(chance, others);
  };
  return Object.fromEntries(names.map((name) => [name, valueOf(name)]));
}

/** The parameters that are needed and some of the others, one of them odd, unknown or given twice. */
function queryOf(
  parameters: Parameter[],
  cursors: readonly string[],
  isOdd: boolean,
  chance: Chance,
): string {
  const search = new URLSearchParams();
  for (const { name, schema, required } of parameters) {
    if (name !== 'cursor' && (required || chance() < 0.2)) {
      search.append(name, textOf(exampleOf(schema, schemas, name)));
    }
  }
  if (isOdd) {
    const name = pick(chance, [...parameters.map((one) => one.name), 'unknown', '__proto__']);
    const cursor = pick(chance, cursors.length > 0 ? cursors : ['x']);
    const value = name === 'cursor' ? tampered(chance, cursor) : textOf(oddValue(chance));
    if (chance() < 0.8) search.delete(name);
    search.append(name, toScalars(value).slice(0, 8000));
    if (chance() < 0.1) search.append(name, value.slice(0, 100));
  }
  const text = search.toString();
  return text && `?${text}`;
}

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : String(JSON.stringify(value));

/** The example with the ids of this world where it has some. */
function filled(example: unknown, { places }: World, chance: Chance): unknown {
  const idsOf: Record<string, string[]> = {
    ...{ workspace: places.workspace!, itemId: places.itemId!, userId: places.user! },
    ...{
      id: [...places.user!, ...places.workspace!],
      email: [`${crypto.randomUUID()}@example.com`],
    },
  };
  const fill = (value: unknown, name: string): unknown => {
    if (Array.isArray(value)) return value.map((one) => fill(one, name));
    if (typeof value === 'string') return idsOf[name] ? pick(chance, idsOf[name]) : value;
    if (typeof value !== 'object' || value === null) return value;
    // A second thing of one address is only refused.
    const kept = Object.entries(value).filter(([key]) => key !== 'slug' || chance() < 0.1);
    return Object.fromEntries(kept.map(([key, inner]) => [key, fill(inner, key)]));
  };
  return fill(example, '');
}

/** The text as an address can have it: halves of characters are replaced. */
const toScalars = (text: string): string => text.toWellFormed();
