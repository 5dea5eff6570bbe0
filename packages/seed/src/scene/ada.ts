import { link, listen, type WorkspaceSketch } from './sketch.ts';

const ada = 'ada-okafor';

/** Ada's own page: a solo artist who does everything herself. */
export const adaOkafor: WorkspaceSketch = {
  slug: ada,
  name: 'Ada Okafor',
  description:
    'Songs for voice, tape loops and a harmonium that belongs to the church next door. ' +
    'The new record, Tidemark, is out now.',
  owner: '@ada',
  theme: { accent: '#1f6f78', background: '#f3efe6', font: 'serif', corners: 'soft' },
  joined: 400,
  formerSlugs: ['ada-okafor-music'],
  resources: [
    {
      type: 'song',
      slug: 'harbour-lights',
      formerSlugs: ['harbour-lights-demo'],
      title: 'Harbour Lights',
      published: 74,
      excerpt:
        'The first single from Tidemark: one chord, four voices, a foghorn in the right key.',
      length: '4:12',
      genre: 'Ambient folk',
      authors: [
        [ada, 'performer'],
        ['@ada', 'composer'],
        ['@lou-castell', 'mastering engineer'],
      ],
      links: [
        ...listen(ada, 'track', 'harbour-lights', [
          'spotify',
          'apple-music',
          'bandcamp',
          'youtube',
          'tidal',
          'deezer',
        ]),
        link('qobuz', 'Qobuz', 'https://open.qobuz.com/track/vestaharbour0', {
          countries: ['FR', 'DE', 'GB', 'SE', 'US'],
        }),
      ],
    },
    {
      type: 'song',
      slug: 'what-the-buoys-say',
      title: 'What the Buoys Say',
      published: 31,
      length: '3:38',
      genre: 'Ambient folk',
      authors: [
        [ada, 'performer'],
        ['@zofia-halny', 'piano'],
      ],
      links: listen(ada, 'track', 'what-the-buoys-say', [
        'spotify',
        'apple-music',
        'bandcamp',
        'youtube-music',
      ]),
    },
    {
      type: 'song',
      slug: 'low-water',
      title: 'Low Water',
      published: 31,
      length: '6:55',
      genre: 'Ambient',
      links: listen(ada, 'track', 'low-water', ['spotify', 'bandcamp', 'soundcloud']),
    },
    {
      type: 'song',
      slug: 'a-letter-to-the-pilot-boat',
      title: 'A Letter to the Pilot Boat',
      published: 31,
      length: '5:04',
      genre: 'Ambient folk',
      links: listen(ada, 'track', 'a-letter-to-the-pilot-boat', ['spotify', 'bandcamp']),
    },
    {
      type: 'album',
      slug: 'tidemark',
      title: 'Tidemark',
      published: 31,
      excerpt: 'Four songs recorded between two high tides, with the window open.',
      authors: [
        [ada, 'performer'],
        ['@ada', 'producer'],
        ['@lou-castell', 'mastering engineer'],
      ],
      tracks: ['harbour-lights', 'what-the-buoys-say', 'low-water', 'a-letter-to-the-pilot-boat'],
      links: [
        ...listen(ada, 'album', 'tidemark', [
          'bandcamp',
          'spotify',
          'apple-music',
          'youtube-music',
          'qobuz',
          'amazon-music',
        ]),
        link('website', 'Lyric booklet', 'https://ada-okafor.example/tidemark/booklet', {
          icon: 'ph:book-open',
        }),
      ],
    },
    {
      type: 'post',
      slug: 'how-tidemark-was-made',
      title: 'How Tidemark was made',
      published: 27,
      excerpt: 'Twelve hours, two tides, one microphone that doesn’t like damp.',
      authors: [['@ada', 'writer']],
      body: `I gave myself a rule: everything on the record had to happen between one high tide and the
next. About twelve hours and twenty-five minutes. I failed twice before it worked.

# The room

The net loft is on the second floor of the old ropeworks. It has a wooden floor, a tin roof and
*no* insulation, which means that it leaks sound both ways. You hear the harbour on the record
because there was no way not to.

# What I used

- the harmonium from St Brannoc’s, on loan until Easter
- two cassette machines, one of which runs four per cent slow
- a large-diaphragm microphone that complains when it is damp
- a kettle

The slow machine is the secret of *Low Water*. I recorded the harmonium on the good one and played
it back on the slow one, so that it sits just under the voice:

\`\`\`
voice       ........ A3  (220.0 Hz)
harmonium   ........ A3 - 4 %  (211.2 Hz, almost a G#)
\`\`\`

Almost a G sharp, but not quite. That “not quite” is the whole song.

# What I would do again

> Leave the window open. You can always close a window later, you can never record the air you
> shut out.

Lou said that while mastering, about something else. I wrote it on the wall.

If you want to hear it the way it was meant, wait until it is dark, and turn it down a little
further than you think. The songs are all [on the record page](/ada-okafor/tidemark).`,
    },
    {
      type: 'post',
      slug: 'autumn-dates',
      title: 'Autumn dates, small rooms',
      published: 9,
      excerpt: 'Five evenings, all seated, all finished before the last tram.',
      body: `Five evenings with the harmonium. All rooms are small, all chairs are borrowed, and every
show ends before the last tram.

| when | where | with |
|---|---|---|
| first Friday | Kiln Street | Zofia Halny |
| second Sunday | St Brannoc’s, afternoon | – |
| third Thursday | Halogen Hour, live on air | Dev Ramanathan |
| third Saturday | The Ropeworks | Paper Lantern Society |
| last Friday | Kiln Street | open floor |

Tickets are at the door and cost **what a tape costs**. If that is too much this month, say
“harbour” and come in.`,
    },
    {
      type: 'status',
      slug: 'the-harmonium-has-to-go-back',
      published: 3,
      excerpt:
        'The harmonium has to go back to the church before Advent. If you have been putting off coming to a show, this is the sentence that should change your mind.',
    },
    {
      type: 'status',
      slug: 'foghorn-in-a-flat',
      published: 52,
      excerpt:
        'The new foghorn is in A flat. I have rewritten one song and one letter to the port.',
    },
    {
      type: 'song',
      slug: 'demo-for-the-ferry',
      title: 'Demo for the Ferry (do not tune)',
      published: 12,
      unlisted: true,
      excerpt: 'For those who found the link on the back of the tape.',
      length: '2:21',
      genre: 'Demo',
      links: listen(ada, 'track', 'demo-for-the-ferry', ['soundcloud']),
    },
    {
      type: 'post',
      slug: 'what-comes-after',
      title: 'What comes after a tide',
      published: null,
      body: `Notes, not yet a plan.

1. A record that is only *breath*: no words, no harmonium.
2. Ask Zofia about the low end of the piano in the school hall.
3. Who owns the recording of the old foghorn? Write to the port. Politely.`,
    },
    {
      type: 'song',
      slug: 'spring-tide',
      title: 'Spring Tide',
      published: -16,
      excerpt: 'A single to end the year with.',
      length: '3:49',
      genre: 'Ambient folk',
      authors: [
        [ada, 'performer'],
        ['marrow-and-wire', 'remixer'],
      ],
      links: listen(ada, 'track', 'spring-tide', ['bandcamp', 'spotify', 'apple-music']),
    },
  ],
};

