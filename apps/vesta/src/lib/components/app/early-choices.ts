/** What a reader chooses between the first sight of a page and the arrival of its scripts. */

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** Buttons have nothing to choose, hidden fields are the page's, and no script may fill in a file. */
const notChosen = new Set(['hidden', 'submit', 'button', 'reset', 'image', 'file']);

/**
 * Returns what makes all choices again that differ from the page as the server sent it. Hydration
 * writes the server's state over most of them: call this before it, and the answer right after it,
 * ahead of the effects of the components. Those hear of each choice as if it was made then.
 */
export function earlyChoices(): () => void {
  const controls = [...document.querySelectorAll<Control>('input, select, textarea')].flatMap(
    (control) => choiceOf(control) ?? [],
  );
  const folds = [...document.querySelectorAll('details')].map((fold) => ({
    fold,
    open: fold.open,
  }));
  return () => {
    for (const { fold, open } of folds) fold.open = open;
    for (const { control, choose } of controls) {
      choose();
      for (const type of ['input', 'change']) {
        control.dispatchEvent(new Event(type, { bubbles: true }));
      }
    }
  };
}

function choiceOf(control: Control): { control: Control; choose: () => void } | null {
  if (control instanceof HTMLSelectElement) {
    const options = [...control.options].map((option) => ({ option, selected: option.selected }));
    if (!isChanged(control)) return null;
    return {
      control,
      choose: () => options.forEach(({ option, selected }) => (option.selected = selected)),
    };
  }
  if (notChosen.has(control.type)) return null;
  if (control.type === 'checkbox' || control.type === 'radio') {
    const box = control as HTMLInputElement;
    const { checked } = box;
    // Of radio buttons the one that was chosen speaks for its group.
    if (checked === box.defaultChecked || (box.type === 'radio' && !checked)) return null;
    return { control, choose: () => (box.checked = checked) };
  }
  const { value } = control;
  if (value === control.defaultValue) return null;
  return {
    control,
    choose: () => {
      // Writing what is there already would move the caret.
      if (control.value !== value) control.value = value;
    },
  };
}

/** Whether other options are selected than the server selected; the first is, where it named none. */
function isChanged(select: HTMLSelectElement): boolean {
  const options = [...select.options];
  const isNamed = options.some((option) => option.defaultSelected);
  const first = select.multiple ? undefined : options.find((option) => !option.disabled);
  return options.some(
    (option) => option.selected !== (isNamed ? option.defaultSelected : option === first),
  );
}
