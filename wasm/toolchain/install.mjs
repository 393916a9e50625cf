// Emscripten and the source of Catch2, where the machine has none: Debian's own package when it is new enough, on Debian 12 the
// recipe of debian12.sh, anywhere else a sentence that says what to install.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findEmscripten, isAtLeast, minimumVersion, toolchainFolder } from './emscripten.mjs';
import { aptInstall, aptUpdate, buildTools, hasApt, installTools } from './packages.mjs';
import { StepError, findCommand, projectFolder, run, step } from './steps.mjs';

const debian12Recipe = join(projectFolder, 'wasm', 'toolchain', 'debian12.sh');

// Debian 12's own compilers, which the unpacked Emscripten calls
const debian12Tools = [
  { commands: ['python3'], debian: 'python3' },
  { commands: ['clang-19'], debian: 'clang-19' },
  { commands: ['wasm-ld-19'], debian: 'lld-19' },
  { commands: ['llvm-ar-19'], debian: 'llvm-19' },
];

/** Everything that building the WebAssembly product needs. */
export async function installToolchain() {
  const viaRecipe = isDebian12() && needsRecipe();
  await installTools('Build tools', viaRecipe ? [...buildTools, ...debian12Tools] : buildTools);
  await step('Emscripten', async () => {
    const found = findEmscripten() ?? await installEmscripten();
    return found.version;
  });
}

async function installEmscripten() {
  if (isDebian12()) await run('bash', [debian12Recipe, 'emscripten', toolchainFolder]);
  else if (await aptHasEmscripten()) await aptInstall(['emscripten']);
  else throw new StepError(`No Emscripten ${minimumVersion} or newer on PATH or in $EMSDK, and none to install from here.
Please install it with emsdk (emsdk install ${minimumVersion}, or newer; then activate it in this shell):
wasm/toolchain/README.md says how, step by step.`);

  const found = findEmscripten();
  if (!found) throw new StepError('Emscripten is installed but does not run: try "emcc --version".');
  return found;
}

/** Catch2's source, for the tests. Elsewhere than on Debian 12 CMake finds it or downloads it (tests/CMakeLists.txt). */
export async function installCatch2() {
  if (!isDebian12()) return;
  await step('Catch2', async () => {
    if (existsSync(join(toolchainFolder, 'catch2', 'CMakeLists.txt'))) return 'up to date';
    return run('bash', [debian12Recipe, 'catch2', toolchainFolder])
      .then(() => 'unpacked', (error) => `left to CMake, for Debian's could not be had: ${error.message.trim().split('\n').at(-1)}`);
  });
}

// The unpacked Emscripten does not run without Debian's compilers, so ask for the folder rather than for its version
function needsRecipe() {
  const found = findEmscripten();
  return !found || found.root.startsWith(toolchainFolder);
}

async function aptHasEmscripten() {
  if (!hasApt() || !findCommand('apt-cache')) return false;
  if (!(await aptPolicy()).includes('Candidate:')) await aptUpdate();   // apt's lists are empty, as in a fresh container
  const candidate = /Candidate: (\d+\.\d+\.\d+)/.exec(await aptPolicy())?.[1];
  return candidate !== undefined && isAtLeast(candidate, minimumVersion);
}

// In English, whatever the user's language
const aptPolicy = () => run('apt-cache', ['policy', 'emscripten'], { env: { LC_ALL: 'C' } });

function isDebian12() {
  const file = '/etc/os-release';
  const release = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return /^ID=debian$/m.test(release) && /^VERSION_ID="?12"?$/m.test(release);
}
