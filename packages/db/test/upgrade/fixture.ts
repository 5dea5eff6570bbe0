/** A small history with right and wrong ways to go on, by which the upgrade test proves itself. */
import { withSafeRebuilds } from '../../scripts/rebuild.ts';
import type { Step, Upgradable } from './database.ts';

type Dialect = Upgradable['dialect'];

const key: Record<Dialect, string> = {
  sqlite: 'text(64)',
  postgres: 'varchar(64)',
  mysql: 'varchar(64)',
};

const labels = (dialect: Dialect, kinds = ['major', 'indie']) => `CREATE TABLE labels (
    id ${key[dialect]} PRIMARY KEY NOT NULL,
    name ${key[dialect]} NOT NULL,
    kind ${key[dialect]} NOT NULL,
    CONSTRAINT labels_kind CHECK(kind in (${kinds.map((kind) => `'${kind}'`).join(', ')}))
  );`;

const releases = (dialect: Dialect) => `CREATE TABLE releases (
    id ${key[dialect]} PRIMARY KEY NOT NULL,
    label_id ${key[dialect]} NOT NULL,
    earlier_id ${key[dialect]},
    title ${key[dialect]},
    CONSTRAINT releases_label_fk FOREIGN KEY (label_id) REFERENCES labels(id) ON DELETE cascade,
    CONSTRAINT releases_earlier_fk FOREIGN KEY (earlier_id) REFERENCES releases(id)
  );`;

const index = 'CREATE INDEX releases_title_idx ON releases (title);';

/** The first two steps, which are right. */
export const beginning = (dialect: Dialect): Step[] => [
  { name: '0000_labels', statements: [labels(dialect)] },
  { name: '0001_releases', statements: [releases(dialect), index] },
];

const column = (dialect: Dialect) => `ALTER TABLE labels ADD city ${key[dialect]};`;

/** A third step that is right: a column, filled from others. */
export const right = (dialect: Dialect): Step => ({
  name: '0002_city',
  statements: [column(dialect), `UPDATE labels SET city = name;`],
});

/** Third steps that do damage, and what is to be found of it. */
export const wrong = (dialect: Dialect): { what: string; step: Step; found: object }[] => {
  const step = (...statements: string[]) => ({ name: '0002_wrong', statements });
  return [
    {
      what: 'rows that are deleted',
      step: step(column(dialect), `DELETE FROM releases WHERE title IS NULL;`),
      found: { lost: [/^releases /], orphans: [], schema: [] },
    },
    {
      what: 'values that are changed',
      step: step(column(dialect), `UPDATE labels SET name = upper(name);`),
      found: { lost: [/^labels /], orphans: [], schema: [] },
    },
    {
      what: 'a column that is made anew instead of changed',
      step: step(
        column(dialect),
        index.replace('CREATE', 'DROP').replace(/ ON.*/, dialect === 'mysql' ? ' ON releases' : ''),
        `ALTER TABLE releases DROP COLUMN title;`,
        `ALTER TABLE releases ADD title ${key[dialect]};`,
        index,
      ),
      found: { lost: [/^releases /], orphans: [], schema: [] },
    },
    {
      what: 'an index that is forgotten',
      step: step(
        column(dialect),
        index.replace('CREATE', 'DROP').replace(/ ON.*/, dialect === 'mysql' ? ' ON releases' : ''),
      ),
      found: { lost: [], orphans: [], schema: [/^- releases: .*releases_title_idx/] },
    },
  ];
};

/** The schema that `right` leads to, made at once. */
export const newest = (dialect: Dialect): Step => ({
  name: 'newest',
  statements: [labels(dialect), releases(dialect), index, column(dialect)],
});

const remade = ['major', 'indie', 'diy'];

/**
 * Another kind of label on SQLite, and releases with a title, as drizzle-kit writes it: both tables
 * are made anew. Releases refer to labels, and to each other.
 */
const rebuild = `PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE \`__new_labels\` (
\t\`id\` text(64) PRIMARY KEY NOT NULL,
\t\`name\` text(64) NOT NULL,
\t\`kind\` text(64) NOT NULL,
\tCONSTRAINT "labels_kind" CHECK(kind in (${remade.map((kind) => `'${kind}'`).join(', ')}))
);
--> statement-breakpoint
INSERT INTO \`__new_labels\`("id", "name", "kind") SELECT "id", "name", "kind" FROM \`labels\`;--> statement-breakpoint
DROP TABLE \`labels\`;--> statement-breakpoint
ALTER TABLE \`__new_labels\` RENAME TO \`labels\`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE TABLE \`__new_releases\` (
\t\`id\` text(64) PRIMARY KEY NOT NULL,
\t\`label_id\` text(64) NOT NULL,
\t\`earlier_id\` text(64),
\t\`title\` text(64) DEFAULT 'untitled',
\tFOREIGN KEY (\`label_id\`) REFERENCES \`labels\`(\`id\`) ON UPDATE no action ON DELETE cascade,
\tFOREIGN KEY (\`earlier_id\`) REFERENCES \`releases\`(\`id\`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
INSERT INTO \`__new_releases\`("id", "label_id", "earlier_id", "title") SELECT "id", "label_id", "earlier_id", "title" FROM \`releases\`;--> statement-breakpoint
DROP TABLE \`releases\`;--> statement-breakpoint
ALTER TABLE \`__new_releases\` RENAME TO \`releases\`;--> statement-breakpoint
CREATE INDEX releases_title_idx ON releases (title);`;

const inSteps = (text: string): Step => ({
  name: '0002_kind',
  statements: text.split('--> statement-breakpoint').map((part) => part.trim()),
});

/** The rebuild as drizzle-kit writes it, deferred as is often advised, and as `generate` writes it. */
export const rebuilds = {
  written: inSteps(rebuild),
  deferred: inSteps(rebuild.replace('foreign_keys=OFF', 'defer_foreign_keys=ON')),
  safe: inSteps(withSafeRebuilds(rebuild)),
};

/** The schema that the rebuild leads to. */
export const rebuilt: Step = {
  name: 'newest',
  statements: [
    labels('sqlite', remade),
    releases('sqlite').replace('title text(64)', "title text(64) DEFAULT 'untitled'"),
    index,
  ],
};
