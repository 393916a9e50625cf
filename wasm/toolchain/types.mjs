// The published .d.ts files, from scratch: what is left of a source that is gone would go into the npm package, too.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { localProgram, main, projectFolder, run } from './steps.mjs';

rmSync(join(projectFolder, 'build', 'types'), { recursive: true, force: true });
await main(() => run(localProgram('tsc'), ['--project', 'web/tsconfig.types.json']));
