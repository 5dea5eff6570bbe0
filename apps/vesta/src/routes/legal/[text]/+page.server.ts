import { textOf } from '$lib/server/texts';
import { error } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

const titles = {
  privacy: {
    title: 'Privacy',
    description: 'What this site keeps about people, and what it does not.',
  },
  security: {
    title: 'Security',
    description: 'How to report a hole, what this software promises, and what it does not.',
  },
  terms: { title: 'Terms', description: 'What holds for everybody who publishes here.' },
};

const isTitled = (text: string): text is keyof typeof titles => Object.hasOwn(titles, text);

export const load: PageServerLoad = async (event) => {
  const { text } = event.params;
  if (!isTitled(text)) error(404, 'There is no such text');
  return { ...titles[text], html: textOf(text, event) };
};
