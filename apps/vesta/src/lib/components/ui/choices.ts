/** What was typed and chosen in the controls of a page, to be made again where it would get lost. */
type Control = HTMLInputElement & HTMLOptionElement;
type States = Map<Control, string | boolean>;

const controlsIn = (root: ParentNode) => [
  ...root.querySelectorAll<Control>('input:not([type="hidden"]), option, textarea'),
];

const propertiesOf = (one: Control) =>
  one.localName === 'option'
    ? (['selected', 'defaultSelected'] as const)
    : /radio|checkbox/.test(one.type)
      ? (['checked', 'defaultChecked'] as const)
      : (['value', 'defaultValue'] as const);

/** What stands in the controls now. */
export const statesIn = (root: ParentNode): States =>
  new Map(controlsIn(root).map((one) => [one, one[propertiesOf(one)[0]]]));

/** What the server sent in them. */
export const defaultsIn = (root: ParentNode): States =>
  new Map(controlsIn(root).map((one) => [one, one[propertiesOf(one)[1]]]));

/**
 * What stands there now and did not `before`, as a function that chooses it again: the components
 * around hear of each choice as if it was made then.
 */
export function choicesSince(before: States): () => void {
  const choices = [...before].flatMap(([one, past]) => {
    const [now] = propertiesOf(one);
    const state = one[now];
    // Of options and radio buttons the one that was chosen speaks for the others.
    const isLeft = !state && (one.localName === 'option' || one.type === 'radio');
    return state === past || isLeft ? [] : { one, now, state };
  });
  return () => {
    for (const { one, now, state } of choices) {
      // Writing a text that is there already would move the caret.
      if (one[now] !== state) Object.assign(one, { [now]: state });
      for (const type of ['input', 'change']) {
        (one.closest('select') ?? one).dispatchEvent(new Event(type, { bubbles: true }));
      }
    }
  };
}
