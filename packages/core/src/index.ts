/** vesta's use cases, one namespace a domain; apps import the domain they need. */
export * from './kernel/index.ts';
