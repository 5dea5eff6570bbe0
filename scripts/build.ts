/** `pnpm build`: the packages, and the app for the engine that `DATABASE_URL` names. */
import { engineOf } from '@vesta-cx/local/engine';
import { root } from '@vesta-cx/local/paths';
import { run } from '@vesta-cx/local/process';
import { buildTask } from '@vesta-cx/local/server-database';
import { turbo } from '@vesta-cx/local/turbo';

const [command, args] = turbo('run', buildTask(engineOf(process.env.DATABASE_URL)), '--ui=stream');
const { code } = await run(command, args, { cwd: root, onLine: (line) => console.log(line) });
process.exitCode = code;
