import type { EngagementAction } from '@vesta-cx/db';

/** What can be done once to a thing; comments are in `comments.ts`. */
type Deed = Exclude<EngagementAction, 'comment'>;

const everyBand = [
  'ada-okafor',
  'brass-anvil',
  'paper-lantern-society',
  'moth-signal',
  'slow-weather-tapes',
  'the-hollow-mile',
  'marrow-and-wire',
  'zofia-halny',
];

/** Who did what to which address. */
export const deeds: Record<string, Partial<Record<Deed, string[]>>> = {
  '@ada': {
    follow: ['zofia-halny', 'slow-weather-tapes', '@lou-castell', 'kiln-street', '@emil'],
    like: [
      'marrow-and-wire/harbour-lights-marrow-mix',
      'paper-lantern-society/recording-at-a-table',
      '@emil/tidemark-on-the-late-shift',
      '@zofia-halny/lower-half',
    ],
    bookmark: ['nightjar-records/send-us-a-demo', 'kiln-street/how-to-play-here'],
    repost: ['offcut/ada-okafor-interview'],
  },
  '@bruno': {
    follow: ['brass-anvil', 'paper-lantern-society', 'moth-signal', 'ada-okafor', 'halogen-hour'],
    like: ['ada-okafor/tidemark', 'offcut/municipal-thunder-review', 'zofia-halny/radiator-in-c'],
    bookmark: ['ada-okafor/tidemark', 'offcut/in-praise-of-thirty'],
    subscribe: ['offcut'],
  },
  '@chiara': {
    follow: ['brass-anvil', 'nightjar-records', 'kiln-street', '@greta-oyelaran', '@bruno'],
    like: [
      'brass-anvil/municipal-thunder',
      'brass-anvil/rules-of-the-parade',
      'kiln-street/lost-property',
    ],
    repost: ['nightjar-records/parcels-on-friday'],
    bookmark: ['slow-weather-tapes/dubbing-day'],
  },
  '@dev': {
    follow: [...everyBand, 'offcut', '@hana-krejci', 'nightjar-records/c/catalogue'],
    like: [
      'ada-okafor/tidemark',
      'ada-okafor/low-water',
      'moth-signal/fifty-hertz',
      'slow-weather-tapes/pressure-falling',
      'the-hollow-mile/gate-on-the-ridge',
      'zofia-halny/school-hall-evening',
      '@emil/c/late-shift',
    ],
    repost: ['the-hollow-mile/walk-forty-one', 'slow-weather-tapes/sold-out-again'],
    bookmark: [
      'paper-lantern-society/number-eleven',
      'marrow-and-wire/repairing-a-drum-machine',
      'saltlight-sessions/bright-ropes',
    ],
    subscribe: ['ada-okafor', 'slow-weather-tapes', 'offcut'],
  },
  '@emil': {
    follow: [
      'ada-okafor',
      'zofia-halny',
      'brass-anvil',
      'halogen-hour',
      'harbour-letters',
      '@dev',
      '@hana-krejci/c/rooms-with-good-echo',
    ],
    like: [
      'ada-okafor/tidemark',
      'ada-okafor/harbour-lights',
      'ada-okafor/the-harmonium-has-to-go-back',
      'zofia-halny/radiator-in-c',
      'brass-anvil/last-tram-waltz',
      'slow-weather-tapes/drizzle-study-two',
      'halogen-hour/c/show-112',
      'ada-okafor/demo-for-the-ferry',
    ],
    repost: ['ada-okafor/autumn-dates', 'ada-okafor/tidemark'],
    bookmark: ['kiln-street/this-month', 'paper-lantern-society/the-long-table'],
    subscribe: ['ada-okafor'],
  },
  '@maren-solli': {
    follow: ['the-hollow-mile', 'ada-okafor', 'offcut', '@yusuf-adler'],
    like: ['offcut/in-praise-of-thirty', 'the-hollow-mile/under-the-weir'],
    repost: ['offcut/in-praise-of-thirty'],
  },
  '@thea-brandt': {
    follow: [...everyBand, 'nightjar-records', 'kiln-street'],
    like: ['nightjar-records/how-we-split-the-money', 'brass-anvil/rules-of-the-parade'],
    bookmark: ['slow-weather-tapes/dubbing-day', 'the-hollow-mile/walk-forty-one'],
    subscribe: ['halogen-hour'],
  },
  '@idris-kamara': {
    follow: ['moth-signal', 'slow-weather-tapes', '@hana-krejci'],
    like: ['moth-signal/pylon-walk', 'ada-okafor/foghorn-in-a-flat'],
    repost: ['moth-signal/substation'],
  },
  '@petra-voll': {
    follow: ['ada-okafor', 'brass-anvil', 'zofia-halny', 'halogen-hour'],
    like: ['ada-okafor/autumn-dates', 'brass-anvil/bridge-too-resonant'],
    repost: ['ada-okafor/autumn-dates'],
  },
  '@milo-ferreira': {
    follow: ['ada-okafor', 'moth-signal', 'nightjar-records'],
    like: ['ada-okafor/harbour-lights', 'moth-signal/fifty-hertz'],
    subscribe: ['moth-signal'],
  },
  '@zofia-halny': {
    follow: ['ada-okafor', 'paper-lantern-society', 'kiln-street'],
    like: ['ada-okafor/tidemark', 'kiln-street/piano-is-back', 'ada-okafor/what-the-buoys-say'],
  },
  '@greta-oyelaran': {
    follow: ['brass-anvil', 'nightjar-records', '@chiara'],
    like: ['halogen-hour/show-111', 'offcut/municipal-thunder-review', '@emil/first-parade'],
    repost: ['@emil/first-parade'],
  },
  '@lou-castell': {
    follow: ['ada-okafor', 'brass-anvil', 'nightjar-records'],
    like: ['ada-okafor/how-tidemark-was-made', 'brass-anvil/municipal-thunder'],
  },
  '@yusuf-adler': {
    follow: ['slow-weather-tapes', 'offcut', 'marrow-and-wire'],
    like: ['slow-weather-tapes/drizzle-studies', 'marrow-and-wire/cold-solder'],
    bookmark: ['slow-weather-tapes/sold-out-again'],
    subscribe: ['slow-weather-tapes'],
  },
  '@hana-krejci': {
    follow: ['the-hollow-mile', 'zofia-halny', 'brass-anvil', 'ada-okafor', 'offcut'],
    like: [
      'brass-anvil/municipal-thunder',
      'brass-anvil/bridge-too-resonant',
      'zofia-halny/school-hall-evening',
      'ada-okafor/how-tidemark-was-made',
    ],
    bookmark: ['marrow-and-wire/repairing-a-drum-machine'],
  },
  'ada-okafor': {
    follow: ['zofia-halny', 'marrow-and-wire', 'halogen-hour', 'offcut'],
    repost: ['marrow-and-wire/harbour-lights-marrow-mix', 'zofia-halny/radiator-in-c'],
    like: ['offcut/ada-okafor-interview'],
  },
  'nightjar-records': {
    follow: ['brass-anvil', 'paper-lantern-society', 'moth-signal', 'offcut'],
    repost: [
      'brass-anvil/municipal-thunder',
      'paper-lantern-society/the-long-table',
      'moth-signal/substation',
    ],
    mention: ['brass-anvil', 'paper-lantern-society', 'moth-signal'],
  },
  'brass-anvil': {
    follow: ['nightjar-records', 'paper-lantern-society', 'kiln-street'],
    repost: ['halogen-hour/show-111'],
  },
  'halogen-hour': {
    follow: [...everyBand, 'nightjar-records'],
    like: ['ada-okafor/low-water'],
    repost: ['moth-signal/substation', 'ada-okafor/tidemark'],
    mention: ['brass-anvil', '@greta-oyelaran'],
  },
  offcut: {
    follow: ['ada-okafor', 'slow-weather-tapes', 'the-hollow-mile', 'nightjar-records'],
    repost: ['nightjar-records/how-we-split-the-money'],
    mention: ['ada-okafor', 'slow-weather-tapes'],
    bookmark: ['kiln-street/how-to-play-here'],
  },
  'kiln-street': {
    follow: ['ada-okafor', 'zofia-halny', 'brass-anvil', 'halogen-hour'],
    repost: ['ada-okafor/autumn-dates'],
  },
  'the-hollow-mile': { follow: ['moth-signal', '@hana-krejci'] },
  'slow-weather-tapes': { follow: ['the-hollow-mile'], like: ['offcut/in-praise-of-thirty'] },
};

/** Reposts of these things are hidden from the follower's feed. */
export const mutedReposts: [follower: string, followed: string][] = [
  ['@emil', 'halogen-hour'],
  ['@dev', 'ada-okafor'],
];
