/** Signs demo accounts in at a vesta of this machine as a browser would, and keeps their cookies. */
import { cast } from '@vesta-cx/seed/cast';

export type Account = (typeof cast)[number]['externalId'];

const cookies = new Map<string, Promise<string>>();

/** The `Cookie` header of a signed-in demo account; one sign-in a run, server and account. */
export function cookieOf(account: Account, site: string): Promise<string> {
  const key = `${site} ${account}`;
  const known = cookies.get(key) ?? signIn(account, site);
  cookies.set(key, known);
  return known;
}

/** Forgets those cookies, after their sessions were ended. */
export const forgetCookies = (): void => cookies.clear();

/**
 * Follows the redirects from vesta to WorkOS and back, carrying vesta's cookies. `onAnswer` sees
 * what vesta answers on the way.
 */
export function signIn(
  account: Account,
  site: string,
  onAnswer?: (answer: Response) => void,
): Promise<string> {
  const { email } = cast.find(({ externalId }) => externalId === account)!;
  return signInByMail(email, site, onAnswer);
}

/** The same for anybody whom WorkOS knows. */
export async function signInByMail(
  email: string,
  site: string,
  onAnswer: (answer: Response) => void = () => {},
): Promise<string> {
  const jar = new Map<string, string>();
  let url = new URL(`/auth/login?account=${encodeURIComponent(email)}&returnTo=/`, site);
  for (let step = 0; step < 8; step += 1) {
    const ours = url.origin === new URL(site).origin;
    const response = await fetch(url, {
      redirect: 'manual',
      headers: ours ? { cookie: headerOf(jar) } : {},
    });
    await response.body?.cancel();
    if (ours) onAnswer(response);
    for (const line of ours ? response.headers.getSetCookie() : []) keep(jar, line);
    const location = response.headers.get('location');
    if (!location) throw new Error(`Signing in ${email} ended at ${url} with ${response.status}`);
    url = new URL(location, url);
    if (jar.has('vesta_session')) return headerOf(jar);
  }
  throw new Error(`Signing in ${email} goes round in circles`);
}

function keep(jar: Map<string, string>, line: string): void {
  const [pair = ''] = line.split(';');
  const at = pair.indexOf('=');
  const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
  if (value === '' || /max-age=0/i.test(line)) jar.delete(name);
  else jar.set(name, value);
}

const headerOf = (jar: Map<string, string>) =>
  [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
