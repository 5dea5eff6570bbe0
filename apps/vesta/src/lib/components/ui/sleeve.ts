/**
 * Sleeves for what has no picture: a small geometric print, always the same for the same id. The
 * drawing is on a 60×60 field; each shape is one path.
 */
export type Sleeve = { ground: string; shapes: { d: string; fill: string }[] };

/** Ground, figure, accent: two-colour prints with one spot colour. */
const inks = [
  ['#e8e2d4', '#1d1c1a', '#d8432b'],
  ['#12355b', '#f2e9dc', '#f2a541'],
  ['#d8432b', '#1d1c1a', '#f4ede1'],
  ['#f2c230', '#1d1c1a', '#e8563a'],
  ['#1d1c1a', '#e9e4da', '#3f7fbf'],
  ['#2f5d50', '#efe6d3', '#f08a5d'],
  ['#d9dde0', '#22313f', '#2a6fdb'],
  ['#f0d7cf', '#5b1a2e', '#e4572e'],
  ['#7fa7c9', '#14202b', '#f6efe3'],
  ['#4a2545', '#f1dfd1', '#e8a33d'],
  ['#cfd8b8', '#243127', '#c8502e'],
  ['#efece6', '#2b2a72', '#e2557c'],
] as const;

type Random = () => number;
type Print = (random: Random, figure: string, spot: string) => Sleeve['shapes'];

const circle = (x: number, y: number, r: number) =>
  `M${round(x - r)} ${round(y)}a${round(r)} ${round(r)} 0 1 0 ${round(2 * r)} 0a${round(r)} ${round(r)} 0 1 0 ${round(-2 * r)} 0z`;
const box = (x: number, y: number, w: number, h: number) =>
  `M${round(x)} ${round(y)}h${round(w)}v${round(h)}h${round(-w)}z`;
const round = (n: number) => Math.round(n * 100) / 100;
const pick = <T>(random: Random, from: readonly T[]): T =>
  from[Math.floor(random() * from.length)] as T;

const prints: readonly Print[] = [
  // Grooves, their centre anywhere but the middle.
  (random, figure, spot) => {
    const [x, y] = [pick(random, [8, 20, 40, 60]), pick(random, [4, 24, 46, 60])];
    const gap = pick(random, [5, 6.5, 8]);
    const rings = Array.from({ length: Math.ceil(84 / gap) }, (_, i) => {
      const [outer, inner] = [(i + 1) * gap, (i + 1) * gap - gap * 0.42];
      return circle(x, y, outer) + circle(x, y, inner);
    });
    return [
      { d: rings.join(''), fill: figure },
      { d: circle(x, y, gap * pick(random, [1.5, 2.5])), fill: spot },
    ];
  },
  // Bars of unequal breadth, one of them out of line.
  (random, figure, spot) => {
    const odd = 2 + Math.floor(random() * 5);
    let [x, bars, lead] = [4, '', ''];
    for (let i = 0; x < 56; i++) {
      const w = Math.min(pick(random, [1.5, 3, 5, 7]), 56 - x);
      const top = i === odd ? 4 : 10 + Math.floor(random() * 5) * 7;
      if (i === odd) lead = box(x, top, Math.min(w + 2, 56 - x), 52);
      else bars += box(x, top, w, 56 - top);
      x += w + (i === odd ? 5 : 3);
    }
    return [
      { d: bars, fill: figure },
      { d: lead, fill: spot },
    ];
  },
  // Quarter circles on a grid, each turned its own way.
  (random, figure, spot) => {
    const size = pick(random, [15, 20]);
    let [plain, special] = ['', ''];
    for (let y = 0; y < 60; y += size) {
      for (let x = 0; x < 60; x += size) {
        const turn = Math.floor(random() * 5);
        const [s, e] = [size, -size];
        const d = [
          `M${x} ${y}h${s}a${s} ${s} 0 0 1 ${e} ${s}z`,
          `M${x + s} ${y}v${s}a${s} ${s} 0 0 1 ${e} ${e}z`,
          `M${x + s} ${y + s}h${e}a${s} ${s} 0 0 1 ${s} ${e}z`,
          `M${x} ${y + s}v${e}a${s} ${s} 0 0 1 ${s} ${s}z`,
          '',
        ][turn];
        if (random() < 0.18) special += d;
        else plain += d;
      }
    }
    return [
      { d: plain, fill: figure },
      { d: special, fill: spot },
    ];
  },
  // A sun over lines that thin out towards it.
  (random, figure, spot) => {
    const horizon = pick(random, [28, 34, 40]);
    let lines = '';
    for (let y = horizon, h = 0.8; y < 60; y += h * 2.1, h *= 1.28) lines += box(0, y, 60, h);
    const r = pick(random, [11, 15, 19]);
    return [
      {
        d: circle(pick(random, [20, 30, 42]), horizon - r * pick(random, [0.4, 1.15]), r),
        fill: spot,
      },
      { d: lines, fill: figure },
    ];
  },
  // Dots that swell along a diagonal.
  (random, figure, spot) => {
    const flip = random() < 0.5;
    const chosen = Math.floor(random() * 25);
    let [dots, one] = ['', ''];
    for (let i = 0; i < 25; i++) {
      const [x, y] = [6 + (i % 5) * 12, 6 + Math.floor(i / 5) * 12];
      const along = (flip ? 60 - x : x) + y;
      const dot = circle(x, y, 1.2 + (along / 120) * 5);
      if (i === chosen) one = circle(x, y, 5.6);
      else dots += dot;
    }
    return [
      { d: dots, fill: figure },
      { d: one, fill: spot },
    ];
  },
  // Two sheets, one laid over the other at an angle.
  (random, figure, spot) => {
    const [a, b] = [10 + random() * 25, 25 + random() * 30];
    const r = pick(random, [9, 13]);
    return [
      { d: `M0 ${round(a)}L60 ${round(b)}V60H0z`, fill: figure },
      { d: circle(pick(random, [16, 30, 44]), round((a + b) / 2), r), fill: spot },
    ];
  },
];

/** The sleeve of a thing without a picture. Pure: the server and the browser draw the same one. */
export function sleeve(seed: string): Sleeve {
  const random = mulberry32(fnv1a(seed));
  const [ground, figure, spot] = pick(random, inks);
  return { ground, shapes: pick(random, prints)(random, figure, spot).filter(({ d }) => d) };
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return hash >>> 0;
}

/** https://github.com/bryc/code/blob/master/jshash/PRNGs.md#mulberry32 */
function mulberry32(state: number): Random {
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