/** A closed room: only those whom Ada let in may see that it exists. */
export const saltlightSessions: WorkspaceSketch = {
  slug: 'saltlight-sessions',
  name: 'Saltlight Sessions',
  description: 'Work in progress for the next record. Please don’t pass anything on yet.',
  owner: '@ada',
  theme: { accent: '#9b5de5', background: '#17141f', font: 'mono', corners: 'sharp' },
  joined: 58,
  private: true,
  resources: [
    {
      type: 'song',
      slug: 'saltlight-take-three',
      title: 'Saltlight (take three)',
      published: 20,
      excerpt: 'The one with the door. I think the door stays.',
      length: '5:31',
      genre: 'Ambient',
      authors: [['@ada', 'composer']],
    },
    {
      type: 'song',
      slug: 'bright-ropes',
      title: 'Bright Ropes',
      published: 14,
      length: '4:44',
      genre: 'Ambient folk',
      authors: [['@ada', 'composer']],
    },
    {
      type: 'album',
      slug: 'saltlight-rough-order',
      title: 'Saltlight, rough order',
      published: 13,
      tracks: ['bright-ropes', 'saltlight-take-three'],
    },
    {
      type: 'post',
      slug: 'questions-for-listeners',
      title: 'Questions for those who have the link',
      published: 13,
      body: `Thank you for listening early. Three questions, no hurry:

1. Does *Bright Ropes* start too late?
2. Is the door in *Saltlight* a mistake or an instrument?
3. What did you do while it was playing? Honestly.

Answer below, or at the next rehearsal.`,
    },
    {
      type: 'status',
      slug: 'take-four-is-worse',
      published: 6,
      excerpt:
        'Take four is worse than take three. Noting it here so that nobody asks for take five.',
    },
    {
      type: 'post',
      slug: 'budget-for-the-string-day',
      title: 'Budget for the string day',
      published: null,
      body: `- two violins, one viola, one cello: half a day
- the school hall: free, if we stack the chairs
- lunch: soup, a lot of it`,
    },
  ],
};
