// node split.mjs <folder of Binaryen's tools> <module>: divides the linked module in two. The functions that a first visit runs
// (first-visit.mjs, tried out here) stay in <module>.wasm; all others go to <module>.more.wasm, which the engine fetches when a command
// may need them (web/src/engine/second-part.js). Where the line runs is a matter of bytes, not of results: what the first part calls
// in the second is found, if need be on the spot.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { firstVisit } from './first-visit.mjs';

const [tools, module] = process.argv.slice(2);
const features = ['simd', 'bulk-memory', 'sign-ext', 'mutable-globals', 'nontrapping-float-to-int'].map((name) => `--enable-${name}`);
const run = (tool, ...args) => execFileSync(join(tools, tool), [...args, ...features], { stdio: ['ignore', 'ignore', 'inherit'] });

/** Runs the first visit in a module that counts, and writes down which functions it reached. */
async function writeProfile(instrumented, profile) {
  const { default: createModule } = await import(pathToFileURL(resolve(`${module}.mjs`)).href);
  let exports;
  const instantiate = async (wasm, imports) => {
    const instance = await WebAssembly.instantiate(wasm, imports);
    exports = instance.exports;
    return instance;
  };
  firstVisit(await createModule({ wasm: await WebAssembly.compile(readFileSync(instrumented)), instantiate }));
  const memory = Object.values(exports).find((value) => value instanceof WebAssembly.Memory);
  const page = 65536;
  const free = memory.grow(1) * page;
  writeFileSync(profile, new Uint8Array(memory.buffer, free, exports.__write_profile(free, page)));
}

const folder = mkdtempSync(`${module}-`);
try {
  const [sorted, counting, profile] = ['sorted.wasm', 'counting.wasm', 'profile'].map((name) => join(folder, name));
  // gzip looks back 32 KB: in the order of their names the instances of one template are neighbours. 1.1 KB less, same code
  run('wasm-opt', `${module}.wasm`, '-o', sorted, '--reorder-functions-by-name', '--debuginfo');
  run('wasm-split', '--instrument', sorted, '-o', counting);
  await writeProfile(counting, profile);
  const parts = [`${module}.wasm`, `${module}.more.wasm`];
  run('wasm-split', sorted, `--profile=${profile}`, '-o1', parts[0], '-o2', parts[1],
    '--import-namespace=first', '--placeholder-namespace=later');
  for (const part of parts) run('wasm-opt', part, '-o', part, '-Os');   // what has only one caller left can go into it: 0.3 KB
} finally {
  rmSync(folder, { recursive: true });
}
