import { link, listen, type WorkspaceSketch } from './sketch.ts';

const owner = { organization: 'nightjar' } as const;
const anvil = 'brass-anvil';

/** The label's own voice. */
export const nightjarRecords: WorkspaceSketch = {
  slug: 'nightjar-records',
  name: 'Nightjar Records',
  description:
    'A small label above a bicycle repair shop. We press what we would carry up the stairs ourselves.',
  owner,
  theme: { accent: '#c8553d', background: '#1b1b1e', font: 'grotesque', corners: 'sharp' },
  joined: 395,
  resources: [
    {
      type: 'post',
      slug: 'how-we-split-the-money',
      title: 'How we split the money',
      published: 118,
      excerpt: 'Half and half after costs, and the costs are on this page.',
      authors: [['@bruno', 'writer']],
      body: `People ask, so here it is. We split **half and half after costs**, and costs means this list
and nothing else:

- pressing and printing
- mastering
- postage, including the parcels that come back
- half of the poster glue

Not on the list: our rent, our coffee, our opinions about your artwork.

# An example

A run of three hundred records that sells out at the price it says on the sleeve:

| | |
|---|--:|
| sold | 5,400 |
| pressing, printing | −1,980 |
| mastering | −350 |
| postage and glue | −410 |
| **left over** | **2,660** |
| to the band | 1,330 |

We pay every quarter, and the sheet is shared with the band. If there is a mistake in it, the
person who finds it gets a record.`,
    },
    {
      type: 'post',
      slug: 'send-us-a-demo',
      title: 'Send us a demo',
      published: 92,
      excerpt: 'One link, one sentence, no attachments. We listen on Mondays.',
      authors: [['@chiara', 'writer']],
      body: `We listen to everything on Mondays, in order, with the door closed.

1. **One link.** Your page, a playlist, whatever plays without an account.
2. **One sentence** about what we are going to hear.
3. No attachments. The stairs are steep and so is our mailbox.

We answer within two weeks. A *no* from us is a *no* from two people above a bicycle shop, not from
the world.`,
    },
    {
      type: 'post',
      slug: 'autumn-catalogue',
      title: 'Autumn catalogue: NJ-017 to NJ-019',
      published: 21,
      excerpt: 'A loud one, a quiet one and one that hums.',
      authors: [['@chiara', 'editor']],
      body: `Three records before the cold sets in.

# NJ-017 · Brass Anvil, *Municipal Thunder*

Nine people, no guitars, one street parade that got out of hand. [Listen](/brass-anvil/municipal-thunder).

# NJ-018 · Paper Lantern Society, *The Long Table*

Recorded at an actual table. You can hear the cutlery on side B. [Listen](/paper-lantern-society/the-long-table).

# NJ-019 · Moth Signal, *Substation*

Two people, one transformer, and the most patient bass line of the year.
[Listen](/moth-signal/substation).

> Subscribers get all three in one parcel, and the parcel is held together with the good tape.`,
    },
    {
      type: 'status',
      slug: 'parcels-on-friday',
      published: 5,
      excerpt:
        'All pre-orders of Municipal Thunder left the building today. If yours arrives dented, it was the stairs. Write to us and we send another.',
    },
    {
      type: 'post',
      slug: 'winter-parade',
      title: 'The winter parade, and how to be in it',
      published: -9,
      excerpt: 'Bring something that makes a noise in the cold.',
      authors: [['@bruno', 'writer']],
      body: `On the shortest Saturday of the year we walk from the ropeworks to Kiln Street and play whatever
we can carry. No stage, no order, no amplifiers.

- Meet at four, leave when it is dark.
- Mouthpieces freeze. Keep yours in a pocket.
- Children in front, tubas at the back.`,
    },
    {
      type: 'post',
      slug: 'nj-020-artwork',
      title: 'NJ-020: artwork to agree on',
      published: null,
      authors: [['@chiara', 'writer']],
      body: `Three drafts are on the wall in the back room. Bruno likes the owl. Everybody else likes the map.`,
    },
  ],
};

/** The brass punk band. */
export const brassAnvil: WorkspaceSketch = {
  slug: anvil,
  name: 'Brass Anvil',
  description:
    'Seven horns, two drums, no microphones. Street punk for people who read sheet music on the bus.',
  owner,
  theme: { accent: '#e0a100', background: '#20160b', font: 'grotesque', corners: 'sharp' },
  joined: 300,
  resources: [
    {
      type: 'song',
      slug: 'permit-pending',
      title: 'Permit Pending',
      published: 60,
      excerpt: 'Written in the queue at the town hall, rehearsed in the same queue.',
      length: '2:02',
      genre: 'Brass punk',
      authors: [
        [anvil, 'performer'],
        ['@greta-oyelaran', 'composer'],
      ],
      links: listen(anvil, 'track', 'permit-pending', [
        'spotify',
        'apple-music',
        'youtube',
        'bandcamp',
        'deezer',
      ]),
    },
    {
      type: 'song',
      slug: 'tuba-kettle',
      title: 'Tuba, Kettle, Tuba',
      published: 24,
      length: '1:47',
      genre: 'Brass punk',
      links: listen(anvil, 'track', 'tuba-kettle', ['spotify', 'bandcamp', 'youtube']),
    },
    {
      type: 'song',
      slug: 'the-alderman-dances',
      title: 'The Alderman Dances',
      published: 24,
      length: '3:15',
      genre: 'Brass punk',
      authors: [
        [anvil, 'performer'],
        ['@chiara', 'second trombone'],
      ],
      links: listen(anvil, 'track', 'the-alderman-dances', ['spotify', 'bandcamp']),
    },
    {
      type: 'song',
      slug: 'last-tram-waltz',
      title: 'Last Tram Waltz',
      published: 24,
      length: '4:20',
      genre: 'Brass punk',
      links: listen(anvil, 'track', 'last-tram-waltz', ['spotify', 'apple-music', 'bandcamp']),
    },
    {
      type: 'album',
      slug: 'municipal-thunder',
      title: 'Municipal Thunder',
      published: 24,
      excerpt: 'NJ-017. Recorded under a railway bridge between two trains.',
      authors: [
        [anvil, 'performer'],
        ['nightjar-records', 'label'],
        ['@lou-castell', 'mastering engineer'],
      ],
      tracks: ['permit-pending', 'tuba-kettle', 'the-alderman-dances', 'last-tram-waltz'],
      links: [
        ...listen('nightjar', 'album', 'municipal-thunder', [
          'bandcamp',
          'spotify',
          'apple-music',
          'youtube-music',
          'tidal',
          'deezer',
        ]),
        link('website', 'Sheet music (PDF)', 'https://nightjar-records.example/nj-017/parts', {
          icon: 'ph:music-notes',
        }),
      ],
    },
    {
      type: 'post',
      slug: 'rules-of-the-parade',
      title: 'Rules of the parade',
      published: 45,
      excerpt: 'There are four, and the fourth is about soup.',
      authors: [['@greta-oyelaran', 'writer']],
      body: `1. **Nobody plays louder than the smallest child can smile.**
2. Whoever carries the sousaphone decides where we turn.
3. If the police ask who is in charge, it is always the piccolo. We don’t have a piccolo.
4. Afterwards there is soup, and the soup is for everybody who walked.

The parts for all songs are free. Start your own band, keep the rules, change the soup.`,
    },
    {
      type: 'status',
      slug: 'bridge-too-resonant',
      published: 40,
      excerpt:
        'Found a railway bridge with a nine-second echo. Cancelling everything else this month.',
    },
  ],
};
