/** Words that large worlds are made of. Nobody real, nothing that means more than it says. */

const adjectives =
  'amber,early,hollow,patient,northern,paper,quiet,copper,second,borrowed,pale,slow,distant,velvet,salt,crooked,winter,open,tin,gentle,electric,empty,silver,former,small,late,wooden,bright,foggy,honest'.split(
    ',',
  );
const nouns =
  'harbour,kettle,signal,orchard,ladder,meadow,radio,staircase,tide,engine,window,choir,lantern,river,garage,pigeon,atlas,furnace,corridor,thunder,bicycle,island,pocket,glacier,stable,archive,mirror,valley,tunnel,parade'.split(
    ',',
  );
const given =
  'Alma,Bo,Cleo,Davin,Edda,Farid,Gwen,Hugo,Ines,Jonah,Kira,Lars,Mina,Nuri,Orla,Pavel,Quinn,Rosa,Samir,Tove,Ugo,Vera,Wim,Xenia,Yara,Zeno'.split(
    ',',
  );
const family =
  'Abara,Brenner,Castellan,Dahl,Eskola,Fontana,Grieve,Hollis,Ilves,Juhl,Kessler,Lindgaard,Marchetti,Novik,Osei,Pryce,Quill,Rantala,Sorel,Tamm,Ulvang,Vossler,Wende,Yilmaz,Zeman'.split(
    ',',
  );
const acts =
  ',,, Ensemble, Trio, Society, Records, Tapes, Radio, Collective, Orchestra, Club, Press'.split(
    ',',
  );

export const genres =
  'Ambient,Folk,Drone,Dub techno,Brass,Chamber,Electro,Post-punk,Field recording,Modern classical,Jazz,Shoegaze'.split(
    ',',
  );

const sentences = [
  'We recorded this in one afternoon and then spent a month deciding that the afternoon was right.',
  'The room has a low ceiling, and you can hear that everybody knows it.',
  'Nobody counted in; the kettle did.',
  'There are two versions, and this is the one in which the door stays open.',
  'The bass line was a mistake that we agreed on.',
  'If you listen on the bus, sit on the left.',
  'It was mixed twice: once for loudspeakers, once for the walk home.',
  'The second verse came from a letter that was never sent.',
  'Half of the drums are boxes, and one of the boxes is a drum.',
  'Thank you to the neighbours, who asked only once.',
  'We kept the first take, because the second one knew too much.',
  'The train in the middle is real and was not invited.',
  'All of this fits on one side of a cassette if you talk quickly.',
  'The choir is four people and a stairwell.',
  'Somebody laughs at the end, and we have decided not to say who.',
  'We play it slower now, and better.',
  'The guitar was tuned to the refrigerator.',
  'It rained, so there is a lot of reverb.',
  'This is the last thing that we made before the piano was moved.',
  'Come early, the good chairs go first.',
  'There will be soup, as always.',
  'The next one will be shorter, we promise.',
  'Write to us if your copy skips; ours does too.',
  'It sounds best when you are doing something else.',
];

const remarks = [
  'This has been on all week.',
  'The ending! Who decided on the ending?',
  'Played it to my father, who asked to hear it again, which never happens.',
  'Is there going to be a tape?',
  'I heard this at the show and have been looking for it since.',
  'That second minute.',
  'The room sounds lovely. Where is it?',
  'I would like to buy the kettle.',
  'Please come north some time.',
  'Thank you for leaving the train in.',
  'I have questions about the drums, all of them friendly.',
  'Better on the walk home, you were right.',
  'Not sure about the first one, but this I keep coming back to.',
  'My copy arrived. It skips in the best possible place.',
  'Who sings in the back?',
  'It is exactly as long as my stairs.',
];

type Chance = () => number;

export const pick = <T>(chance: Chance, from: readonly T[]): T =>
  from[Math.floor(chance() * from.length)]!;

const capital = (word: string) => word[0]!.toUpperCase() + word.slice(1);

export const personName = (chance: Chance) => `${pick(chance, given)} ${pick(chance, family)}`;

export const actName = (chance: Chance) =>
  `${capital(pick(chance, adjectives))} ${capital(pick(chance, nouns))}${pick(chance, acts)}`;

export function title(chance: Chance): string {
  const [a, b, c] = [pick(chance, adjectives), pick(chance, nouns), pick(chance, nouns)];
  const shape = chance();
  if (shape < 0.3) return `${capital(a)} ${capital(b)}`;
  if (shape < 0.5) return `The ${capital(b)} and the ${capital(c)}`;
  if (shape < 0.7) return `A ${capital(b)} for ${capital(c)}s`;
  if (shape < 0.85) return `${capital(b)}, ${capital(a)}`;
  return `Letters from the ${capital(a)} ${capital(c)}`;
}

export const sentence = (chance: Chance) => pick(chance, sentences);

export const remark = (chance: Chance) => pick(chance, remarks);

/** A short text as markdown and as what the renderer makes of it. */
export function article(chance: Chance): { body: string; bodyHtml: string } {
  const markdown: string[] = [];
  const html: string[] = [];
  for (let i = 0, parts = 1 + Math.floor(chance() * 3); i < parts; i++) {
    if (i > 0) {
      const heading = title(chance);
      markdown.push(`# ${heading}`);
      html.push(`<h2>${heading}</h2>`);
    }
    const text = Array.from({ length: 2 + Math.floor(chance() * 4) }, () => sentence(chance));
    markdown.push(text.join(' '));
    html.push(`<p>${text.join(' ')}</p>`);
  }
  return { body: markdown.join('\n\n'), bodyHtml: html.join('\n') };
}

/** Words as an address part; they are plain ASCII already. */
export const slugOf = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
