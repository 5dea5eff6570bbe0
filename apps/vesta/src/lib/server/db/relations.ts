/**
 * The client of a request, whose relations are worked out only where `db.query` is asked for: Drizzle
 * works out those of all tables for every client, which costs more than a select.
 */
export function withRelations<Client extends object, Related extends { query: unknown }>(
  client: Client,
  related: () => Related,
): Related {
  let query: unknown;
  Object.defineProperty(client, 'query', { get: () => (query ??= related().query) });
  return client as unknown as Related;
}
