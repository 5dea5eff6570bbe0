import { cp, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { withExports } from '../../scripts/api/readme.ts';
import { report } from '../../scripts/api/report.ts';
import { entries, readSurface, type Entry, type Surface } from '../../scripts/api/surface.ts';
import { dialects } from '../../scripts/dialects.ts';
import { packageRoot } from '../../scripts/run.ts';
import type { Packed } from './pack.ts';
import { temporaryFolder } from './temporary.ts';

const advice =
  'The public API changed. Run `pnpm --filter @vesta-cx/db api:update`, read what it changed in ' +
  'api.md, and say in a changeset (`pnpm changeset`) what that means to those who use the package';

/** The promises about what the packed package exports. */
export function describeApi(packed: () => Packed) {
  describe('its public API', () => {
    let surface: Surface;
    const committed = (file: string) => readFile(join(packageRoot, file), 'utf8');
    beforeAll(async () => {
      await symlink(join(packageRoot, 'node_modules'), join(packed().folder, 'node_modules'));
      surface = await readSurface(packed().folder);
    });

    it('is what api.md says', async () => {
      expect(await report(surface, packed().folder), advice).toBe(await committed('api.md'));
    });

    it('is listed in the README as the docstrings have it', async () => {
      const readme = await committed('README.md');
      expect(withExports(readme, surface), advice).toBe(readme);
    });

    it('has no name that the README leaves out, in any entry of any database', async () => {
      const readme = await committed('README.md');
      for (const entry of Object.keys(entries) as Entry[]) {
        const title = `### \`${entry.replace('.', '@vesta-cx/db')}\`\n`;
        const [, section = ''] = readme.split(title);
        const [text] = section.split('\n### ');
        const told = new Set([...text!.matchAll(/`(\w+)(?:\(\))?`/g)].map(([, name]) => name!));
        for (const dialect of dialects) {
          const names = surface[dialect][entry].map(({ name }) => name);
          expect(names.length).toBeGreaterThan(10);
          expect(
            names.filter((name) => !told.has(name)),
            `${dialect} ${entry}`,
          ).toEqual([]);
        }
      }
    });

    it('has types for all that it has at run time, under the same names', () => {
      for (const dialect of dialects) {
        for (const found of Object.values(surface[dialect]).flat()) {
          const isType = /^(?:type|interface) /.test(found.declaration);
          expect(found.value === undefined, `${dialect} ${found.name}`).toBe(isType);
        }
      }
    });

    it('would not be, were any of it changed', async () => {
      const copy = await temporaryFolder();
      try {
        await cp(packed().folder, copy.path, {
          recursive: true,
          filter: (path) => !path.includes('node_modules'),
        });
        await symlink(join(packageRoot, 'node_modules'), join(copy.path, 'node_modules'));
        for (const { file, from, to } of changes) {
          const text = await readFile(join(copy.path, file), 'utf8');
          expect(text).toContain(from);
          await writeFile(join(copy.path, file), text.replace(from, to));
        }
        const before = new Set((await committed('api.md')).split('\n'));
        const after = (await report(await readSurface(copy.path), copy.path)).split('\n');
        const added = after.filter((line) => !before.has(line));
        for (const { what, line } of changes) {
          expect(added, what).toContainEqual(expect.stringMatching(line));
        }
      } finally {
        await copy.remove();
      }
    });
  });
}

const changes = [
  {
    what: 'a column that is shorter on one database',
    file: 'dist/mysql/schema/users.js',
    from: "varchar('handle', 40)",
    to: "varchar('handle', 30)",
    line: /^varchar\(40\).* = varchar\(30\) /,
  },
  {
    what: 'a value less in an enumeration',
    file: 'dist/postgres/schema/resources.d.ts',
    from: '"song", "album"]',
    to: '"song"]',
    line: /^const resourceTypes: readonly \["post", "status", "song"\]; \[postgres\]$/,
  },
  {
    what: 'a validator that takes less',
    file: 'dist/sqlite/validators.js',
    from: 'handle: slugSchema.max(40)',
    to: 'handle: slugSchema.max(39)',
    line: /^ {2}handle: string, maxLength 39, .* \[sqlite\]$/,
  },
  {
    what: 'a function that wants more',
    file: 'dist/sqlite/query/prefix.d.ts',
    from: 'from?: KeysetValue)',
    to: 'from: KeysetValue | undefined, length: number)',
    line: /^function startsWith\(.*, length: number\): SQL; \[sqlite\]$/,
  },
  {
    what: 'an applied migration that was edited',
    file: 'src/migrations/0000_init.sql',
    from: 'CREATE TABLE',
    to: 'CREATE  TABLE',
    line: /^0000_init\.sql [0-9a-f]{16}$/,
  },
];
