import { AppError, check, invalid, readableUrl } from '@vesta-cx/core';
import { beginningOf } from '@vesta-cx/utils/text';
import type { z } from 'zod';

/**
 * The validated input of a form. An empty text field means "not given" for optional fields and
 * null for nullable ones is up to the schema. Throws `invalid` with one error a field.
 */
export function parseForm<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const result = check(schema, input);
  if (result.success) return result.data;
  const seen = new Set<string>();
  const errors = result.error.issues
    .map((issue) => ({ path: issue.path.join('.'), message: issue.message }))
    .filter(({ path }) => !seen.has(path) && seen.add(path));
  throw invalid(errors);
}

/** No form of the app has as many fields: a release with fifty links and credits has some hundreds. */
const mostFields = 1000;

/**
 * The form that was sent. Throws `too_large` for one of very many fields, which would come back many
 * times as large, and `invalid` for what is no form.
 */
export async function readForm(request: Request): Promise<FormData> {
  let form: FormData;
  try {
    form = await request.formData();
  } catch {
    throw new AppError('invalid', 'What was sent is not a form');
  }
  // Objects with a field of that name can't be sent back to a page.
  form.delete('__proto__');
  if ([...form.keys()].length > mostFields) {
    throw new AppError('too_large', `Send at most ${mostFields} fields`);
  }
  return form;
}

/** A text field's trimmed value, or null when it is missing or shows nothing. */
export function textOf(form: FormData, name: string): string | null {
  const value = form.get(name);
  return typeof value === 'string' && !isBlank(value) ? value.trim() : null;
}

/** Returns whether a text shows nothing: pasting brings invisible characters along. */
export const isBlank = (text: string): boolean =>
  /^[\s\p{Cc}\p{Default_Ignorable_Code_Point}]*$/u.test(text);

/** A text field's value as it was typed, or undefined when the form doesn't have it. */
export function rawOf(form: FormData, name: string): string | undefined {
  const value = form.get(name);
  return typeof value === 'string' ? value.replaceAll('\r\n', '\n') : undefined;
}

/** Returns what an address asks for, in at most `length` characters; null when it asks for nothing at all. */
export function queryOf(params: URLSearchParams, length: number, name = 'q'): string | null {
  const value = params.get(name);
  return value === null ? null : beginningOf(value.trim(), length);
}

/** The addresses of pictures as fields show them. */
export const readablePictures = <Name extends string>(urls: Record<Name, string | null>) =>
  Object.fromEntries(
    Object.entries<string | null>(urls).map(([name, url]) => [name, url && readableUrl(url)]),
  ) as Record<Name, string | null>;

/** The version that a form was opened at, or undefined. */
export function versionOf(form: FormData): number | undefined {
  const value = Number(form.get('version'));
  return Number.isSafeInteger(value) && value > 0 ? value : undefined;
}
