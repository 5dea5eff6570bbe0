/** Writes `api.md` and the exports into the README: `pnpm --filter @vesta-cx/db api:update`. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot } from '../run.ts';
import { withExports } from './readme.ts';
import { report } from './report.ts';
import { readSurface } from './surface.ts';

const surface = await readSurface(packageRoot);
await writeFile(join(packageRoot, 'api.md'), await report(surface, packageRoot));

const readme = join(packageRoot, 'README.md');
await writeFile(readme, withExports(await readFile(readme, 'utf8'), surface));
