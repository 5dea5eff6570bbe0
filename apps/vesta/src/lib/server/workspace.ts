import * as workspaces from '@vesta-cx/core/workspaces';
import type { RequestEvent } from '@sveltejs/kit';
import type { RequestContext } from './request-context';

type Read = ReturnType<typeof workspaces.read>;

const reads = new WeakMap<App.Locals, Read>();

/** The workspace of the address, read once a request: layout and page ask for the same one. */
export function workspaceOf(
  { locals, params }: Pick<RequestEvent<{ workspace: string }>, 'locals' | 'params'>,
  { db, principal }: RequestContext,
): Read {
  let read = reads.get(locals);
  if (!read) {
    read = workspaces.read(db, principal, params.workspace);
    reads.set(locals, read);
  }
  return read;
}
