/** The pool needs an entry; the suites call the use cases themselves. */
export default { fetch: () => new Response(null, { status: 404 }) };
