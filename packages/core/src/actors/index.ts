export { asThemself, chosen, requireSameActor, type ActingAs } from './queries.ts';
