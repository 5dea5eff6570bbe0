import type { WorkspaceSketch } from './sketch.ts';

/** What Ada writes to those who follow it, and to nobody else. */
export const harbourLetters: WorkspaceSketch = {
  slug: 'harbour-letters',
  name: 'Harbour Letters',
  description: 'Letters from the studio at the end of the line, for those who follow.',
  owner: '@ada',
  theme: { accent: '#d1495b', background: '#fdf6ec', font: 'serif', corners: 'soft' },
  joined: 52,
  private: true,
  resources: [
    {
      type: 'post',
      slug: 'first-letter-to-followers',
      title: 'First letter to followers',
      published: 4,
      body: `You follow these letters, so you are the first to know: there is a fourth verse.

It came on the tram, between *Customs House* and the end of the line. I have sung it to one
person so far, and to the harbour. It goes on the record if neither of them talks.

Until then it stays between us.`,
    },
  ],
};
