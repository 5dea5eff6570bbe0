/** A short message about something that just happened, or failed to. */
export type Toast = {
  id: number;
  kind: 'success' | 'error';
  message: string;
  action?: { label: string; run: () => void };
};

let next = 0;
const shown = $state<Toast[]>([]);

/** What the region shows now, oldest first. */
export const toasts = (): readonly Toast[] => shown;

/**
 * Says something at the edge of the page, in the browser only. Successes leave by themselves after
 * six seconds; failures, and what offers an action, stay until they are dismissed.
 */
export function toast(
  message: string,
  options: Partial<Pick<Toast, 'kind' | 'action'>> = {},
): void {
  const id = next++;
  shown.push({ id, kind: 'success', message, ...options });
  if (options.kind !== 'error' && !options.action) setTimeout(() => dismiss(id), 6000);
}

export function dismiss(id: number): void {
  const at = shown.findIndex((one) => one.id === id);
  if (at >= 0) shown.splice(at, 1);
}
