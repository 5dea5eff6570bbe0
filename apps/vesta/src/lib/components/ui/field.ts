/** What every labelled field takes. `name` is also its id, so that an ErrorSummary can link to `#name`. */
export type FieldProps = {
  label: string;
  /** A name in the label that somebody gave. */
  about?: string | undefined;
  name: string;
  /** Only when two fields of the same name share a page. */
  id?: string;
  hint?: string;
  error?: string | string[];
  /** Required fields carry no mark; the others say "optional". */
  required?: boolean;
  /** The label is for assistive technology only: the context says it to the eye. */
  labelHidden?: boolean;
};

/** What the control inside a Field needs to be described by its hint and error. */
export type FieldControl = {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': 'true' | undefined;
};

/** One problem of a form, as `fail()`, problem+json and AppError carry it. */
export type FormError = {
  /** The field it is about; none for the form as a whole. */
  path?: string;
  message: string;
  /** A value that would do. */
  suggestion?: string;
  /** Where the way out is, when that is another page: opens beside the form, which keeps its text. */
  href?: string;
};

/** The messages of one field, for its `error` prop. */
export const errorsOf = (errors: FormError[] | undefined, path: string): string[] =>
  (errors ?? []).filter((error) => error.path === path).map((error) => error.message);
