/** What a vesta costs a month: measured actions × how people behave × published prices. */

/** What the benchmark measures, in its order. */
export const actionNames = [
  'the first sign-in',
  'signing in again',
  'the home page',
  'explore',
  'a workspace',
  'a post',
  'an album',
  'a collection',
  'a search',
  'the home page, signed in',
  'explore, signed in',
  'a workspace, signed in',
  'a post, signed in',
  'an album, signed in',
  'a collection, signed in',
  'the dashboard',
  'GET /api/workspaces',
  'GET /api/resources?limit=20',
  'GET /api/collections?limit=20',
  'GET /api/collections/…/items?limit=20',
  'making a workspace',
  'publishing a post',
  'editing a post',
  'saving five links',
  'making a collection',
  'adding to a collection',
  'taking out of a collection',
  'deleting a post',
] as const;
export type ActionName = (typeof actionNames)[number];

/** Rows that D1 bills for one action, and the statements it sends. */
export interface Cost {
  name: ActionName;
  read: number;
  /** Those of indexes included. */
  written: number;
  statements: number;
  /** How often it waits for the database; runs before there was this column do not say. */
  rounds?: number;
}

/** What `pnpm bench` measured of costs: docs/figures/cost.json. */
export interface CostFigures {
  scale: number;
  /** Rows of the large world, and its bytes at D1 with all indexes. */
  rows: number;
  bytes: number;
  costs: Cost[];
}

/** How people behave in a month. These are assumptions: change them here and run `pnpm cost`. */
export interface Behaviour {
  /** Accounts for each person who comes in a month. */
  accountsPerActive: number;
  /** Visits of an active person, and pages in each. */
  visits: number;
  pagesPerVisit: number;
  /** Pages that search engines and feeds read, for each that a person reads. */
  robots: number;
  /** Which share of the pages each kind is, signed in or not; they add up to 1. */
  pages: Partial<Record<ActionName, number>>;
  /** Everything else, times a month for each active person. */
  actions: Partial<Record<ActionName, number>>;
  /** Rows that an account has once it is a year or two old: of listeners, and of those who publish. */
  rowsPerListener: number;
  rowsPerPublisher: number;
  /** The share of accounts that publish. */
  publishers: number;
  /** The busiest second of a month over the average one. */
  peak: number;
}

export const behaviour: Behaviour = {
  accountsPerActive: 3,
  visits: 8,
  pagesPerVisit: 6,
  robots: 0.5,
  pages: {
    'an album': 0.22,
    'a post': 0.12,
    'a workspace': 0.16,
    'the home page': 0.08,
    explore: 0.06,
    'a collection': 0.06,
    'a search': 0.05,
    'the home page, signed in': 0.06,
    'explore, signed in': 0.03,
    'a workspace, signed in': 0.05,
    'an album, signed in': 0.05,
    'a post, signed in': 0.02,
    'a collection, signed in': 0.03,
    'the dashboard': 0.01,
  },
  actions: {
    'the first sign-in': 0.1,
    'signing in again': 1,
    'adding to a collection': 4,
    'taking out of a collection': 0.5,
    'making a collection': 0.2,
    'making a workspace': 0.01,
    'publishing a post': 0.15,
    'editing a post': 0.3,
    'saving five links': 0.1,
    'deleting a post': 0.02,
    'GET /api/resources?limit=20': 2,
  },
  rowsPerListener: 80,
  rowsPerPublisher: 370,
  publishers: 0.05,
  peak: 5,
};

const million = 1_000_000;
const billion = 1000 * million;
const gigabyte = 1000 ** 3;

/** Workers Paid, in US dollars: https://developers.cloudflare.com/d1/platform/pricing/ */
const d1Prices = {
  base: 5,
  read: { included: 25 * billion, perMillion: 0.001 },
  written: { included: 50 * million, perMillion: 1 },
  storage: { includedGigabytes: 5, perGigabyte: 0.75 },
};

/** https://developers.cloudflare.com/d1/platform/limits/ */
export const d1Limits = {
  gigabytes: 10,
  /** One database runs one statement at a time: so many a second if each takes a millisecond. */
  statementsPerSecond: 1000,
};

/** A database server of some provider, by the month. */
export interface Plan {
  name: string;
  cores: number;
  price: number;
}

export interface Provider {
  name: string;
  /** Smallest first. */
  plans: Plan[];
  storage: { includedGigabytes: number; perGigabyte: number };
}

/** Fly Managed Postgres: https://fly.io/docs/mpg/ (a shared core is counted as an eighth of one). */
export const managedPostgres: Provider = {
  name: 'PostgreSQL',
  plans: [
    { name: 'Starter', cores: 0.25, price: 72 },
    { name: 'Launch', cores: 2, price: 282 },
    { name: 'Scale', cores: 4, price: 962 },
    { name: 'Performance', cores: 8, price: 1922 },
  ],
  storage: { includedGigabytes: 0, perGigabyte: 0.28 },
};

