import { feed } from '$lib/server/feed';
import { jsonFeed } from '@vesta-cx/core/feeds';

/** What the workspace publishes, as JSON Feed. */
export const GET = feed('application/feed+json', jsonFeed);
