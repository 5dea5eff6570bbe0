import { textOf } from '$lib/server/texts';
import { error } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

const titles = {
  privacy: {
    title: 'Privacy',
    description: 'What this site keeps about people, and what it does not.',
  },
  terms: { title: 'Terms', description: 'What holds for everybody who publishes here.' },
};

export const load: PageServerLoad = async (event) => {
  const { text } = event.params;
  if (text !== 'privacy' && text !== 'terms') error(404, 'There is no such text');
  return { ...titles[text], html: textOf(text, event) };
};
