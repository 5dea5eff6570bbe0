export { asThemself, chosen, requireSameActor, type ActingAs } from './queries.ts';
export { insertCollections, staticCollections } from './statics.ts';
