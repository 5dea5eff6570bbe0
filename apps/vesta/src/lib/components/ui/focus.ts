import { tick } from 'svelte';

/**
 * Gives something the focus after an action of a form. SvelteKit takes the focus away then, with an id
 * in the address only in the task after.
 */
export function focusAfterAction(element: HTMLElement): void {
  void tick().then(() => setTimeout(() => element.focus()));
}
