/** What other sites and odd clients may try with every operation that changes something. */
import { describe, expect, it } from 'vitest';
import { newId } from '@vesta-cx/db';
import { z } from 'zod';
import type { Operation } from '../../src/http/index.ts';
import { operations } from '../../src/operations.ts';
import { person } from '../make.ts';
import { call } from './entities.ts';

const changes = operations.filter(({ method }) => method !== 'GET');
/** An address of something that isn't there; where only certain words fit, the first of them. */
const addressOf = ({ path, params }: Operation) =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const schema = params.shape[name];
    return schema instanceof z.ZodEnum ? String(schema.options[0]) : newId();
  });

/** How a browser says that another site made it send a request. */
const foreign: Record<string, string>[] = [
  { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
  { 'sec-fetch-site': 'same-site', origin: 'https://other.vesta.example' },
  { 'sec-fetch-site': 'cross-site', origin: 'null' },
];

describe('with somebody’s session another site', () => {
  for (const operation of changes) {
    it(`can not call ${operation.id}`, async () => {
      const as = await person();
      for (const headers of foreign) {
        const body = operation.body ? {} : undefined;
        const answer = await call(operation, addressOf(operation), { as, headers, body });
        expect(answer.status, JSON.stringify(headers)).toBe(403);
        expect(answer.headers.get('access-control-allow-origin')).toBeNull();
      }
    });
  }
});

describe('a body that is no JSON, or far too much of it', () => {
  for (const operation of changes.filter(({ body }) => body)) {
    it(`is refused by ${operation.id}`, async () => {
      const as = await person();
      const send = (type: string, body: string) =>
        call(operation, addressOf(operation), { as, headers: { 'content-type': type }, body });
      // What a form of another site could send without asking first.
      for (const type of [
        'text/plain',
        'application/x-www-form-urlencoded',
        'multipart/form-data; boundary=x',
        'application/jsonp',
        ';',
      ]) {
        expect((await send(type, '{}')).status, type).toBe(415);
      }
      for (const coding of ['gzip', 'br', 'identity, gzip', 'nonsense']) {
        const headers = { 'content-encoding': coding };
        const packed = await call(operation, addressOf(operation), { as, headers, body: '{}' });
        expect(packed.status, coding).toBe(415);
        expect(packed.headers.get('accept-encoding')).toBe('identity');
      }
      const much = `"${'x'.repeat(operation.maxBytes)}"`;
      expect((await send('application/json', much)).status).toBe(413);
    });
  }
});
