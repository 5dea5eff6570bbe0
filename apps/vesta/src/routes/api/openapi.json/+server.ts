import { methodNotAllowed, publicly } from '@vesta-cx/core/http';
import { documentOf } from '$lib/server/api';
import { json } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ url }) =>
  publicly(json(documentOf(url.origin), { headers: { 'cache-control': 'public, max-age=300' } }));

export const fallback: RequestHandler = ({ request }) =>
  methodNotAllowed([{ method: 'GET' }], request);
