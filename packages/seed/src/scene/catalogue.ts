/** What can be paid for. Prices in cents a month; every price covers its cost of operation. */
import type { FeatureCategory, FeaturePresetName } from '@vesta-cx/db';

export interface FeatureSketch {
  slug: string;
  name: string;
  description: string;
  category: FeatureCategory;
  milestone: string;
  price: number;
  cost: number;
}

export const features: FeatureSketch[] = [
  feature('workspaces', 'Workspaces', 'identity', 'foundation', 0, 0, 'Pages of your own.'),
  feature('own-theme', 'Own look', 'identity', 'foundation', 0, 0, 'Colours, type and corners.'),
  feature('own-domain', 'Own domain', 'identity', 'growth', 300, 120, 'Your page at your address.'),
  feature('posts', 'Posts', 'content', 'foundation', 0, 0, 'Writing, statuses and releases.'),
  feature('scheduling', 'Scheduling', 'content', 'foundation', 0, 0, 'Publish while you sleep.'),
  feature(
    'audio-hosting',
    'Audio hosting',
    'content',
    'growth',
    500,
    260,
    'Your files, our storage.',
  ),
  feature('collections', 'Collections', 'discovery', 'foundation', 0, 0, 'Lists, also of lists.'),
  feature(
    'smart-links',
    'Smart links',
    'discovery',
    'foundation',
    0,
    0,
    'One address, all services.',
  ),
  feature('feeds', 'Feeds', 'discovery', 'foundation', 0, 0, 'RSS, Atom and JSON Feed.'),
  feature(
    'link-figures',
    'Link figures',
    'analytics',
    'growth',
    200,
    60,
    'Opens without tracking.',
  ),
  feature(
    'long-figures',
    'Long memory',
    'analytics',
    'growth',
    400,
    150,
    'Figures for five years.',
  ),
  feature(
    'subscriptions',
    'Subscriptions',
    'monetization',
    'income',
    600,
    200,
    'Paid by your fans.',
  ),
  feature('download-shop', 'Download shop', 'monetization', 'income', 500, 220, 'Sell your files.'),
  feature('teams', 'Teams', 'admin', 'foundation', 300, 40, 'Colleagues with their own rights.'),
  feature('api-keys', 'API keys', 'admin', 'foundation', 100, 30, 'Build on vesta.'),
  feature('fast-answers', 'Fast answers', 'support', 'growth', 900, 600, 'A person, within a day.'),
];

const free = features.filter(({ price }) => price === 0).map(({ slug }) => slug);
const basic = [...free, 'own-domain', 'link-figures'];
const pro = [...basic, 'long-figures', 'audio-hosting', 'subscriptions', 'teams'];

export const presets: {
  name: FeaturePresetName;
  features: string[];
  description: string;
}[] = [
  { name: 'free', features: free, description: 'Everything a page needs. It stays free.' },
  { name: 'basic', features: basic, description: 'Your own address, and honest figures.' },
  { name: 'pro', features: pro, description: 'For those who live from it, or would like to.' },
  {
    name: 'enterprise',
    features: features.map(({ slug }) => slug),
    description: 'For labels: everything, and somebody who answers.',
  },
];

/** Who has which plan, by person; everybody else is on the free one. */
export const plans: Record<string, { preset: FeaturePresetName; discountPct?: number }> = {
  ada: { preset: 'basic' },
  bruno: { preset: 'enterprise', discountPct: 15 },
  dev: { preset: 'free' },
};

function feature(
  slug: string,
  name: string,
  category: FeatureCategory,
  milestone: string,
  price: number,
  cost: number,
  description: string,
): FeatureSketch {
  return { slug, name, description, category, milestone, price, cost };
}
