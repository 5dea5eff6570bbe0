/** Signs demo accounts in at the vesta that the browser tests run against. */
import * as local from '@vesta-cx/local/sign-in';
import type { BrowserContext } from '@playwright/test';

export { forgetCookies, signIn, type Account } from '@vesta-cx/local/sign-in';

export const baseUrl = (): string => process.env.VESTA_E2E_URL!;

/** The `Cookie` header of a signed-in demo account; one sign-in a run, server and account. */
export const cookieOf = (account: local.Account, site = baseUrl()): Promise<string> =>
  local.cookieOf(account, site);

/** Signs in anybody whom WorkOS knows. */
export const signInByMail = (email: string, site = baseUrl()): Promise<string> =>
  local.signInByMail(email, site);

/** Signs the account in inside a browser context, with the session that the whole run has. */
export async function signInAs(context: BrowserContext, account: local.Account): Promise<void> {
  const header = await cookieOf(account);
  await context.addCookies(
    header.split('; ').map((pair) => {
      const at = pair.indexOf('=');
      return {
        name: pair.slice(0, at),
        value: pair.slice(at + 1),
        url: baseUrl(),
        httpOnly: true,
        sameSite: 'Lax' as const,
      };
    }),
  );
}
