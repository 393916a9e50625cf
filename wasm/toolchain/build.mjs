// npm run build: the WebAssembly product in build/wasm and the site in dist/, each only when something changed.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { installToolchain } from './install.mjs';
import { installNodePackages } from './packages.mjs';
import { isScript, localProgram, main, projectFolder, run, step } from './steps.mjs';

const siteInputs = ['web', 'build/wasm/wasm', 'package.json', 'package-lock.json'];
const siteStamp = join(projectFolder, 'build', 'site.stamp');

/** Installs what is missing and builds the WebAssembly product; enough for npm run dev. */
export async function buildWasm() {
  await installNodePackages();
  await installToolchain();
  await step('WebAssembly', () => buildPreset('wasm'));
}

export async function buildSite() {
  await step('Site', async () => {
    const fingerprint = fingerprintOf(siteInputs);
    if (existsSync(join(projectFolder, 'dist')) && readOrEmpty(siteStamp) === fingerprint) return 'up to date';
    rmSync(siteStamp, { force: true });
    await run(localProgram('vite'), ['build', '--config', 'web/vite.config.js']);
    writeFileSync(siteStamp, fingerprint);
    return 'built';
  });
}

/** Configures a CMake preset when that is due and builds it. */
export async function buildPreset(preset, configureArguments = []) {
  const folder = join(projectFolder, 'build', preset);
  if (isOfAnotherProject(folder)) rmSync(folder, { recursive: true });
  mkdirSync(folder, { recursive: true });
  // Not CMakeCache.txt: CMake writes that even when configuring fails, and leaves it alone when nothing in it changes
  if (isOlder(join(folder, 'build.ninja'), join(projectFolder, 'CMakePresets.json'))) {
    await run('cmake', ['--preset', preset, ...configureArguments]);
  }
  const output = await run('cmake', ['--build', '--preset', preset]);
  return output.includes('no work to do') ? 'up to date' : 'built';
}

/** Of one that was copied or moved as a whole: CMake would go on building where it was, or fail where that is gone. */
export function isOfAnotherProject(folder) {
  const home = /^CMAKE_HOME_DIRECTORY:INTERNAL=(.*)$/m.exec(readOrEmpty(join(folder, 'CMakeCache.txt')))?.[1];
  return home !== undefined && !(existsSync(home) && realpathSync(home) === realpathSync(projectFolder));
}

const isOlder = (file, other) => !existsSync(file) || statSync(file).mtimeMs < statSync(other).mtimeMs;

const readOrEmpty = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '');

function fingerprintOf(paths) {
  const hash = createHash('sha256');
  for (const file of paths.flatMap(filesBelow)) hash.update(file).update(readFileSync(file));
  return hash.digest('hex');
}

function filesBelow(path) {
  const absolute = join(projectFolder, path);
  if (!statSync(absolute).isDirectory()) return [absolute];
  return readdirSync(absolute, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(js|mjs|wasm|css|html|md|svg|png|csv|txt|json)$/.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

if (isScript(import.meta.url)) {
  await main(async () => {
    await buildWasm();
    await buildSite();
  });
}
