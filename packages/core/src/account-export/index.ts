export { files, type ExportFile } from './files.ts';
