/** Lists of pages, whose cursors stand in addresses: sealed, and of use in their own list only. */
import { sealedPage } from '@vesta-cx/core';
import type { Page } from '@vesta-cx/db/query';
import type { RequestEvent } from '@sveltejs/kit';
import { authConfig } from './auth';

export type Asked = Pick<RequestEvent, 'platform' | 'locals' | 'url' | 'route' | 'params'>;

/**
 * The page of a list that `read` gives after the cursor in the address, and whether it is the first.
 * `filters` are what of the address narrows the list; `parameter` is for a second list of one page.
 * Throws `invalid` for a cursor of another list.
 */
export type Paged = <T>(
  filters: Record<string, unknown>,
  read: (cursor: string | undefined) => Promise<Page<T>>,
  parameter?: string,
) => Promise<Page<T> & { isFirst: boolean }>;

/** Pages of which everybody has their own. Links to all others may be passed on. */
const isOwn = /^\/(?:dashboard|settings)(?:\/|$)/;

export const pagedBy =
  ({ platform, locals, url, route, params }: Asked): Paged =>
  async (filters, read, parameter = 'cursor') => {
    const sent = url.searchParams.get(parameter) || undefined;
    const reader = isOwn.test(route.id ?? '') ? locals.principal.userId : null;
    const list = [route.id, params, parameter, filters, reader];
    const secret = () => authConfig(platform).cookiePassword;
    const page = await sealedPage({ secret, list, parameter }, sent, read);
    return { ...page, isFirst: sent === undefined };
  };
