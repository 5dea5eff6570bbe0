import { reservedNames } from '../kernel/index.ts';

/** Pages that the site has, is going to have, or would have, beside those of its workspaces. */
const pages = `act-as activity activities album albums all analytics archive artist artists audience
  audit-log band bands bookmark bookmarks browse categories category chart charts collection
  collections comment comments compose create dashboard dev directory discover draft drafts edit editor
  engagements event events explore export favorites feature featured features find follow followers
  following for-you foryou genre genres go group groups hashtag hashtags history home import inbox
  insights keys label labels latest library like likes link links list lists member members mention
  mentions message messages new newest notification notifications org organisation organisations
  organization organizations people permission permissions person playlist playlists popular posts
  random recent recommended release releases repost reposts resource resources role roles s schedule
  scheduled search share song songs start statistics statuses studio tag tags teams theme themes
  timeline top topic topics track tracks trash trending u user users workspace workspaces`;

/**
 * First path segments that no workspace can have. A test in the app compares this list with its
 * route tree.
 */
export const reservedSlugs: ReadonlySet<string> = new Set([
  ...reservedNames,
  ...pages.split(/\s+/),
]);
