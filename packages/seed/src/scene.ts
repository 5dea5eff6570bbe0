/**
 * A believable small scene: one town's musicians, their label, a radio show, a magazine, a
 * basement, and the people who listen. All of it is invented.
 */
import type { SeedBatch, SeedRows } from './rows.ts';
import { adaOkafor, saltlightSessions } from './scene/ada.ts';
import { Scene, type SceneInput } from './scene/context.ts';
import { harbourLetters } from './scene/letters.ts';
import { makeCollections, makePermissions, registerCollections } from './scene/make-collections.ts';
import { makeEngagements, registerStatics } from './scene/make-engagements.ts';
import { makeCatalogue, makePeople, makeTeams } from './scene/make-people.ts';
import { makeResources, makeStatuses, makeWorkspace } from './scene/make-workspaces.ts';
import { brassAnvil, nightjarRecords } from './scene/nightjar.ts';
import { mothSignal, paperLanternSociety } from './scene/nightjar-quiet.ts';
import { halogenHour, offcut } from './scene/press.ts';
import { searchEntriesFor } from './search-entries.ts';
import type { WorkspaceSketch } from './scene/sketch.ts';
import { slowWeatherTapes, theHollowMile } from './scene/tapes.ts';
import { kilnStreet, marrowAndWire, zofiaHalny } from './scene/town.ts';

export type { SceneInput } from './scene/context.ts';

const workspaces: WorkspaceSketch[] = [
  zofiaHalny,
  adaOkafor,
  saltlightSessions,
  harbourLetters,
  nightjarRecords,
  brassAnvil,
  paperLanternSociety,
  mothSignal,
  slowWeatherTapes,
  theHollowMile,
  halogenHour,
  offcut,
  kilnStreet,
  marrowAndWire,
];

/**
 * The rows of the scene by table, in insertion order. The same input gives the same rows; ids
 * depend on neither `now` nor the identities, so loading twice adds nothing.
 */
export async function scene(input: SceneInput): Promise<SeedRows> {
  const made = new Scene(input);
  makePeople(made);
  makeTeams(made);
  for (const sketch of workspaces) makeWorkspace(made, sketch);
  for (const sketch of workspaces) await makeResources(made, sketch);
  await makeStatuses(made);
  registerCollections(made);
  registerStatics(made);
  makeEngagements(made);
  makeCollections(made);
  makePermissions(made);
  makeCatalogue(made);
  for (const [table, rows] of Object.entries(made.rows)) {
    made.rows.searchEntries.push(...searchEntriesFor({ table, rows } as SeedBatch));
  }
  return made.rows;
}
