/** The files of an export: written in bounded memory, counted and hashed on the way. */
import { createHash, type Hash } from 'node:crypto';
import { appendFileSync, createWriteStream } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

export interface WrittenFile {
  /** Relative to the export's folder. */
  path: string;
  bytes: number;
  sha256: string;
}

/** What is collected before it goes to the disk. */
const flushAt = 256 * 1024;

export class OutFolder {
  readonly path: string;
  readonly written: WrittenFile[] = [];
  private readonly growing = new Map<string, { file: WrittenFile; hash: Hash }>();

  constructor(path: string) {
    this.path = path;
  }

  /** Writes a file piece by piece; what `pieces` gives is awaited, so it can be any amount. */
  async write(path: string, pieces: AsyncIterable<string> | Iterable<string>): Promise<void> {
    const file = await open(await this.place(path), 'w');
    const hash = createHash('sha256');
    let bytes = 0;
    let waiting: string[] = [];
    let length = 0;
    const flush = async () => {
      const chunk = Buffer.from(waiting.join(''));
      waiting = [];
      length = 0;
      hash.update(chunk);
      bytes += chunk.length;
      await file.writeFile(chunk);
    };
    try {
      for await (const piece of pieces) {
        waiting.push(piece);
        length += piece.length;
        if (length >= flushAt) await flush();
      }
      await flush();
    } finally {
      await file.close();
    }
    this.written.push({ path, bytes, sha256: hash.digest('hex') });
  }

  /** Writes what a stream of bytes gives. */
  async writeStream(path: string, stream: Readable): Promise<void> {
    const hash = createHash('sha256');
    let bytes = 0;
    const counted = async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        hash.update(chunk);
        bytes += chunk.length;
        yield chunk;
      }
    };
    await pipeline(stream, counted, createWriteStream(await this.place(path)));
    this.written.push({ path, bytes, sha256: hash.digest('hex') });
  }

  /** Adds a line to a file that grows while others are written; `endLines` counts it as written. */
  addLine(path: string, line: string): void {
    let one = this.growing.get(path);
    if (!one) {
      one = { file: { path, bytes: 0, sha256: '' }, hash: createHash('sha256') };
      this.growing.set(path, one);
    }
    appendFileSync(join(this.path, path), `${line}\n`);
    one.hash.update(`${line}\n`);
    one.file.bytes += Buffer.byteLength(line) + 1;
  }

  endLines(): void {
    for (const { file, hash } of this.growing.values()) {
      this.written.push({ ...file, sha256: hash.digest('hex') });
    }
    this.growing.clear();
  }

  private async place(path: string): Promise<string> {
    const whole = join(this.path, path);
    await mkdir(dirname(whole), { recursive: true });
    return whole;
  }
}
