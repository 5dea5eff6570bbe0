/** The pool needs an entry; the suites call the server's code themselves. */
export default { fetch: () => new Response(null, { status: 404 }) };
