export { asThemself, chosen, requireSameActor, type ActingAs } from './queries.ts';
export { insertStaticCollections } from './statics.ts';
