/** What only a post has: its text. */
import { id, table, text } from '#dialect';
import { resources } from './resources.ts';
import { createdAt, updatedAt } from './shared.ts';

/** What only a post has. */
export const posts = table('posts', {
  resourceId: id('resource_id')
    .primaryKey()
    .references(() => resources.id, { onDelete: 'cascade' }),
  /** Markdown, as written. */
  body: text('body').notNull(),
  /** Rendered and sanitised when the body was written. */
  bodyHtml: text('body_html').notNull(),
  featuredImage: text('featured_image'),
  createdAt: createdAt(),
  updatedAt: updatedAt(),
});

export type Post = typeof posts.$inferSelect;
export type NewPost = typeof posts.$inferInsert;
