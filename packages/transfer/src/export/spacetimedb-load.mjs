/**
 * Loads data/*.jsonl into a published SpacetimeDB module: node load.mjs <database> [--server <url>]
 * The publisher's token comes from SPACETIME_TOKEN. Safe to run again: rows with the same key are replaced.
 */
import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { server: { type: 'string', default: 'https://maincloud.spacetimedb.com' } },
});
const [database] = positionals;
const token = process.env.SPACETIME_TOKEN;
if (!database) stop('Say which database: node load.mjs <database> [--server <url>]');
if (!token) stop('SPACETIME_TOKEN is missing: spacetime login show --token prints it.');

const mostRows = 500;
const mostCharacters = 256 * 1024;
const { tables } = JSON.parse(readFileSync(join(import.meta.dirname, 'manifest.json'), 'utf8'));

for (const { name, rows } of tables) {
  await load(name);
  const there = await count(name);
  if (there !== rows) stop(`${name} has ${there} rows where ${rows} were exported.`);
  console.log(`${name}: ${rows} rows`);
}

async function load(table) {
  const file = join(import.meta.dirname, 'data', `${table}.jsonl`);
  let waiting = [];
  let characters = 0;
  for await (const line of linesOf(file)) {
    if (waiting.length === mostRows || characters + line.length > mostCharacters) {
      await send(table, waiting);
      waiting = [];
      characters = 0;
    }
    waiting.push(line);
    characters += line.length;
  }
  await send(table, waiting);
}

/** node:readline would cut at U+2028 too, which JSON lets stand in text. */
async function* linesOf(file) {
  let rest = '';
  for await (const chunk of createReadStream(file, 'utf8')) {
    const parts = (rest + chunk).split('\n');
    rest = parts.pop();
    yield* parts;
  }
}

/** A reducer takes its arguments as a JSON array; this one has one, the rows as JSON text. */
async function send(table, lines) {
  if (lines.length > 0) await post(`call/load_${table}`, JSON.stringify([`[${lines.join(',')}]`]));
}

async function count(table) {
  const answer = await post('sql', `SELECT COUNT(*) AS n FROM ${table}`);
  return Number(JSON.parse(answer)[0].rows[0][0]);
}

async function post(path, body) {
  const url = `${values.server}/v1/database/${encodeURIComponent(database)}/${path}`;
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const answer = await fetch(url, { method: 'POST', headers, body }).catch((error) =>
    stop(`${values.server} does not answer: ${error.cause?.message ?? error.message}`),
  );
  const text = await answer.text();
  if (!answer.ok) stop(`${path} was refused (${answer.status}): ${text}`);
  return text;
}

function stop(message) {
  console.error(message);
  process.exit(1);
}
