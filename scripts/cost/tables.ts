/** The tables of docs/database.md. */
import {
  actionNames,
  behaviour,
  bytesPerAccount,
  d1Limits,
  d1Reach,
  managedPostgres,
  monthOf,
  planetscale,
  priceAt,
  priceAtD1,
  type CostFigures,
  type Month,
  type Provider,
} from './model.ts';
import { markdownTable } from '../lib/markdown.ts';

/** Returns what each action costs. */
export function actionsTable({ costs, scale, rows, bytes }: CostFigures): string {
  const lines = actionNames.map((name) => {
    const cost = costs.find((measured) => measured.name === name);
    if (!cost) throw new Error(`The benchmark did not measure ${name}`);
    return [
      name,
      ...[cost.read, cost.written, cost.statements].map(count),
      cost.rounds === undefined ? 'not run' : count(cost.rounds),
    ];
  });
  return [
    `Measured among ${count(scale)} workspaces: ${count(rows)} rows, ${count(bytes / 1e6)} MB with their indexes, ` +
      `${count(bytes / rows)} bytes a row.`,
    markdownTable(['', 'rows read', 'rows written', 'statements', 'one after the other'], lines),
  ].join('\n\n');
}

/** Returns what a month costs, by how many people come. */
export function monthsTable(figures: CostFigures): string {
  const months = [1000, 100_000, 10_000_000].map((active) => monthOf(active, figures));
  const line = (name: string, cell: (month: Month) => string) => [name, ...months.map(cell)];
  const lines = [
    line('accounts', ({ accounts }) => short(accounts)),
    line('pages', ({ pages }) => short(pages)),
    line('rows read', ({ read }) => short(read)),
    line('rows written', ({ written }) => short(written)),
    line('storage', ({ gigabytes }) => storage(gigabytes)),
    line('statements in the busiest second', ({ peakStatements }) => short(peakStatements)),
    line('**D1**', d1Cell),
    line(`**${managedPostgres.name}**`, serverCell(managedPostgres)),
    line(`**${planetscale.name}**`, serverCell(planetscale)),
  ];
  const reach = d1Reach(figures);
  const limit = d1Limits.gigabytes;
  const head = ['people a month', ...months.map(({ active }) => short(active))];
  return [
    markdownTable(head, lines),
    `One D1 database of ${limit} GB holds about ${short((limit * 1e9 * figures.rows) / figures.bytes)} rows. An account ` +
      `takes ${count(bytesPerAccount(figures) / 1000)} kB, so it is full at about ${short(reach.byStorage)} people a ` +
      `month (${short(reach.byStorage * behaviour.accountsPerActive)} accounts). ` +
      `Its primary alone is as busy as it can be, at a thousand statements a second, with about ` +
      `${short(reach.byStatements)}; replicas take reads off it.`,
  ].join('\n\n');
}

function d1Cell(month: Month): string {
  const { total } = priceAtD1(month);
  return month.gigabytes > d1Limits.gigabytes
    ? `not in one database (${dollars(total)})`
    : dollars(total);
}

const serverCell = (provider: Provider) => (month: Month) => {
  const price = priceAt(provider, month);
  return price ? `${dollars(price.total)} (${price.plan.name})` : 'more than one server';
};

const count = (value: number) => Math.round(value).toLocaleString('en');

/** Two figures that count, as in 4.3 k and 12 bn. */
function short(value: number): string {
  const rounded = Number(value.toPrecision(2));
  for (const [size, unit] of [
    [1e9, ' bn'],
    [1e6, ' M'],
    [1e3, ' k'],
  ] as const) {
    if (rounded >= size) return `${(rounded / size).toLocaleString('en')}${unit}`;
  }
  return rounded.toLocaleString('en');
}

function storage(gigabytes: number): string {
  if (gigabytes < 1) return `${short(gigabytes * 1000)} MB`;
  return gigabytes < 1000 ? `${short(gigabytes)} GB` : `${short(gigabytes / 1000)} TB`;
}

const dollars = (value: number) => `$${count(value)}`;
