/** How far a transfer is, for the person who waits: in all, and in the table at hand. */
import { startProgress, type Progress } from '@vesta-cx/local/progress';
import type { TransferProgress } from './transfer.ts';

const doing = { copy: 'copying', remove: 'removing from', verify: 'verifying' } as const;

export class ShownProgress {
  private bar: Progress | null = null;
  private part = '';
  private began = 0;

  show({ phase, table, done, rows, allDone, allRows }: TransferProgress): void {
    this.bar ??= startProgress(Math.max(allRows, 1), 'rows');
    const part = `${doing[phase]} ${table}`;
    if (part !== this.part) {
      this.part = part;
      this.began = Date.now();
    }
    const rate = done / Math.max((Date.now() - this.began) / 1000, 0.001);
    const left = done > 0 ? `, ${Math.ceil((rows - done) / rate)} s left` : '';
    const of = rows > 0 ? ` ${count(done)} of ${count(rows)}` : '';
    this.bar.report(allDone, `${part}${of}${left}`);
  }

  /** Clears the bar's line, for other text or for good. */
  clear(): void {
    this.bar?.end();
  }
}

const count = (rows: number) => rows.toLocaleString('en');
