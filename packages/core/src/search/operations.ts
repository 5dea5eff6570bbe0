import { z } from 'zod';
import { listQuery, operation, searchText } from '../http/index.ts';
import { thingOutput } from '../collections/index.ts';
import * as queries from './queries.ts';

export const search = operation({
  id: 'search.find',
  method: 'GET',
  path: '/search',
  tag: 'search',
  summary: 'Find workspaces, resources, collections and people by name',
  description:
    'What is published, listed and open to the caller, of all kinds together. Every word of `q` must begin some word of the name, of a person also of the handle, of a workspace also of the slug; of a status only its beginning counts. Upper and lower case, accents and scripts are the same. Names that begin so come first, then those with the word inside; either alphabetically from that word on, then by kind. After a run of what the caller may not see a page may be shorter than asked, or empty, and still have a next one.',
  scope: 'resources:read',
  confined: true,
  auth: 'optional',
  kind: 'list',
  query: listQuery({
    q: searchText(queries.maxQueryLength).describe('Words that names have.'),
    type: z.array(z.enum(queries.searchTypes)).min(1).optional().describe('Only these kinds.'),
  }),
  output: thingOutput.meta({ id: 'SearchHit' }),
  handler: ({ db, principal, query, now }) => queries.find(db, principal, query, now),
});
