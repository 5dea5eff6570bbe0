import { link, listen, type WorkspaceSketch } from './sketch.ts';

const tapes = 'slow-weather-tapes';
const mile = 'the-hollow-mile';

/** An ambient tape label run by one person. */
export const slowWeatherTapes: WorkspaceSketch = {
  slug: tapes,
  name: 'Slow Weather Tapes',
  description:
    'Ambient cassettes in editions of thirty. Each one comes with the weather of the day it was dubbed.',
  owner: '@maren-solli',
  theme: { accent: '#5b7db1', background: '#e9edf2', font: 'mono', corners: 'soft' },
  joined: 386,
  resources: [
    {
      type: 'song',
      slug: 'drizzle-study-one',
      title: 'Drizzle Study No. 1',
      released: '2019-11-08',
      published: 140,
      length: '11:30',
      genre: 'Ambient',
      authors: [['@maren-solli', 'composer']],
      links: listen(tapes, 'track', 'drizzle-study-one', ['bandcamp', 'soundcloud']),
    },
    {
      type: 'song',
      slug: 'drizzle-study-two',
      title: 'Drizzle Study No. 2',
      released: '2019-11-08',
      published: 140,
      length: '12:04',
      genre: 'Ambient',
      authors: [['@maren-solli', 'composer']],
      links: listen(tapes, 'track', 'drizzle-study-two', ['bandcamp']),
    },
    {
      type: 'song',
      slug: 'pressure-falling',
      title: 'Pressure Falling',
      published: 66,
      excerpt: 'A C30 of barometers, slowed down until they sound relieved.',
      length: '14:58',
      genre: 'Drone',
      authors: [
        ['@yusuf-adler', 'composer'],
        ['@maren-solli', 'producer'],
      ],
      links: listen(tapes, 'track', 'pressure-falling', ['bandcamp', 'spotify', 'apple-music']),
    },
    {
      type: 'album',
      slug: 'drizzle-studies',
      title: 'Drizzle Studies',
      released: '2019-11-08',
      published: 140,
      excerpt: 'SW-21, C30, edition of thirty. Light rain on both sides.',
      authors: [['@maren-solli', 'composer']],
      tracks: ['drizzle-study-one', 'drizzle-study-two'],
      links: listen(tapes, 'album', 'drizzle-studies', ['bandcamp']),
    },
    {
      type: 'post',
      slug: 'dubbing-day',
      title: 'Dubbing day',
      published: 64,
      excerpt: 'Thirty tapes, fifteen hours, one forecast.',
      body: `It takes half an hour to dub a C30 and there are thirty in an edition, so a dubbing day is fifteen
hours long and starts in the dark.

I write down the weather for each copy. Number **seven** of *Pressure Falling* got hail. Number
**nineteen** got a rainbow, and I was tempted to keep it.

# If yours hisses

All of them hiss. If yours *only* hisses:

1. check that it is on the right side,
2. rewind to the very start and play it through once,
3. send it back, and I’ll send the next one with better weather.`,
    },
    {
      type: 'status',
      slug: 'sold-out-again',
      published: 63,
      excerpt: 'All thirty are gone. There won’t be a repress; there will be different weather.',
    },
    {
      type: 'post',
      slug: 'sw-24-notes',
      title: 'Liner notes for SW-24',
      published: null,
      body: `First frost. Ask The Hollow Mile whether the gate on the ridge still sings.`,
    },
  ],
};

/** A field-recording collective. */
export const theHollowMile: WorkspaceSketch = {
  slug: mile,
  name: 'The Hollow Mile',
  description:
    'Six people with microphones, walking the same mile once a month and writing down what changed.',
  owner: '@idris-kamara',
  theme: { accent: '#6a8d3f', background: '#f4f5ee', font: 'sans', corners: 'round' },
  joined: 342,
  resources: [
    {
      type: 'song',
      slug: 'gate-on-the-ridge',
      title: 'Gate on the Ridge, Westerly',
      published: 84,
      excerpt: 'An iron gate that plays a minor third when the wind is right.',
      length: '3:33',
      genre: 'Field recording',
      authors: [['@idris-kamara', 'recordist']],
      links: [
        ...listen(mile, 'track', 'gate-on-the-ridge', ['bandcamp', 'soundcloud']),
        link('website', 'Map and coordinates', 'https://the-hollow-mile.example/walks/gate', {
          icon: 'ph:map-pin',
        }),
      ],
    },
    {
      type: 'song',
      slug: 'under-the-weir',
      title: 'Under the Weir',
      published: 55,
      length: '9:41',
      genre: 'Field recording',
      authors: [['@idris-kamara', 'recordist']],
      links: listen(mile, 'track', 'under-the-weir', ['bandcamp']),
    },
    {
      type: 'post',
      slug: 'walk-forty-one',
      title: 'Walk 41: the mile after the storm',
      published: 19,
      excerpt: 'Two fallen poplars, one new puddle, and the motorway is audible again.',
      authors: [
        ['@idris-kamara', 'writer'],
        ['@hana-krejci', 'assistant'],
      ],
      body: `**Start** 05:40 · **wind** dropping, south-west · **temperature** 6 °C

# What changed

- Two poplars are down at marker four. Without them you can hear the motorway, faintly, for the
  first time in three years.
- A new puddle at marker six. *Frogs already.*
- The gate is silent. Somebody has oiled it. We have feelings about this.

# Equipment

| recorder | microphones | where |
|---|---|---|
| small one | omni pair | markers 1–4 |
| big one | hydrophone | under the weir |
| phone | the phone | everywhere else |

> The quietest minute of the walk was at 06:12: 24 dB, and then a wren.

Hana measured the echo under the road bridge with a balloon, as one does:

\`\`\`text
RT60 = 2.8 s  (1 kHz)
\`\`\``,
    },
    {
      type: 'status',
      slug: 'who-oiled-the-gate',
      published: 18,
      excerpt: 'To whoever oiled the gate: we are not angry. We would just like to talk.',
    },
  ],
};
