// Finds Emscripten: an emcc on PATH or in $EMSDK of at least the version below, else the one that the npm scripts unpacked
// into build/toolchain. `node emscripten.mjs` prints its folder; CMake asks that way too (emscripten.cmake).
import { execFileSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isScript } from './steps.mjs';

export const minimumVersion = '3.1.69';
export const toolchainFolder = fileURLToPath(new URL('../../build/toolchain', import.meta.url));

/** True when dotted version `a` is at least `b`. */
export function isAtLeast(a, b) {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number));
  const differs = right.findIndex((part, i) => part !== left[i]);
  return differs === -1 || left[differs] > right[differs];
}

/** The folder of Emscripten's scripts and its version, or null when there is none that is new enough. */
export function findEmscripten() {
  for (const emcc of candidates()) {
    const version = versionOf(emcc);
    if (version && isAtLeast(version, minimumVersion)) return { root: rootOf(emcc), version };
  }
  return null;
}

function candidates() {
  const onPath = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const folders = [...onPath, join(toolchainFolder, 'emscripten')];
  if (process.env.EMSDK) folders.unshift(join(process.env.EMSDK, 'upstream', 'emscripten'));
  const name = process.platform === 'win32' ? 'emcc.bat' : 'emcc';
  return folders.map((folder) => join(folder, name)).filter((file) => existsSync(file));
}

function versionOf(emcc) {
  try {
    return /\b(\d+\.\d+\.\d+)\b/.exec(ask(emcc, '--version'))?.[1] ?? null;
  } catch {
    return null; // there, but does not run (Debian's without its compilers, for instance): not a candidate
  }
}

// em-config knows the folder even where emcc on PATH is a wrapper (Homebrew); it lies beside emcc
function rootOf(emcc) {
  try {
    return ask(emcc.replace(/emcc(?=\.bat$|$)/, 'em-config'), 'EMSCRIPTEN_ROOT').trim();
  } catch {
    return dirname(realpathSync(emcc));
  }
}

function ask(command, argument) {
  const options = { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], shell: process.platform === 'win32' };
  return execFileSync(command, [argument], options);
}

if (isScript(import.meta.url)) {
  const found = findEmscripten();
  if (!found) {
    console.error(`No Emscripten ${minimumVersion} or newer. "npm run build" fetches one on Debian; wasm/toolchain/README.md says more.`);
    process.exit(1);
  }
  console.log(found.root);
}