/**
 * PlanetScale, one primary and two replicas: sizes and storage as published
 * (https://planetscale.com/docs/vitess/pricing). Of the prices only the smallest is one that we could
 * read there (2024); the others are an assumption: 180 dollars for each core.
 */
export const planetscale: Provider = {
  name: 'PlanetScale',
  plans: [
    { name: 'PS-10', cores: 0.125, price: 39 },
    ...[
      { name: 'PS-40', cores: 0.5 },
      { name: 'PS-80', cores: 1 },
      { name: 'PS-160', cores: 2 },
      { name: 'PS-320', cores: 4 },
      { name: 'PS-640', cores: 8 },
      { name: 'PS-1280', cores: 16 },
      { name: 'PS-2560', cores: 32 },
    ].map((plan) => ({ ...plan, price: 180 * plan.cores })),
  ],
  storage: { includedGigabytes: 10, perGigabyte: 1.5 },
};

/** Short statements by key that a server answers in a second with one core. An assumption. */
const statementsPerCore = 1000;

/** A month of `active` people. */
export interface Month {
  active: number;
  accounts: number;
  pages: number;
  read: number;
  written: number;
  gigabytes: number;
  /** In the busiest second. */
  peakStatements: number;
  peakWritten: number;
}

/** Throws when something that people do was not measured. */
export function monthOf(
  active: number,
  figures: CostFigures,
  { actions, ...habits }: Behaviour = behaviour,
): Month {
  const pages = active * habits.visits * habits.pagesPerVisit * (1 + habits.robots);
  const total = { read: 0, written: 0, statements: 0 };
  const add = (name: string, times: number) => {
    const cost = figures.costs.find((measured) => measured.name === name);
    if (!cost) throw new Error(`The benchmark did not measure ${name}`);
    for (const key of ['read', 'written', 'statements'] as const) total[key] += cost[key] * times;
  };
  for (const [name, share] of Object.entries(habits.pages)) add(name, pages * share);
  for (const [name, times] of Object.entries(actions)) add(name, active * times);
  const accounts = active * habits.accountsPerActive;
  const seconds = 30 * 24 * 60 * 60;
  return {
    active,
    accounts,
    pages,
    read: total.read,
    written: total.written,
    gigabytes: (accounts * bytesPerAccount(figures, habits)) / gigabyte,
    peakStatements: (total.statements / seconds) * habits.peak,
    peakWritten: (total.written / seconds) * habits.peak,
  };
}

export function bytesPerAccount(
  { rows, bytes }: Pick<CostFigures, 'rows' | 'bytes'>,
  {
    publishers,
    rowsPerListener,
    rowsPerPublisher,
  }: Pick<Behaviour, 'publishers' | 'rowsPerListener' | 'rowsPerPublisher'> = behaviour,
): number {
  const perAccount = publishers * rowsPerPublisher + (1 - publishers) * rowsPerListener;
  return (perAccount * bytes) / rows;
}

/** Returns how many active people fill one D1 database, or ask it for more than it can answer. */
export function d1Reach(figures: CostFigures): { byStorage: number; byStatements: number } {
  const each = monthOf(1, figures);
  return {
    byStorage: d1Limits.gigabytes / each.gigabytes,
    byStatements: d1Limits.statementsPerSecond / each.peakStatements,
  };
}

/** Dollars a month at D1, whether or not one database can hold it. */
export function priceAtD1({ read, written, gigabytes }: Omit<Month, 'active'>) {
  const beyond = (amount: number, included: number) => Math.max(0, amount - included);
  const { base, storage } = d1Prices;
  const parts = {
    base,
    read: (beyond(read, d1Prices.read.included) / million) * d1Prices.read.perMillion,
    written: (beyond(written, d1Prices.written.included) / million) * d1Prices.written.perMillion,
    storage: beyond(gigabytes, storage.includedGigabytes) * storage.perGigabyte,
  };
  return { ...parts, total: parts.base + parts.read + parts.written + parts.storage };
}

/** The smallest plan for the busiest second, and dollars a month; null where none is large enough. */
export function priceAt(
  { plans, storage }: Provider,
  { peakStatements, gigabytes }: Pick<Month, 'peakStatements' | 'gigabytes'>,
): { plan: Plan; total: number } | null {
  const plan = plans.find(({ cores }) => cores * statementsPerCore >= peakStatements);
  if (!plan) return null;
  const stored = Math.max(0, gigabytes - storage.includedGigabytes) * storage.perGigabyte;
  return { plan, total: plan.price + stored };
}
