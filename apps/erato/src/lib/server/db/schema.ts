export * from '@vesta-cx/db';
