type Control = HTMLInputElement & HTMLOptionElement;

/** The property in which a control has what was typed or chosen, and the one with what the server sent. */
export const propertiesOf = (one: Control) =>
  one.localName === 'option'
    ? (['selected', 'defaultSelected'] as const)
    : /radio|checkbox/.test(one.type)
      ? (['checked', 'defaultChecked'] as const)
      : (['value', 'defaultValue'] as const);

/** Types or chooses it as a person does: the components around hear of it. */
export function choose(one: Control, state: string | boolean): void {
  const [now] = propertiesOf(one);
  // Writing a text that is there already would move the caret.
  if (one[now] !== state) Object.assign(one, { [now]: state });
  for (const type of ['input', 'change']) {
    (one.closest('select') ?? one).dispatchEvent(new Event(type, { bubbles: true }));
  }
}

/** Notes what is typed and chosen in a form from now on; what it returns ends that, and chooses it again. */
export function choicesMeanwhile(form: HTMLFormElement): () => void {
  const choices = new Map<Control, string | boolean>();
  const note = ({ target }: Event) => {
    const one = target as Control;
    choices.set(one, one[propertiesOf(one)[0]]);
  };
  form.addEventListener('input', note);
  return () => {
    form.removeEventListener('input', note);
    for (const [one, state] of choices) choose(one, state);
  };
}
