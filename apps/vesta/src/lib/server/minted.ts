/** Ids that pages give their forms for what these will make: a form that is sent twice makes it once. */
import { newId } from '@vesta-cx/db';
import { seal, unseal } from '@vesta-cx/utils/auth';
import type { RequestEvent } from '@sveltejs/kit';
import { authConfig } from './auth';

/** What forms make. */
export type Minted = 'workspace' | 'resource' | 'collection' | 'key' | 'team' | 'organization';

type Asked = Pick<RequestEvent, 'platform' | 'locals'>;

/** How long a form may be open; what it makes later gets an id of then. */
const lifetime = 24 * 60 * 60 * 1000;

/**
 * A new id, sealed: nobody chooses one, with which a thing would stand first in every list, nor takes
 * that of another kind or person.
 */
export const mint = ({ platform, locals }: Asked, kind: Minted): Promise<string> =>
  seal(
    { kind, userId: locals.principal.userId, id: newId() },
    'minted id',
    authConfig(platform).cookiePassword,
    Date.now() + lifetime,
  );

/** The id in the form's field `id`, or undefined when it isn't one of this person's for this kind. */
export async function mintedIn(
  form: FormData,
  { platform, locals }: Asked,
  kind: Minted,
): Promise<string | undefined> {
  const sealed = String(form.get('id'));
  const { cookiePassword } = authConfig(platform);
  const opened = await unseal(sealed, 'minted id', cookiePassword, Date.now());
  const { id, ...given } = (opened ?? {}) as { kind?: Minted; userId?: string; id?: string };
  return given.kind === kind && given.userId === locals.principal.userId ? id : undefined;
}
