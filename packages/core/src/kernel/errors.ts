/** Errors of use cases, thrown when they can't do what they were asked. Apps translate them. */
import type { Level, ObjectType } from '@vesta-cx/utils/permissions';
import { beginningOf } from '@vesta-cx/utils/text';

export type ErrorCode =
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'gone'
  | 'invalid'
  | 'conflict'
  | 'precondition_failed'
  | 'too_large'
  | 'too_many_requests'
  | 'upstream'
  | 'unavailable';

/** One thing wrong with the input: `path` names the field, `message` says what to do. */
export interface FieldError {
  path: string;
  message: string;
  /** A value that would do. */
  suggestion?: string;
}

/** The permission rule that refused, in data; the message says the same in a sentence. */
export interface RefusedBy {
  /**
   * `row`: somebody wrote it down; `visibility`: the workspace is private; `default`: nobody has
   * given the right.
   */
  rule: 'row' | 'visibility' | 'default';
  /** Of a row: the kind of object that it is written on. */
  on: ObjectType | null;
  /** Of a row: about whom it speaks. */
  level: Level | null;
  /** True if it is written on something that the thing belongs to. */
  inherited: boolean;
}

export class AppError extends Error {
  readonly code: ErrorCode;
  readonly errors: FieldError[];
  /** Of `forbidden`, where a permission rule decided. */
  readonly refusedBy: RefusedBy | undefined;
  /** Seconds after which a retry makes sense. */
  readonly retryAfter: number | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    {
      errors = [],
      retryAfter,
      refusedBy,
    }: { errors?: FieldError[]; retryAfter?: number; refusedBy?: RefusedBy } = {},
  ) {
    super(message);
    this.name = 'AppError';
    this.code = code;
    this.errors = errors;
    this.retryAfter = retryAfter;
    this.refusedBy = refusedBy;
  }
}

/** Not there, or not for this person to know. Both read the same. */
export const notFound = (what: string) => new AppError('not_found', `No such ${what}`);

/** Signing in might help. */
export const unauthenticated = (detail = 'Sign in to do this') =>
  new AppError('unauthenticated', detail);

/** May see it, may not do this; `reason` names the rule that refused. */
export const forbidden = (reason: string, refusedBy?: RefusedBy) =>
  new AppError('forbidden', reason, refusedBy && { refusedBy });

/** Somebody changed it in the meantime. */
export const stale = (what: string) =>
  new AppError('precondition_failed', `This ${what} was changed in the meantime`);

/** A service that vesta leans on did not do its part: `message` names it. */
export const upstream = (message: string) => new AppError('upstream', message);

/** The database failed. Of a change that was sent when it did, nobody knows whether it was made. */
export const databaseFailed = () =>
  new AppError(
    'unavailable',
    'vesta’s database does not answer just now. Try again in a moment; if you were changing something, look first whether it was done.',
    { retryAfter: 10 },
  );

/** Maximum of wrong fields that an answer names: the input may have thousands, and echo whatever was sent. */
const mostNamed = 50;

/** One or more fields are wrong. */
export function invalid(all: FieldError[]): AppError {
  const errors = all.slice(0, mostNamed).map(({ path, message, ...rest }) => ({
    path: beginningOf(path, 120),
    message: beginningOf(message, 500),
    ...rest,
  }));
  const more = all.length > mostNamed ? [`and ${all.length - mostNamed} more`] : [];
  return new AppError('invalid', [...errors.map(sentence), ...more].join('; '), { errors });
}

const sentence = ({ path, message }: FieldError) => (path === '' ? message : `${path}: ${message}`);

/** One field is wrong. */
export const invalidField = (path: string, message: string) => invalid([{ path, message }]);

/** The field's value is taken by something else; `suggestion` is free. */
export const taken = (path: string, message: string, suggestion?: string) =>
  new AppError('conflict', message, {
    errors: [{ path, message, ...(suggestion !== undefined && { suggestion }) }],
  });

export const isAppError = (error: unknown): error is AppError => error instanceof AppError;
