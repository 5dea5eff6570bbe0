import type { Page } from '@playwright/test';

/** What every control and form has, and whether each part that folds is open; each with its name. */
export type Choices = [name: string, state: unknown][];

type Kept = Window & { readChoices?: () => Choices };

/** Changes everything on the page that a reader can change without scripts. Answers what it has then. */
export function chooseEverywhere(page: Page): Promise<Choices> {
  return page.evaluate(() => {
    type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;
    // A moment is told again on the reader's clock when scripts bring it: other tests are about that.
    const notChosen = ['hidden', 'submit', 'button', 'datetime-local'];
    // Workers have an `Element` too, of which these would have to be.
    const found: Iterable<unknown> = document.querySelectorAll('input, select, textarea');
    const controls = ([...found] as Control[]).filter(
      (one) =>
        !one.matches(
          ':disabled, :read-only:not(select, [type=checkbox], [type=radio], [type=color]), [hidden] *',
        ) && !notChosen.includes(one.type),
    );
    const isBox = (one: Control): one is HTMLInputElement => /^(radio|checkbox)$/.test(one.type);
    for (const one of controls) {
      if (one instanceof HTMLSelectElement) {
        const other = [...one.options].findLast(({ selected, disabled }) => !selected && !disabled);
        if (other) other.selected = true;
      } else if (isBox(one)) {
        const group = controls.filter((box) => box.form === one.form && box.name === one.name);
        one.checked =
          one.type === 'checkbox'
            ? !one.defaultChecked
            : one === group.findLast((box) => !(box as HTMLInputElement).defaultChecked) ||
              group.length === 1;
      } else {
        const values: Record<string, string> = { color: '#12ab34', date: '2031-02-03' };
        one.value = values[one.type] ?? `${one.value} typed`.trim();
      }
    }
    const folds = [...document.querySelectorAll('details')];
    for (const one of folds) one.open = !one.open;

    const readChoices = () => [
      ...controls.map((one): [string, unknown] => [
        `${one.type} ${one.name}${one.isConnected ? '' : ', gone'}`,
        isBox(one) ? `${one.checked} ${one.value}` : one.value,
      ]),
      ...folds.map((one): [string, unknown] => [
        one.querySelector('summary')!.textContent.trim(),
        one.open,
      ]),
      ...[...document.forms].map((form): [string, unknown] => [
        form.action,
        [...new FormData(form)]
          .filter(([name]) => !['publishedAt', 'zone'].includes(name))
          .map(String),
      ]),
    ];
    (window as Kept).readChoices = readChoices;
    return readChoices();
  });
}

/** What the same controls, folds and forms have now. */
export const choicesNow = (page: Page): Promise<Choices> =>
  page.evaluate(() => (window as Kept).readChoices!());
