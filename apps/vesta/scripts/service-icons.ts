// Writes the sprite of music services' marks: one symbol each, from the simple-icons set (CC0).
// A page refers to symbols of this file, so that marks cost no script. Run after changing the list:
//   node scripts/service-icons.ts
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { serviceMarks } from '../src/lib/components/services/marks.ts';

const set = JSON.parse(
  readFileSync(fileURLToPath(import.meta.resolve('@iconify-json/simple-icons/icons.json')), 'utf8'),
) as { width: number; height: number; icons: Record<string, { body: string }> };

const symbols = Object.entries(serviceMarks).map(([service, { icon }]) => {
  const found = set.icons[icon];
  if (!found) throw new Error(`simple-icons has no "${icon}"`);
  return `<symbol id="${service}" viewBox="0 0 ${set.width} ${set.height}">${found.body}</symbol>`;
});

writeFileSync(
  new URL('../src/lib/components/services/marks.svg', import.meta.url),
  `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join('\n')}\n</svg>\n`,
);
