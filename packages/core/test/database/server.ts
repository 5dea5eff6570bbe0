/**
 * Each worker of a run has one database on the server, which the test files that it runs empty for
 * themselves; the run drops them all when it ends.
 */
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** How the names of this run's databases begin. */
    databases: string;
  }
}

export default async function setup(project: TestProject) {
  const prefix = `vesta_rules_${crypto.randomUUID().slice(0, 8)}_`;
  project.provide('databases', prefix);
  const { dropAll } = project.name.startsWith('mysql')
    ? await import('@vesta-cx/testing/mysql')
    : await import('@vesta-cx/testing/postgres');
  return () => dropAll(prefix);
}
