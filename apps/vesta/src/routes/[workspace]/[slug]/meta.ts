import type { ResourceType } from '@vesta-cx/db';

export interface Artist {
  name: string;
  path: string;
  role: string | null;
}

interface Work {
  authors: Artist[];
  workspace: { name: string; slug: string };
}

export const ogTypes: Record<ResourceType, 'article' | 'music.song' | 'music.album'> = {
  post: 'article',
  status: 'article',
  song: 'music.song',
  album: 'music.album',
};

/** The roles under which somebody's name stands on the sleeve. */
const onTheSleeve = new Set(['artist', 'performer']);

/** Returns whose work it is: its performers or, where none are named, the workspace it is on. */
export function artistsOf({ authors, workspace }: Work): Artist[] {
  const performers = authors.filter(({ role }) => role && onTheSleeve.has(role.toLowerCase()));
  return performers.length > 0
    ? performers
    : [{ name: workspace.name, path: `/${workspace.slug}`, role: null }];
}
