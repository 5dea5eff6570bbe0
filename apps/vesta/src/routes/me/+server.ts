import { redirect } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ locals }) =>
  redirect(303, locals.user ? '/dashboard' : '/auth/login?returnTo=%2Fdashboard');
