// npm run bench: the engine beside other libraries. Arguments go to the benchmark (npm run bench -- --json).
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { buildWasm } from './build.mjs';
import { installNodePackages } from './packages.mjs';
import { main, projectFolder } from './steps.mjs';

await main(async () => {
  await buildWasm();
  await installNodePackages('tests/bench');
  const bench = spawn(process.execPath, [join(projectFolder, 'tests/bench/index.js'), ...process.argv.slice(2)],
    { stdio: 'inherit' });
  bench.on('exit', (code) => { process.exitCode = code ?? 1; });
});
