import { listen, type WorkspaceSketch } from './sketch.ts';

const owner = { organization: 'nightjar' } as const;
const lanterns = 'paper-lantern-society';
const moth = 'moth-signal';

/** The label's chamber-folk quartet. */
export const paperLanternSociety: WorkspaceSketch = {
  slug: lanterns,
  name: 'Paper Lantern Society',
  description: 'Two violins, a cello, an accordion. Songs about neighbours, living and otherwise.',
  owner,
  theme: { accent: '#b23a48', background: '#fff6ec', font: 'serif', corners: 'round' },
  joined: 290,
  resources: [
    {
      type: 'song',
      slug: 'pass-the-salt',
      title: 'Pass the Salt, Pass the Years',
      published: 48,
      length: '3:58',
      genre: 'Chamber folk',
      links: listen(lanterns, 'track', 'pass-the-salt', [
        'spotify',
        'apple-music',
        'bandcamp',
        'youtube',
      ]),
    },
    {
      type: 'song',
      slug: 'number-eleven',
      title: 'The People at Number Eleven',
      published: 18,
      length: '5:12',
      genre: 'Chamber folk',
      links: listen(lanterns, 'track', 'number-eleven', ['spotify', 'bandcamp']),
    },
    {
      type: 'song',
      slug: 'inventory-of-a-kitchen',
      title: 'Inventory of a Kitchen',
      published: 18,
      length: '7:01',
      genre: 'Chamber folk',
      authors: [
        [lanterns, 'performer'],
        ['@zofia-halny', 'guest piano'],
      ],
      links: listen(lanterns, 'track', 'inventory-of-a-kitchen', ['spotify', 'bandcamp', 'qobuz']),
    },
    {
      type: 'album',
      slug: 'the-long-table',
      title: 'The Long Table',
      published: 18,
      excerpt: 'NJ-018. A dinner in three courses, cutlery included.',
      authors: [
        [lanterns, 'performer'],
        ['nightjar-records', 'label'],
      ],
      tracks: ['pass-the-salt', 'number-eleven', 'inventory-of-a-kitchen'],
      secondDisc: 3,
      links: listen('nightjar', 'album', 'the-long-table', [
        'bandcamp',
        'spotify',
        'apple-music',
        'qobuz',
      ]),
    },
    {
      type: 'post',
      slug: 'recording-at-a-table',
      title: 'Recording at a table',
      published: 16,
      excerpt: 'Why the cello is left of the bread.',
      body: `We sat where we sit when we eat. That is the whole method, and it turned out to be a good one:
everybody hears everybody, nobody can hide, and when a take goes wrong there is bread.

The microphone hung where the lamp hangs. If you listen on headphones, the cello is **left of the
bread** and the accordion is where the window would be.

*Inventory of a Kitchen* is the only song with a guest. Zofia came for lunch and the piano was in
the next room, so that is where you hear it: in the next room.`,
    },
    {
      type: 'status',
      slug: 'looking-for-a-viola',
      published: 2,
      excerpt:
        'Looking for a viola for the winter. The player should like soup and dislike click tracks.',
    },
  ],
};

/** The label's electronic duo; its page is Bruno's business only. */
export const mothSignal: WorkspaceSketch = {
  slug: moth,
  name: 'Moth Signal',
  description: 'Slow electronics from the edge of the grid. All tempos taken from mains hum.',
  owner,
  theme: { accent: '#4cc9a4', background: '#0b1210', font: 'mono', corners: 'soft' },
  joined: 212,
  resources: [
    {
      type: 'song',
      slug: 'fifty-hertz',
      title: 'Fifty Hertz',
      published: 34,
      excerpt: 'The note that every wall in this country sings.',
      length: '8:20',
      genre: 'Dub techno',
      links: listen(moth, 'track', 'fifty-hertz', [
        'spotify',
        'apple-music',
        'soundcloud',
        'bandcamp',
        'tidal',
      ]),
    },
    {
      type: 'song',
      slug: 'pylon-walk',
      title: 'Pylon Walk',
      published: 11,
      length: '6:40',
      genre: 'Dub techno',
      authors: [
        [moth, 'performer'],
        ['the-hollow-mile', 'field recording'],
      ],
      links: listen(moth, 'track', 'pylon-walk', ['spotify', 'bandcamp']),
    },
    {
      type: 'album',
      slug: 'substation',
      title: 'Substation',
      published: 11,
      excerpt: 'NJ-019. Two long sides for long evenings.',
      authors: [
        [moth, 'performer'],
        ['nightjar-records', 'label'],
      ],
      tracks: ['fifty-hertz', 'pylon-walk'],
      links: listen('nightjar', 'album', 'substation', [
        'bandcamp',
        'spotify',
        'apple-music',
        'soundcloud',
      ]),
    },
    {
      type: 'status',
      slug: 'grid-notice',
      published: 10,
      excerpt:
        'Planned outage on Wednesday between two and four. We will play through it on batteries, in the car park.',
    },
    {
      type: 'song',
      slug: 'night-rate',
      title: 'Night Rate',
      published: -23,
      length: '9:12',
      genre: 'Dub techno',
      links: listen(moth, 'track', 'night-rate', ['bandcamp']),
    },
  ],
};
