export { files, type TakeoutFile } from './files.ts';
