import { expect, it } from 'vitest';
import { withSafeRebuilds } from '../../scripts/rebuild.ts';

const breakpoint = '--> statement-breakpoint';
const rebuild = (columns: string) => `PRAGMA foreign_keys=OFF;${breakpoint}
CREATE TABLE \`__new_things\` (
${columns}
);
${breakpoint}
INSERT INTO \`__new_things\`("id") SELECT "id" FROM \`things\`;${breakpoint}
DROP TABLE \`things\`;${breakpoint}
ALTER TABLE \`__new_things\` RENAME TO \`things\`;${breakpoint}
PRAGMA foreign_keys=ON;`;

it('nobody refers to the rows of a table when it is dropped', () => {
  const statements = withSafeRebuilds(rebuild('\t`id` text(64) PRIMARY KEY NOT NULL'))
    .split(breakpoint)
    .map((statement) => statement.trim());
  expect(statements.toSpliced(1, 2)).toEqual([
    'PRAGMA defer_foreign_keys=ON;',
    "UPDATE `__new_things` SET `id` = '~' || `id`;",
    "UPDATE `things` SET `id` = '~' || `id`;",
    'DROP TABLE `things`;',
    'ALTER TABLE `__new_things` RENAME TO `things`;',
    'UPDATE `things` SET `id` = substr(`id`, 2);',
    '',
  ]);
});

it('a table with a key of several columns has nobody who refers to it', () => {
  const columns = '\t`id` text(64) NOT NULL,\n\tPRIMARY KEY(`id`, `n`)';
  expect(withSafeRebuilds(rebuild(columns))).not.toContain('UPDATE');
});

it('refuses a key that can not be set aside, and leaves other migrations as they are', () => {
  const numbered = rebuild('\t`id` integer PRIMARY KEY NOT NULL');
  expect(() => withSafeRebuilds(numbered)).toThrow(/key of __new_things is not text/);
  const plain = 'ALTER TABLE `things` ADD `name` text;';
  expect(withSafeRebuilds(plain)).toBe(plain);
});
