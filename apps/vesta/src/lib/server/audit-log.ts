/** What the pages of a log have in common: the filter in the address, its lines, the export. */
import { check, invalid, invalidField, isAppError } from '@vesta-cx/core';
import { auditKinds, sentence } from '@vesta-cx/core/audit';
import * as auditLog from '@vesta-cx/core/audit-log';
import * as users from '@vesta-cx/core/users';
import type { Database } from '@vesta-cx/db/query';
import { z } from 'zod';
import type { RequestEvent } from '@sveltejs/kit';
import { zoneOf } from '$lib/time/zone-cookie';
import { fromLocal } from '$lib/time/zoned';
import type { RequestContext } from './request-context';

const names = ['person', 'kind', 'object', 'from', 'to'] as const;

/** The filter as it stands in the address; what is empty doesn't count. */
export type LogQuery = Partial<Record<(typeof names)[number], string>>;

const queryOf = ({ searchParams }: URL): LogQuery =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = searchParams.get(name)?.trim();
      return value ? [[name, value]] : [];
    }),
  );

const schema = z.object({ ...auditLog.auditQuery, person: z.string().max(80).optional() });

/** The conditions that the address asks for; days are those of `zone`. Throws `invalid` naming the field. */
async function filterOf(
  db: Database,
  query: LogQuery,
  zone: string,
): Promise<auditLog.AuditFilter> {
  const parsed = check(schema, query);
  if (!parsed.success) {
    throw invalid(
      parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })),
    );
  }
  const { person, from, to, ...rest } = parsed.data;
  return auditLog.filterOf({
    ...rest,
    from: from && startOf(from, 0, zone),
    to: to && startOf(to, 1, zone),
    user: person && (await idOf(db, person)),
  });
}

/** When the day begins in `zone` that is so many after this one; a moment stays as it is. */
function startOf(dayOrMoment: string, daysLater: number, zone: string): string | undefined {
  if (dayOrMoment.includes('T')) return dayOrMoment;
  const day = new Date(dayOrMoment);
  day.setUTCDate(day.getUTCDate() + daysLater);
  return fromLocal(day.toISOString(), zone)?.toISOString();
}

const kinds = Object.entries(auditKinds).map(([value, text]) => {
  const label = text.replace('{name}', '…');
  return { value, label: label[0]!.toUpperCase() + label.slice(1) };
});

type LogEvent = Pick<RequestEvent, 'url' | 'cookies' | 'platform'>;

/** A page of the log for the address, with what was wrong about it instead of failing. */
export async function logPage({ db, paged }: RequestContext, log: auditLog.Log, event: LogEvent) {
  const { url } = event;
  const zone = zoneOf(event);
  const query = queryOf(url);
  const shown = { query, zone, kinds };
  const isFirst = !url.searchParams.has('cursor');
  try {
    const filter = await filterOf(db, query, zone);
    const { items, ...rest } = await paged({ ...query }, (cursor) =>
      auditLog.list(db, log, filter, { limit: 50, cursor }),
    );
    return { ...shown, ...rest, lines: items.map(lineOf), errors: [] };
  } catch (thrown) {
    if (!isAppError(thrown) || thrown.code !== 'invalid') throw thrown;
    return { ...shown, lines: [], next: null, isFirst, errors: thrown.errors };
  }
}

export type LogPage = Awaited<ReturnType<typeof logPage>>;

const lineOf = (line: auditLog.AuditLine) => {
  const { id, createdAt, userId, person, actingAs, means, key, action, details } = line;
  const { objectType, objectId, called } = line;
  const gone = objectType === 'user' ? 'somebody whose account is gone' : objectId;
  return {
    id,
    createdAt,
    userId,
    person,
    actingAs,
    means,
    key,
    sentence: sentence({ action, means }),
    object: { key: `${objectType}:${objectId}`, name: called ?? gone },
    details,
  };
};

/** The whole log for the address, one event a line, written while it is read. */
export async function logDownload(
  db: Database,
  log: auditLog.Log,
  event: LogEvent & Pick<RequestEvent, 'locals'>,
  name: string,
): Promise<Response> {
  const filter = await filterOf(db, queryOf(event.url), zoneOf(event));
  const lines = auditLog.all(db, log, filter);
  const encoder = new TextEncoder();
  const { promise, resolve } = Promise.withResolvers<void>();
  event.locals.streaming = promise;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await lines.next();
        if (!done) {
          controller.enqueue(encoder.encode(`${JSON.stringify(auditLog.presentEvent(value))}\n`));
          return;
        }
        controller.close();
      } catch (error) {
        controller.error(error);
      }
      resolve();
    },
    async cancel() {
      await lines.return(undefined);
      resolve();
    },
  });
  return new Response(body, {
    headers: {
      'content-type': 'application/x-ndjson; charset=utf-8',
      'content-disposition': `attachment; filename="${name}-log.ndjson"`,
      'cache-control': 'private, no-store',
    },
  });
}

/** Of a handle; somebody who has no page any more is named by their id. */
async function idOf(db: Database, person: string): Promise<string> {
  const handle = person.replace(/^@/, '');
  try {
    return (await users.findByHandle(db, handle)).workosUserId;
  } catch (error) {
    if (!isAppError(error)) throw error;
    if (!/^user_/.test(person)) throw invalidField('person', 'Nobody has this handle');
    return person;
  }
}
