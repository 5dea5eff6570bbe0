/** A post as a text file that other tools read: YAML front matter, then its markdown. */
import type { Post, Resource } from '@vesta-cx/db';

/** The file's text. JSON strings are YAML strings, so whatever a title holds stays a title. */
export function postFile(
  resource: Pick<
    Resource,
    'id' | 'title' | 'slug' | 'excerpt' | 'status' | 'publishedAt' | 'createdAt' | 'updatedAt'
  >,
  post: Pick<Post, 'body' | 'featuredImage'>,
): string {
  const { id, title, slug, excerpt, status, publishedAt, createdAt, updatedAt } = resource;
  const matter = {
    id,
    title,
    slug,
    excerpt,
    status,
    published: publishedAt?.toISOString() ?? null,
    image: post.featuredImage,
    created: createdAt.toISOString(),
    updated: updatedAt.toISOString(),
  };
  const lines = Object.entries(matter).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  return `---\n${lines.join('\n')}\n---\n\n${post.body}\n`;
}
