/**
 * The demo people: who they are at WorkOS (the local emulator) and in the demo scene. Both are
 * keyed by `externalId`, since WorkOS's own ids are only known once the emulator runs.
 */
export interface CastMember {
  externalId: string;
  email: string;
  firstName: string;
  lastName: string;
  handle: string;
  /** What they may do, for the page where a demo account is chosen. */
  role: string;
  /** Known to WorkOS only: their first sign-in makes their row. */
  newcomer?: true;
}

/** Nobody real: addresses of reserved domains, invented names. */
export const cast = [
  {
    externalId: 'ada',
    email: 'ada@example.com',
    firstName: 'Ada',
    lastName: 'Okafor',
    handle: 'ada',
    role: 'Solo artist; owns her workspaces',
  },
  {
    externalId: 'bruno',
    email: 'bruno@example.com',
    firstName: 'Bruno',
    lastName: 'Vasko',
    handle: 'bruno',
    role: 'Label manager; administers Nightjar Records',
  },
  {
    externalId: 'chiara',
    email: 'chiara@example.com',
    firstName: 'Chiara',
    lastName: 'Lund',
    handle: 'chiara',
    role: 'Label colleague; writes for some of its artists through a team',
  },
  {
    externalId: 'dev',
    email: 'dev@example.com',
    firstName: 'Dev',
    lastName: 'Ramanathan',
    handle: 'dev',
    role: 'Curator; may read one private workspace',
  },
  {
    externalId: 'emil',
    email: 'emil@example.com',
    firstName: 'Emil',
    lastName: 'Santos',
    handle: 'emil',
    role: 'Fan; a stranger behind every closed door',
  },
  {
    externalId: 'newcomer',
    email: 'nika@example.com',
    firstName: 'Nika',
    lastName: 'Petrov',
    handle: 'nika',
    role: 'Newcomer; has never signed in before',
    newcomer: true,
  },
] as const satisfies readonly CastMember[];

/** The organizations of the demo scene, by external id. */
export const castOrganizations = [{ externalId: 'nightjar', name: 'Nightjar Records' }] as const;
