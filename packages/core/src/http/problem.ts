/** Errors as RFC 9457 `application/problem+json`. */
import { isDatabaseFailure } from '@vesta-cx/db/query';
import {
  currentRequestId,
  type AppError,
  databaseFailed,
  type ErrorCode,
  type FieldError,
  isAppError,
  logError,
  type RefusedBy,
} from '../kernel/index.ts';

/** Codes for failures between a request and a use case, beyond those of use cases. */
type DoorCode = 'method_not_allowed' | 'unsupported_media_type' | 'key_reused' | 'internal';
export type ProblemCode = ErrorCode | DoorCode;

/** Each problem's status and title. Where `problemsAt` is, there is an anchor for each. */
export const problems: Record<ProblemCode, { status: number; title: string }> = {
  invalid: { status: 400, title: 'The request is not valid' },
  unauthenticated: { status: 401, title: 'Authentication required' },
  forbidden: { status: 403, title: 'Permission denied' },
  not_found: { status: 404, title: 'Not found' },
  method_not_allowed: { status: 405, title: 'Method not allowed' },
  conflict: { status: 409, title: 'Conflict with what is there' },
  gone: { status: 410, title: 'No longer available' },
  precondition_failed: { status: 412, title: 'It was changed in the meantime' },
  too_large: { status: 413, title: 'The body is too large' },
  unsupported_media_type: { status: 415, title: 'Unsupported media type' },
  key_reused: { status: 422, title: 'This Idempotency-Key was used for another request' },
  too_many_requests: { status: 429, title: 'Too many requests' },
  internal: { status: 500, title: 'Something went wrong on our side' },
  upstream: { status: 502, title: 'Another service failed' },
  unavailable: { status: 503, title: 'Not available right now' },
};

/** Where an app that offers the API says what can go wrong. */
export const problemsAt = '/api/docs';

/** The problem's place on that page. */
export const problemAnchor = (code: string): string => `problem-${code.replaceAll('_', '-')}`;

/** The body of a problem. */
interface ProblemBody {
  type: string;
  title: string;
  status: number;
  detail: string;
  /** The request's id, as in `X-Request-Id` and in the log. */
  requestId?: string;
  errors?: FieldError[];
  /** The permission rule that refused. */
  refusedBy?: RefusedBy;
}

/** Thrown by the API itself for what no use case knows, or with headers that none knows. */
export class HttpError extends Error {
  readonly code: ProblemCode;
  readonly headers: Record<string, string>;

  constructor(code: ProblemCode, detail: string, headers: Record<string, string> = {}) {
    super(detail);
    this.name = 'HttpError';
    this.code = code;
    this.headers = headers;
  }
}

/** An answer that says what went wrong. */
export function problem(
  code: ProblemCode,
  detail: string,
  {
    errors = [],
    refusedBy,
    headers = {},
  }: { errors?: FieldError[]; refusedBy?: RefusedBy; headers?: Record<string, string> } = {},
): Response {
  const { status, title } = problems[code];
  const type = `${problemsAt}#${problemAnchor(code)}`;
  const body: ProblemBody = { type, title, status, detail };
  const requestId = currentRequestId();
  if (requestId !== undefined) body.requestId = requestId;
  if (errors.length > 0) body.errors = errors;
  if (refusedBy) body.refusedBy = refusedBy;
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...headers,
    },
  });
}

/** The text of an answer that was kept, where it is a problem with the id of the request now answered. */
export function withOwnRequestId(kept: string | null): string | null {
  const requestId = currentRequestId();
  if (!kept || requestId === undefined) return kept;
  const body = JSON.parse(kept) as Partial<ProblemBody>;
  return body.requestId === undefined ? kept : JSON.stringify({ ...body, requestId });
}

/** The answer for anything that was thrown. What nobody meant to throw is logged and not told. */
export function problemOf(error: unknown): Response {
  if (isDatabaseFailure(error)) {
    logError('The database failed', error);
    return problemOf(databaseFailed());
  }
  if (isAppError(error)) {
    const { errors, refusedBy } = error;
    return problem(error.code, error.message, {
      errors,
      ...(refusedBy && { refusedBy }),
      headers: headersOf(error),
    });
  }
  if (error instanceof HttpError) {
    return problem(error.code, error.message, { headers: error.headers });
  }
  logError('The API failed', error);
  return problem('internal', 'The failure was logged. Trying again may help.');
}

function headersOf({ code, retryAfter }: AppError): Record<string, string> {
  const headers: Record<string, string> = {};
  if (code === 'unauthenticated') headers['www-authenticate'] = 'Bearer realm="vesta"';
  const wait = retryAfter ?? (code === 'too_many_requests' ? 60 : undefined);
  if (wait !== undefined) headers['retry-after'] = String(Math.max(1, Math.ceil(wait)));
  return headers;
}
