import type { Step } from '@vesta-cx/local/stack';

const plain = !process.stdout.isTTY || process.env.NO_COLOR;
const paint = (code: number) => (text: string) =>
  plain ? text : `\u001b[${code}m${text}\u001b[0m`;
export const bold = paint(1);
export const dim = paint(2);
export const red = paint(31);
export const green = paint(32);

/** Shows steps as lines; on a terminal the running one counts its seconds. */
export function showSteps(): { onStep: (step: Step) => void; end: () => void } {
  let timer: NodeJS.Timeout | undefined;
  let progress = '';
  let began = Date.now();
  const seconds = () => `${((Date.now() - began) / 1000).toFixed(1)} s`;
  const line = (mark: string, name: string, text: string) =>
    `  ${mark} ${name.padEnd(10)} ${dim(text)}`;
  const end = () => {
    clearInterval(timer);
    if (process.stdout.isTTY && timer) process.stdout.write('\r\u001b[K');
    timer = undefined;
  };
  return {
    end,
    onStep: ({ name, done, note }) => {
      if (note !== undefined) {
        progress = note;
        if (!process.stdout.isTTY) console.log(line('·', name, note));
        return;
      }
      progress = '';
      end();
      if (done !== undefined) return console.log(line(green('✓'), name, `${done}, ${seconds()}`));
      began = Date.now();
      if (!process.stdout.isTTY) return;
      timer = setInterval(
        () => process.stdout.write(`\r\u001b[K${line('·', name, `${seconds()} ${progress}`)}`),
        100,
      );
    },
  };
}
