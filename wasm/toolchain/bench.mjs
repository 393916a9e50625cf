// npm run bench: the engine beside other libraries and beside itself as a native program. Arguments go to the benchmark
// (npm run bench -- --json).
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { buildPreset, buildWasm } from './build.mjs';
import { installCatch2 } from './install.mjs';
import { installNodePackages } from './packages.mjs';
import { findCommand, main, projectFolder, step } from './steps.mjs';

await main(async () => {
  await buildWasm();
  await installNodePackages('tests/bench');
  await installCatch2();
  const compiler = findCommand('clang++-19', 'clang++', 'g++');   // the one that makes the WebAssembly, where there is it
  await step('Native program', () => buildPreset('bench', compiler ? [`-DCMAKE_CXX_COMPILER=${compiler}`] : []));
  const bench = spawn(process.execPath, [join(projectFolder, 'tests/bench/index.js'), ...process.argv.slice(2)],
    { stdio: 'inherit' });
  bench.on('exit', (code) => { process.exitCode = code ?? 1; });
});
