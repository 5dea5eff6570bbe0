import { thingData } from '$lib/components/collections/item';
import { page } from '$lib/server/door';
import { queryOf } from '$lib/server/form';
import * as search from '@vesta-cx/core/search';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = page(async ({ url }, { db, principal }) => {
  const q = queryOf(url.searchParams, search.maxQueryLength) ?? '';
  const asked = url.searchParams.get('type');
  const type = search.searchTypes.find((one) => one === asked) ?? null;
  const cursor = url.searchParams.get('cursor') || undefined;
  const { items, next } = await search.find(db, principal, {
    q,
    type: type ? [type] : undefined,
    limit: 20,
    cursor: q ? cursor : undefined,
  });
  return { q, type, hits: items.map(thingData), next, isFirst: !cursor };
});
