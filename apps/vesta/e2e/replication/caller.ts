/** Somebody at this site: a browser's cookies, and where the answers came from. */
import { cookieOf, type Account } from '../support/sign-in.ts';

export interface Answer {
  status: number;
  text: string;
  headers: Headers;
  /** Who answered its queries: `primary`, `replica`, or both. */
  servedBy: string[];
}

export class Caller {
  readonly cookies = new Map<string, string>();
  readonly #site: string;

  constructor(site: string) {
    this.#site = site;
  }

  /** A signed-in account in a browser of its own. */
  static async signedIn(site: string, account: Account): Promise<Caller> {
    const caller = new Caller(site);
    for (const pair of (await cookieOf(account, site)).split('; ')) {
      caller.#set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    return caller;
  }

  /** Asks and keeps the cookies of the answer; redirects are not followed. */
  async ask(path: string, init: RequestInit = {}): Promise<Answer> {
    const answer = await this.send(path, init);
    this.take(answer);
    return answer;
  }

  /** Asks without keeping anything. */
  async send(path: string, init: RequestInit = {}): Promise<Answer> {
    const headers = new Headers(init.headers);
    const cookie = [...this.cookies].map((pair) => pair.join('=')).join('; ');
    if (cookie) headers.set('cookie', cookie);
    // As a browser does for a form of this site.
    if (init.method) headers.set('origin', this.#site);
    const response = await fetch(new URL(path, this.#site), {
      redirect: 'manual',
      ...init,
      headers,
    });
    return {
      status: response.status,
      text: await response.text(),
      headers: response.headers,
      servedBy: (response.headers.get('x-served-by') ?? '').split(' ').filter(Boolean),
    };
  }

  take({ headers }: Answer): void {
    for (const line of headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const [name, value] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
      if (value === '' || /max-age=0/i.test(line)) this.cookies.delete(name);
      else this.#set(name, value);
    }
  }

  /** Sends a page's form, as a browser without scripts does. */
  submit(path: string, fields: Record<string, string>): Promise<Answer> {
    const headers = { accept: 'text/html' };
    return this.ask(path, { method: 'POST', headers, body: new URLSearchParams(fields) });
  }

  /** Asks the API with a JSON body. */
  api(method: string, path: string, body: unknown, headers: Record<string, string> = {}) {
    return this.ask(`/api${path}`, {
      method,
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...headers },
    });
  }

  /** The same person where nothing of their last changes is known: another browser, long signed in. */
  elsewhere(): Caller {
    const other = new Caller(this.#site);
    other.#set('vesta_session', this.cookies.get('vesta_session')!);
    return other;
  }

  get tokens(): string[] {
    return [...this.cookies]
      .filter(([name]) => name.startsWith('vesta_consistency_'))
      .map(([, value]) => value);
  }

  #set(name: string, value: string): void {
    this.cookies.set(name, value);
  }
}
