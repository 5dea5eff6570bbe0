/** Asks the WorkOS that vesta signs people in at, as vesta itself does. */
import { baseUrl } from './sign-in.ts';

export async function callWorkos(method: string, path: string, body?: object): Promise<Response> {
  const login = await fetch(`${baseUrl()}/auth/login?account=ada@example.com`, {
    redirect: 'manual',
  });
  const { origin } = new URL(login.headers.get('location')!);
  return fetch(`${origin}/user_management${path}`, {
    method,
    headers: { authorization: 'Bearer sk_test_default', 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  });
}
