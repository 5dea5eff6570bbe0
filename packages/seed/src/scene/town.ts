import { link, listen, type WorkspaceSketch } from './sketch.ts';

const marrow = 'marrow-and-wire';
const zofia = 'zofia-halny';

/** A venue, and the collective that keeps it open. */
export const kilnStreet: WorkspaceSketch = {
  slug: 'kiln-street',
  name: 'Kiln Street',
  description:
    'A basement with forty chairs and a good piano. Run by whoever turns up on Mondays at seven.',
  owner: '@petra-voll',
  theme: { accent: '#a23b72', background: '#fbeee6', font: 'sans', corners: 'round' },
  joined: 338,
  formerSlugs: ['kiln-street-basement'],
  resources: [
    {
      type: 'post',
      slug: 'this-month',
      title: 'This month in the basement',
      published: 8,
      excerpt: 'Seven evenings, one afternoon, and the piano tuner.',
      authors: [['@petra-voll', 'programme']],
      body: `- **Friday** Ada Okafor with Zofia Halny, seated
- **Saturday** Brass Anvil, very much not seated
- **Monday** everybody who wants to help, soup at seven
- **Thursday** Halogen Hour listening party
- **Sunday, three o’clock** piano tuner. You may listen, he doesn’t mind.

Doors are half an hour before. The step at the bottom is still broken; we have painted it yellow.`,
    },
    {
      type: 'post',
      slug: 'how-to-play-here',
      title: 'How to play here',
      published: 130,
      excerpt: 'What there is, what there isn’t, and who pays for what.',
      authors: [['@petra-voll', 'writer']],
      body: `# What there is

- an upright piano, tuned monthly
- two good speakers and one honest one
- forty chairs, of which thirty-eight match

# What there isn’t

- a drum riser
- a smoke machine
- parking

# Money

All of the door goes to whoever plays. The bar pays for the room. Nobody pays to play here, and
nobody ever will.

Write to us with a date and a link; we decide on Mondays, by show of hands.`,
    },
    {
      type: 'status',
      slug: 'piano-is-back',
      published: 29,
      excerpt:
        'The piano is back from repair. It is a little brighter than we remember. So are we.',
    },
    {
      type: 'status',
      slug: 'lost-property',
      published: 13,
      excerpt:
        'Lost property after Saturday: one glove, two mutes (trombone), a very good umbrella, somebody’s homework on fluid dynamics.',
    },
  ],
};

/** A producer with old machines. */
export const marrowAndWire: WorkspaceSketch = {
  slug: marrow,
  name: 'Marrow & Wire',
  description: 'Drum machines with dents, voices with colds. Remixes on request, slowly.',
  owner: '@milo-ferreira',
  theme: { accent: '#3d5afe', background: '#10121a', font: 'grotesque', corners: 'soft' },
  joined: 279,
  resources: [
    {
      type: 'song',
      slug: 'elbow-room',
      title: 'Elbow Room',
      published: 102,
      length: '3:21',
      genre: 'Electro',
      links: listen(marrow, 'track', 'elbow-room', [
        'spotify',
        'apple-music',
        'youtube',
        'soundcloud',
        'deezer',
      ]),
    },
    {
      type: 'song',
      slug: 'harbour-lights-marrow-mix',
      title: 'Harbour Lights (Marrow & Wire Mix)',
      published: 43,
      excerpt: 'The foghorn is the kick drum. It always was.',
      length: '5:50',
      genre: 'Electro',
      authors: [
        [marrow, 'remixer'],
        ['ada-okafor', 'performer'],
      ],
      links: listen(marrow, 'track', 'harbour-lights-marrow-mix', [
        'bandcamp',
        'soundcloud',
        'spotify',
      ]),
    },
    {
      type: 'song',
      slug: 'cold-solder',
      title: 'Cold Solder',
      published: 17,
      length: '2:58',
      genre: 'Electro',
      links: [
        ...listen(marrow, 'track', 'cold-solder', ['spotify', 'bandcamp']),
        link('patreon', 'Stems for supporters', 'https://www.patreon.com/vesta-demo-marrow'),
      ],
    },
    {
      type: 'post',
      slug: 'repairing-a-drum-machine',
      title: 'Repairing a drum machine with a spoon',
      published: 33,
      excerpt: 'You need a spoon.',
      body: `The hi-hat had been stuck open since spring. Here is what fixed it:

1. Take the lid off. Apologise.
2. Find the switch that has gone green.
3. Bend it back with a **spoon**. A screwdriver works as well, but then you have no story.

If you own the same one, the service note that helped was this line:

\`\`\`
C47  100n -> 220n   (open hat, longer decay)
\`\`\`

It is a *very* long decay now. Expect it on everything.`,
    },
  ],
};

/** A pianist with few words. */
export const zofiaHalny: WorkspaceSketch = {
  slug: zofia,
  name: 'Zofia Halny',
  description: 'Piano pieces for rooms with other sounds in them.',
  owner: '@zofia-halny',
  theme: { accent: '#2f3e46', background: '#f8f7f3', font: 'serif', corners: 'sharp' },
  joined: 230,
  resources: [
    {
      type: 'song',
      slug: 'school-hall-evening',
      title: 'School Hall, Evening',
      published: 77,
      length: '6:06',
      genre: 'Modern classical',
      authors: [
        [zofia, 'performer'],
        ['@zofia-halny', 'composer'],
      ],
      links: listen(zofia, 'track', 'school-hall-evening', [
        'spotify',
        'apple-music',
        'bandcamp',
        'qobuz',
        'tidal',
      ]),
    },
    {
      type: 'song',
      slug: 'radiator-in-c',
      title: 'Radiator in C',
      published: 36,
      excerpt: 'For left hand and heating.',
      length: '4:01',
      genre: 'Modern classical',
      links: listen(zofia, 'track', 'radiator-in-c', ['spotify', 'bandcamp']),
    },
    {
      type: 'status',
      slug: 'the-caretaker-claps',
      published: 35,
      excerpt: 'The caretaker clapped after take two, so take two it is.',
    },
    {
      type: 'song',
      slug: 'unfinished-for-two-hands',
      title: 'Unfinished, for Two Hands',
      published: null,
      length: '1:10',
      genre: 'Modern classical',
    },
  ],
};
