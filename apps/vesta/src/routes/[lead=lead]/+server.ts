import { leads } from '$lib/leads';
import { redirect } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ params }) => redirect(308, leads[params.lead]!);
