/** vesta's use cases, one namespace a domain; doors import the domain they need. */
export * from './kernel/index.ts';
