import { entityRowData } from '$lib/components/collections/item';
import { page } from '$lib/server/request-context';
import { queryOf } from '$lib/server/form';
import * as search from '@vesta-cx/core/search';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = page(async ({ url }, { db, principal, paged }) => {
  const q = queryOf(url.searchParams, search.maxQueryLength) ?? '';
  const asked = url.searchParams.get('type');
  const type = search.searchTypes.find((one) => one === asked) ?? null;
  const types = type ? [type] : undefined;
  const { items, next, isFirst } = await paged({ q, type }, (cursor) =>
    search.find(db, principal, { q, type: types, limit: 20, cursor }),
  );
  return { q, type, hits: items.map(entityRowData), next, isFirst };
});
