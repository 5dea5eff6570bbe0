/** `pnpm cost`: writes the tables of docs/database.md from docs/figures/cost.json and the model. */
import { fill } from './lib/markdown.ts';
import { costParts, databaseDoc } from './cost/docs.ts';

await fill(databaseDoc, costParts());
