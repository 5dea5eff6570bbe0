/** Where the measured costs are kept, and which parts of the docs are made of them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '@vesta-cx/local/paths';
import type { CostFigures } from './model.ts';
import { actionsTable, monthsTable } from './tables.ts';

export const databaseDoc = join(root, 'docs/database.md');
export const costFile = join(root, 'docs/figures/cost.json');

export function costParts(): Record<string, string> {
  const figures = JSON.parse(readFileSync(costFile, 'utf8')) as CostFigures;
  return { 'cost of actions': actionsTable(figures), 'cost of a month': monthsTable(figures) };
}
