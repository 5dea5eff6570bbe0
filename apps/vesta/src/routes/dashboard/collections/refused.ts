import type { Refusal } from '$lib/server/request-context';

/** Returns what an action refused, out of whatever the page's actions can answer. */
export const refusedIn = (form: Partial<Refusal> | null | undefined): Refusal | null =>
  form?.errors && form.values && form.code
    ? { errors: form.errors, values: form.values, code: form.code }
    : null;
