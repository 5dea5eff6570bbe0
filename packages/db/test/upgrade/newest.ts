/** Asks drizzle-kit what makes the newest schema at once, in a database without any migration. */
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import type { Dialect } from '../../scripts/dialects.ts';
import { generate } from '../../scripts/generate.ts';
import { packageRoot } from '../../scripts/run.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The statements that make the newest schema. */
    newest: string[];
  }
}

export default async function setup({ name, provide }: TestProject): Promise<void> {
  const out = `node_modules/.newest-${name}-${process.pid}`;
  try {
    await generate(name as Dialect, { name: 'newest', out });
    const [file] = (await readdir(join(packageRoot, out))).filter((each) => each.endsWith('.sql'));
    const text = await readFile(join(packageRoot, out, file!), 'utf8');
    provide('newest', text.split('--> statement-breakpoint'));
  } finally {
    await rm(join(packageRoot, out), { recursive: true, force: true });
  }
}
