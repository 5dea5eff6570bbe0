import { tick } from 'svelte';

/**
 * Gives something the focus after an action of a form. SvelteKit takes the focus away then, with an id
 * in the address only in the task after.
 */
export function focusAfterAction(element: HTMLElement): void {
  void tick().then(() => setTimeout(() => element.focus()));
}

/**
 * After an action, where nothing else has the focus by then: gives it to the first of these that is
 * still there and can be pressed. Who goes on with the keyboard needs it.
 */
export function refocusAfterAction(...candidates: (Element | null | undefined)[]): void {
  void tick().then(() =>
    setTimeout(() => {
      const isLost = document.activeElement === null || document.activeElement === document.body;
      const found = candidates.find((one) => one?.isConnected && !one.matches(':disabled'));
      if (isLost && found instanceof HTMLElement) found.focus({ preventScroll: true });
    }),
  );
}
