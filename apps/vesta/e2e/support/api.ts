/** Asks the API as a demo account, for what a test needs to find there. */
import { documentAt } from './document.ts';
import { baseUrl, cookieOf, type Account } from './sign-in.ts';

/** The answer as it came, and as the API's document describes it; `body` is sent as JSON. */
export async function call(
  as: Account | null,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Response> {
  const answer = await fetch(`${baseUrl()}/api${path}`, {
    method,
    redirect: 'manual',
    headers: {
      ...(as ? { cookie: await cookieOf(as) } : {}),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const document = await documentAt(`${baseUrl()}/api`);
  await document.expectDescribed(method, path, answer);
  return answer;
}

/** Like `call`, for what must succeed: the thing that was answered. */
export async function send<T = { id: string; slug: string; path: string }>(
  as: Account | null,
  method: string,
  path: string,
  body?: unknown,
): Promise<T> {
  const response = await call(as, method, path, body);
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

export const get = <T>(path: string, as: Account | null = null) => send<T>(as, 'GET', path);
