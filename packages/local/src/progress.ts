/** Shows how far long work has come: a bar on a terminal, a line now and then elsewhere. */
export interface Progress {
  /** `done` of the whole, in the unit given at the start; `note` says more about the part at hand. */
  report: (done: number, note?: string) => void;
  end: () => void;
}

const width = 28;

export function startProgress(total: number, unit: string): Progress {
  const tty = process.stdout.isTTY;
  const began = Date.now();
  const pause = tty ? 150 : 10_000;
  let shown = tty ? 0 : began;
  return {
    report(done, note) {
      const now = Date.now();
      if (now - shown < pause) return;
      shown = now;
      const text = describe(done, total, unit, (now - began) / 1000) + (note ? ` · ${note}` : '');
      if (!tty) return console.log(text);
      const filled = Math.round((width * done) / total);
      const bar = '█'.repeat(filled) + '░'.repeat(width - filled);
      process.stdout.write(`\r\u001b[K  ${bar} ${text}`);
    },
    end() {
      if (tty) process.stdout.write('\r\u001b[K');
    },
  };
}

/** Returns how far it is, how fast it goes, and how long it will take at that rate. */
export function describe(done: number, total: number, unit: string, seconds: number): string {
  const rate = done / Math.max(seconds, 0.001);
  const left = Math.ceil((total - done) / Math.max(rate, 1));
  const percent = Math.floor((100 * done) / total);
  return `${percent} %, ${Math.round(rate).toLocaleString('en')} ${unit}/s, ${left} s left`;
}
