import { link, type WorkspaceSketch } from './sketch.ts';

/** A radio show that is a curator. */
export const halogenHour: WorkspaceSketch = {
  slug: 'halogen-hour',
  name: 'Halogen Hour',
  description:
    'Thursdays, eleven to midnight, on a transmitter the size of a biscuit tin. Every track is listed here afterwards.',
  owner: '@dev',
  theme: { accent: '#ff8c42', background: '#141218', font: 'grotesque', corners: 'round' },
  joined: 370,
  resources: [
    {
      type: 'post',
      slug: 'show-112',
      title: 'Show 112: Things that hum',
      published: 4,
      excerpt: 'Transformers, refrigerators, choirs.',
      authors: [['@dev', 'presenter']],
      body: `An hour about humming, with the studio refrigerator as a special guest.

1. Moth Signal, [*Fifty Hertz*](/moth-signal/fifty-hertz)
2. Ada Okafor, [*Low Water*](/ada-okafor/low-water)
3. The Hollow Mile, [*Under the Weir*](/the-hollow-mile/under-the-weir)
4. Slow Weather Tapes, [*Pressure Falling*](/slow-weather-tapes/pressure-falling), side A
5. the refrigerator, live

All of it is in the collection [Show 112](/halogen-hour/c/show-112), in playing order.`,
      links: [
        link('website', 'Listen again', 'https://halogen-hour.example/shows/112', {
          icon: 'ph:radio',
        }),
        link('soundcloud', 'SoundCloud', 'https://soundcloud.com/vesta-demo-halogen/show-112'),
      ],
    },
    {
      type: 'post',
      slug: 'show-111',
      title: 'Show 111: Brass before bedtime',
      published: 11,
      excerpt: 'We apologise to everybody who had already gone to sleep.',
      authors: [['@dev', 'presenter']],
      body: `Brass Anvil came to the studio. All nine of them. The studio holds four.

> “We can play quietly.” – Greta
>
> They could not.

The live take of *Last Tram Waltz* ends where the neighbour rings the bell, in time and nearly in
tune. I have left it in.`,
      links: [
        link('website', 'Listen again', 'https://halogen-hour.example/shows/111', {
          icon: 'ph:radio',
        }),
      ],
    },
    {
      type: 'status',
      slug: 'requests-open',
      published: 1,
      excerpt: 'Requests for Thursday are open until Wednesday noon. The theme is doors.',
    },
    {
      type: 'post',
      slug: 'show-113',
      title: 'Show 113: Doors',
      published: -3,
      excerpt: 'Hinges, knocks and thresholds.',
      authors: [['@dev', 'presenter']],
      body: `Goes out on Thursday at eleven. The playlist appears here when the last door has closed.`,
    },
  ],
};

/** The magazine. */
export const offcut: WorkspaceSketch = {
  slug: 'offcut',
  name: 'Offcut',
  description: 'A folded magazine about small records. Four times a year, eight pages, no scores.',
  owner: '@thea-brandt',
  theme: { accent: '#d7263d', background: '#fdfdfb', font: 'serif', corners: 'sharp' },
  joined: 360,
  resources: [
    {
      type: 'post',
      slug: 'ada-okafor-interview',
      title: '“I tuned the room, then myself”: Ada Okafor',
      published: 23,
      excerpt: 'On tides, borrowed instruments and how to end a song before it is finished.',
      authors: [
        ['@thea-brandt', 'writer'],
        ['@hana-krejci', 'photographs'],
      ],
      body: `Ada Okafor makes tea the way she makes songs: she lets it stand a little too long and then it is
exactly right. We met in the net loft where *Tidemark* was recorded.

**The record has a clock in it. Why?**

Because I never finish anything otherwise. A tide doesn’t care about your second verse.

**You borrowed the harmonium.**

From the church. It came with a hymn book and a list of people who have to be asked before it is
moved. There are eleven names. I know them all now.

**There is a foghorn on *Harbour Lights*.**

It was there already. I tuned the room, then myself, then I waited.

# On endings

She stops songs early. *What the Buoys Say* ends in the middle of a breath.

> If people hum the rest on the way home, then the song has done its work and can go to bed.

**What are you afraid of?**

Reverb. It makes everybody sound like they know something.

*Tidemark* is [out now](/ada-okafor/tidemark).`,
    },
    {
      type: 'post',
      slug: 'in-praise-of-thirty',
      title: 'In praise of thirty copies',
      published: 57,
      excerpt: 'What a very small edition knows about its listeners.',
      authors: [['@thea-brandt', 'writer']],
      body: `Thirty is a class, a tram car, a choir. Thirty is how many people can be thanked by hand.

Maren Sølli of [Slow Weather Tapes](/slow-weather-tapes) knows where all of hers went. Not in the
way of a dashboard; she remembers. Number four is in a lighthouse. Number eleven was dropped and
replaced and became number eleven-and-a-half.

We are used to thinking of small as *not yet big*. But an edition isn’t an audience that failed to
grow. It is a decision about how much attention there is to give, made by the person who has to
give it.

# A test

Ask a label where its last record is. If the answer is a figure, it is a business. If the answer is
a sentence, it is a label.`,
    },
    {
      type: 'post',
      slug: 'municipal-thunder-review',
      title: 'Review: Brass Anvil, Municipal Thunder',
      published: 15,
      excerpt: 'Loud, civic, and surprisingly tender about public transport.',
      authors: [['@thea-brandt', 'writer']],
      body: `There is a moment on *Last Tram Waltz* when all seven horns stop to let a train go by, and the train
is in time. I don’t know if it is luck. I don’t want to know.

**Best heard** outdoors. **Not for** people who live above you.`,
    },
    {
      type: 'status',
      slug: 'issue-twelve-folded',
      published: 7,
      excerpt:
        'Issue twelve is folded. All four hundred of them. Our thumbs would like to be left alone now.',
    },
    {
      type: 'post',
      slug: 'issue-thirteen-plan',
      title: 'Issue thirteen: who writes what',
      published: null,
      authors: [['@thea-brandt', 'editor']],
      body: `- cover: the school hall piano (Hana)
- four pages on echo (Idris, if the gate lets him)
- back page: recipes for parade soup`,
    },
  ],
};
