import type { PersonSketch } from './sketch.ts';

/** What the demo accounts say about themselves, by external id. */
export const castBios: Record<string, { bio: string; joined: number }> = {
  ada: {
    bio: 'Voice, tape loops and a borrowed harmonium. I live where the tram ends and the harbour starts.',
    joined: 402,
  },
  bruno: {
    bio: 'I run Nightjar Records out of two rooms above a bicycle repair shop. Send demos, not decks.',
    joined: 396,
  },
  chiara: {
    bio: 'Release desk at Nightjar. Spreadsheets by day, second trombone by night.',
    joined: 310,
  },
  dev: {
    bio: 'I play records on the radio on Thursday nights and write down what they were.',
    joined: 371,
  },
  emil: {
    bio: 'Listener. Nurse on the late shift, so most of what I love is quiet.',
    joined: 188,
  },
};

/** Everyone else in town. */
export const people: PersonSketch[] = [
  {
    handle: 'maren-solli',
    name: 'Maren Sølli',
    bio: 'Slow Weather Tapes. Thirty copies at a time, dubbed at home, posted on Fridays.',
    joined: 388,
  },
  {
    handle: 'thea-brandt',
    name: 'Thea Brandt',
    bio: 'Editor of Offcut. I like long sentences about short songs.',
    joined: 365,
  },
  {
    handle: 'idris-kamara',
    name: 'Idris Kamara',
    bio: 'Microphones in hedges. One sixth of The Hollow Mile.',
    joined: 344,
  },
  {
    handle: 'petra-voll',
    name: 'Petra Voll',
    bio: 'I book Kiln Street and I also mop it.',
    joined: 340,
  },
  {
    handle: 'milo-ferreira',
    name: 'Milo Ferreira',
    bio: 'Marrow & Wire. Drum machines older than me.',
    joined: 281,
  },
  {
    handle: 'zofia-halny',
    name: 'Zofia Halny',
    bio: 'Piano, mostly the lower half.',
    joined: 233,
  },
  {
    handle: 'greta-oyelaran',
    name: 'Greta Oyelaran',
    bio: 'Trumpet in Brass Anvil. Sorry about your ceiling.',
    joined: 299,
  },
  {
    handle: 'lou-castell',
    name: 'Lou Castell',
    bio: 'I master records in a former dentist’s practice. The chair is still here.',
    joined: 256,
  },
  {
    handle: 'yusuf-adler',
    name: 'Yusuf Adler',
    bio: 'Collects tapes, loses tapes, finds them again.',
    joined: 174,
  },
  {
    handle: 'hana-krejci',
    name: 'Hana Krejčí',
    bio: 'Second-year acoustics student. Listening homework, in public.',
    joined: 96,
  },
];
