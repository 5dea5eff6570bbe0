/** Tables in Markdown, and files of which a command writes parts. */
import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';

/** A table whose first column is text and whose others are figures. */
export function markdownTable(head: string[], lines: string[][]): string {
  const row = (cells: string[]) => `| ${cells.join(' | ')} |`;
  const rule = head.map((_, i) => (i === 0 ? '---' : '--:'));
  return [head, rule, ...lines].map(row).join('\n');
}

/**
 * The text with what stands between `<!-- name -->` and `<!-- /name -->` replaced, formatted like
 * every file here. Throws when the file has no such place.
 */
export async function filled(file: string, parts: Record<string, string>): Promise<string> {
  let text = readFileSync(file, 'utf8');
  for (const [name, content] of Object.entries(parts)) {
    const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
    const from = text.indexOf(start);
    const to = text.indexOf(end);
    if (from < 0 || to < from)
      throw new Error(`${file} has no place for ${name}: ${start} … ${end}`);
    text = `${text.slice(0, from + start.length)}\n\n${content}\n\n${text.slice(to)}`;
  }
  const config = await resolveConfig(file);
  return format(text, { ...config, filepath: file });
}

/** Writes those parts. */
export async function fill(file: string, parts: Record<string, string>): Promise<void> {
  writeFileSync(file, await filled(file, parts));
}
