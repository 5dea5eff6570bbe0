import { cp, readFile, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dialects, migrationsFolder, type Dialect } from '../../scripts/dialects.ts';
import { generate } from '../../scripts/generate.ts';
import { packageRoot } from '../../scripts/run.ts';
import { temporaryFolder } from './temporary.ts';

describe.each(dialects)('the migrations for %s', (dialect) => {
  let copy: Awaited<ReturnType<typeof temporaryFolder>>;
  beforeAll(async () => {
    copy = await temporaryFolder();
    for (const part of ['src', 'package.json', 'drizzle.config.ts']) {
      await cp(join(packageRoot, part), join(copy.path, part), { recursive: true });
    }
    await symlink(join(packageRoot, 'node_modules'), join(copy.path, 'node_modules'));
  });
  afterAll(() => copy.remove());

  it('are those that the schema needs: generate has nothing to add', async () => {
    const before = await filesOf(copy.path, dialect);
    await generate(dialect, { name: 'drift', cwd: copy.path });
    expect(await filesOf(copy.path, dialect)).toEqual(before);
  });

  it.each([
    {
      what: 'a column',
      file: 'src/schema/posts.ts',
      from: "body: text('body')",
      to: "subtitle: text('subtitle'),\n  $&",
      sql: /ALTER TABLE .posts. ADD .*subtitle/,
    },
    {
      what: 'a value of an enumeration',
      file: 'src/schema/resource-urls.ts',
      from: "'spotify',",
      to: "'spotify', 'napster',",
      sql: /'spotify', 'napster'/,
    },
    {
      what: 'a value of an enumeration in a table that others refer to',
      file: 'src/schema/resources.ts',
      from: "'song', 'album'] as const",
      to: "'song', 'album', 'video'] as const",
      sql: { sqlite: /SET `id` = substr\(`id`, 2\);/, postgres: /'video'/, mysql: /'video'/ },
    },
  ])('and this check would notice $what without one', async ({ file, from, to, sql }) => {
    const before = await filesOf(copy.path, dialect);
    const source = await readFile(join(copy.path, file), 'utf8');
    const changed = source.replace(from, to);
    expect(changed).not.toBe(source);
    await writeFile(join(copy.path, file), changed);
    await generate(dialect, { name: 'drift', cwd: copy.path });
    const added = (await filesOf(copy.path, dialect)).filter((name) => !before.includes(name));
    expect(added).toEqual([expect.stringMatching(/^\d{4}_drift\.sql$/)]);
    const migration = join(copy.path, migrationsFolder[dialect], added[0]!);
    expect(await readFile(migration, 'utf8')).toMatch(sql instanceof RegExp ? sql : sql[dialect]);
  });
});

/** The migrations of one dialect, in order. */
async function filesOf(root: string, dialect: Dialect): Promise<string[]> {
  const names = await readdir(join(root, migrationsFolder[dialect]));
  return names.filter((name) => name.endsWith('.sql')).toSorted();
}
