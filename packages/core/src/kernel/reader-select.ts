import { compiled, type Database } from '@vesta-cx/db/query';
import { guest, type Principal } from './principal.ts';

/**
 * Returns a select for whoever reads. That of guests, who read most and whose rules are in the rows, is
 * compiled once per shape: `build` hands `values` on without looking into them (see `compiled`). That
 * of somebody signed in names them in its SQL and is built each time.
 */
export function readerSelect<Values extends object, Select extends PromiseLike<unknown>, Form>(
  build: (q: Database, principal: Principal, values: Values, form: Form) => Select,
) {
  const forGuests = compiled((q: Database, values: Values, form: { form: Form }) =>
    build(q, guest, values, form.form),
  );
  return (db: Database, principal: Principal, values: Values, form: Form): Select =>
    principal.userId === null
      ? forGuests(db, values, { form })
      : build(db, principal, values, form);
}
