import type { StatusSketch } from './sketch.ts';

/** What people say as themselves, by handle. */
export const statuses: Record<string, StatusSketch[]> = {
  emil: [
    {
      type: 'status',
      slug: 'tidemark-on-the-late-shift',
      published: 28,
      excerpt:
        'Played Tidemark on the ward radio at four in the morning. Bed nine asked who it was. Bed nine has excellent taste.',
    },
    {
      type: 'status',
      slug: 'first-parade',
      published: 14,
      excerpt: 'Went to my first Brass Anvil parade. Came home with soup on my coat. No regrets.',
    },
  ],
  dev: [
    {
      type: 'status',
      slug: 'refrigerator-credit',
      published: 4,
      excerpt: 'The studio refrigerator would like to be credited in F sharp.',
    },
  ],
  'zofia-halny': [
    {
      type: 'status',
      slug: 'lower-half',
      published: 22,
      excerpt: 'Somebody asked why I never play the high notes. I am saving them.',
    },
  ],
  'hana-krejci': [
    {
      type: 'status',
      slug: 'balloon-budget',
      published: 17,
      excerpt: 'Burst my last balloon under a bridge, for science. The department wants a receipt.',
    },
  ],
  'yusuf-adler': [
    {
      type: 'status',
      slug: 'found-number-seven',
      published: 30,
      unlisted: true,
      excerpt: 'Found tape number seven behind the radiator. It plays warmer now.',
    },
  ],
};
