import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import { completeArgs } from './wrangler-args.ts';

const complete = (line: string) =>
  completeArgs(line.split(' '), { state: '/state', cwd: '/home/me' }).join(' ');

const examples: [string, string][] = [
  [
    'd1 migrations apply vesta-db-dev',
    'd1 migrations apply vesta-db-dev --local --persist-to /state',
  ],
  ['d1 migrations apply vesta-db', 'd1 migrations apply vesta-db --env production --remote'],
  [
    'd1 migrations apply vesta-db-dev --local',
    'd1 migrations apply vesta-db-dev --local --persist-to /state',
  ],
  ['d1 migrations apply vesta-db-dev --remote', 'd1 migrations apply vesta-db-dev --remote'],
  [
    'd1 migrations list vesta-db --local',
    'd1 migrations list vesta-db --local --env production --persist-to /state',
  ],
  [
    'd1 execute vesta-db --command SELECT',
    'd1 execute vesta-db --command SELECT --env production --remote',
  ],
  [
    'd1 execute --file=seed.sql vesta-db-dev',
    'd1 execute --file=/home/me/seed.sql vesta-db-dev --local --persist-to /state',
  ],
  [
    'd1 execute vesta-db-dev --file seed.sql --persist-to /mine',
    'd1 execute vesta-db-dev --file /home/me/seed.sql --persist-to /mine --local',
  ],
  ['d1 create vesta-db-dev', 'd1 create vesta-db-dev'],
  ['d1 migrations apply vesta-db -e staging', 'd1 migrations apply vesta-db -e staging --remote'],
  ['dev', 'dev --persist-to /state'],
  ['dev --remote', 'dev --remote'],
  ['dev --persist-to=/mine', 'dev --persist-to=/mine'],
  ['deploy --env production', 'deploy --env production'],
  ['-- whoami', 'whoami'],
];

describe('wrangler arguments', () => {
  for (const [given, completed] of examples) {
    it(`${given} → ${completed}`, () => assert.equal(complete(given), completed));
  }

  for (const command of ['dev --remote', 'deploy --env hyperdrive', 'versions upload']) {
    it(`${command} bundles for the engine`, () => {
      const place = { state: '/state', cwd: '/home/me', bundling: ['--assets', '/built'] };
      const args = completeArgs(command.split(' '), place);
      assert.equal(args.join(' '), `${command} --assets /built`);
    });
  }
});
