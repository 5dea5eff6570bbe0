const known = new Map<string, Intl.DateTimeFormat>();

/** The formatter of dates, made once: to make one costs more than all that it writes on a page. */
export function formatOf(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options);
  let format = known.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(locale, options);
    // Readers say which languages and zones there are.
    if (known.size > 200) known.clear();
    known.set(key, format);
  }
  return format;
}
