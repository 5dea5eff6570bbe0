import type { CollectionSketch } from './sketch.ts';

/** Lists that people and workspaces keep by hand: some nested, two of them in a circle. */
export const collections: CollectionSketch[] = [
  {
    address: 'halogen-hour/c/show-112',
    name: 'Show 112: Things that hum',
    description: 'In playing order. The refrigerator isn’t on vesta yet.',
    made: 4,
    items: [
      ['moth-signal/fifty-hertz', 'From the top, all eight minutes of it.'],
      ['ada-okafor/low-water', 'The harmonium is almost a G sharp. Almost.'],
      ['the-hollow-mile/under-the-weir'],
      ['slow-weather-tapes/pressure-falling', 'Side A. Number seven, with hail.'],
    ],
  },
  {
    address: 'halogen-hour/c/show-111',
    name: 'Show 111: Brass before bedtime',
    description: 'What we played, and what the neighbour heard.',
    made: 11,
    items: [
      ['brass-anvil/permit-pending'],
      ['brass-anvil/tuba-kettle', 'Performed with an actual kettle.'],
      ['brass-anvil/last-tram-waltz', 'The doorbell is at 3:50.'],
    ],
  },
  {
    address: 'halogen-hour/c/all-shows',
    name: 'All shows',
    description: 'Every playlist, newest first.',
    made: 200,
    items: [
      ['halogen-hour/c/show-112'],
      ['halogen-hour/c/show-111'],
      ['@dev/c/records-i-keep-at-the-studio', 'For when a guest is late.'],
    ],
  },
  {
    address: '@dev/c/records-i-keep-at-the-studio',
    formerSlugs: ['studio-shelf'],
    name: 'Records I keep at the studio',
    description: 'The shelf next to the door. If the building burns, take these.',
    made: 150,
    items: [
      ['slow-weather-tapes/drizzle-studies'],
      ['zofia-halny/school-hall-evening', 'You can hear somebody put down a bag. Perfect.'],
      ['marrow-and-wire/elbow-room'],
      ['halogen-hour/c/all-shows', 'Yes, they contain each other. So do I and the studio.'],
    ],
  },
  {
    address: '@dev/c/maybe-for-doors',
    name: 'Maybe for the door show',
    description: 'Hinges, knocks, thresholds. Suggestions welcome.',
    made: 2,
    unlisted: true,
    items: [['the-hollow-mile/gate-on-the-ridge'], ['paper-lantern-society/number-eleven']],
  },
  {
    address: 'nightjar-records/c/catalogue',
    name: 'Catalogue',
    description: 'Everything with our number on it, in order.',
    made: 290,
    items: [
      ['brass-anvil/municipal-thunder', 'NJ-017'],
      ['paper-lantern-society/the-long-table', 'NJ-018'],
      ['moth-signal/substation', 'NJ-019'],
    ],
  },
  {
    address: 'nightjar-records/c/our-people',
    name: 'Our people',
    description: 'The artists, and those without whom there would be no records.',
    made: 288,
    items: [
      ['brass-anvil'],
      ['paper-lantern-society'],
      ['moth-signal'],
      ['@lou-castell', 'Mastered all of it, in the dentist’s chair.'],
      ['@chiara', 'Knows where your parcel is.'],
      ['nightjar-records/c/catalogue'],
    ],
  },
  {
    address: '@emil/c/late-shift',
    name: 'Late shift',
    description: 'Quiet enough for a ward at four in the morning.',
    made: 120,
    items: [
      ['ada-okafor/tidemark', 'Whole record, very low.'],
      ['zofia-halny/radiator-in-c'],
      ['slow-weather-tapes/drizzle-study-two', 'Twelve minutes: exactly one round.'],
      ['paper-lantern-society/inventory-of-a-kitchen'],
      ['@hana-krejci/c/rooms-with-good-echo', 'For the stairwell.'],
    ],
  },
  {
    address: '@hana-krejci/c/rooms-with-good-echo',
    name: 'Rooms with good echo',
    description:
      'Recordings in which the room plays along. With decay times where I measured them.',
    made: 80,
    items: [
      ['zofia-halny/school-hall-evening', 'about 2.1 s'],
      ['brass-anvil/municipal-thunder', 'railway bridge, 9 s (!)'],
      ['the-hollow-mile/walk-forty-one', '2.8 s, with balloon'],
      ['kiln-street', 'dry as toast, and that is a compliment'],
    ],
  },
  {
    address: '@yusuf-adler/c/tapes-i-have-lost',
    name: 'Tapes I have lost',
    description: 'If you find one, keep it, but write to me.',
    made: 90,
    items: [
      ['slow-weather-tapes/drizzle-studies', 'on the number 6 tram'],
      ['slow-weather-tapes/pressure-falling', 'I made it and I still lost it'],
    ],
  },
  {
    address: 'offcut/c/issue-twelve',
    name: 'Issue twelve: the soundtrack',
    description: 'Everything that the texts in number twelve talk about.',
    made: 14,
    items: [
      ['ada-okafor/harbour-lights'],
      ['marrow-and-wire/harbour-lights-marrow-mix', 'Read page five first.'],
      ['brass-anvil/last-tram-waltz'],
      ['offcut/in-praise-of-thirty'],
      ['slow-weather-tapes'],
    ],
  },
  {
    address: 'kiln-street/c/heard-in-the-basement',
    name: 'Heard in the basement',
    description: 'Played here first, or at least loudest.',
    made: 110,
    items: [
      ['brass-anvil/permit-pending'],
      ['ada-okafor/what-the-buoys-say'],
      ['marrow-and-wire/cold-solder'],
      ['halogen-hour/c/show-111', 'The party was here.'],
    ],
  },
  {
    address: '@ada/c/what-taught-me-quiet',
    name: 'What taught me quiet',
    description: 'In no order. Loudness is easy, there are books about it.',
    made: 210,
    items: [
      ['the-hollow-mile/gate-on-the-ridge'],
      ['zofia-halny'],
      ['slow-weather-tapes/drizzle-study-one'],
      ['paper-lantern-society/recording-at-a-table', 'Left of the bread!'],
    ],
  },
  {
    address: 'saltlight-sessions/c/references',
    name: 'References',
    description: 'What I play to people when I can’t explain it.',
    made: 40,
    items: [
      ['moth-signal/fifty-hertz', 'the patience'],
      ['saltlight-sessions/saltlight-take-three', 'the door'],
      ['@ada/c/what-taught-me-quiet'],
    ],
  },
];
