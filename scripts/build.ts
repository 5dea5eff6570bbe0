/** `pnpm build`: the packages, and the app for the engine that `DATABASE_URL` names. */
import { engineOf } from '../apps/vesta/engine.ts';
import { root } from './lib/paths.ts';
import { run } from './lib/process.ts';
import { buildTask } from './lib/server-database.ts';
import { turbo } from './lib/turbo.ts';

const [command, args] = turbo('run', buildTask(engineOf(process.env.DATABASE_URL)), '--ui=stream');
const { code } = await run(command, args, { cwd: root, onLine: (line) => console.log(line) });
process.exitCode = code;
