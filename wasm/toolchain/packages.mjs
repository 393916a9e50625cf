// What has to be installed: npm packages, and tools of the system through apt where there is apt.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { StepError, findCommand, projectFolder, run, step } from './steps.mjs';

/** Each tool: the commands, or the files, of which one must be there, and the Debian package that brings it. */
export const buildTools = [
  { commands: ['cmake'], debian: 'cmake' },
  { commands: ['ninja'], debian: 'ninja-build' },
];
export const testTools = [
  { commands: ['g++'], debian: 'g++' },
  { commands: ['clang++-19', 'clang++'], debian: 'clang-19' },
  { commands: ['llvm-cov-19', 'llvm-cov'], debian: 'llvm-19' },
  { files: ['/usr/lib/llvm-19/lib/clang/19/lib/linux'], debian: 'libclang-rt-19-dev', optional: true },   // counts for coverage
  { commands: ['clang-format-19'], debian: 'clang-format-19', optional: true },
  { commands: ['chromium', 'chromium-browser', 'google-chrome'], debian: 'chromium' },
  { commands: ['firefox-esr', 'firefox'], debian: 'firefox-esr' },
];

/** npm ci in a folder, unless what is installed there already is what its package-lock.json names. */
export async function installNodePackages(folder = '.') {
  const title = folder === '.' ? 'npm packages' : `npm packages of ${folder}`;
  await step(title, async () => {
    if (matchesLock(join(projectFolder, folder))) return 'up to date';
    await run('npm', ['ci', '--no-audit', '--no-fund'], { cwd: join(projectFolder, folder) });
    return 'installed';
  });
}

// npm writes into node_modules what it installed, in the format of package-lock.json
function matchesLock(folder) {
  const installedFile = join(folder, 'node_modules', '.package-lock.json');
  if (!existsSync(installedFile)) return false;
  const [wanted, installed] = [join(folder, 'package-lock.json'), installedFile]
    .map((file) => JSON.parse(readFileSync(file, 'utf8')).packages);
  return Object.entries(wanted).every(([path, { version, optional }]) =>
    path === '' || optional || installed[path]?.version === version);
}

/** Installs the tools that are missing with apt, or says which to install where there is no apt. */
export async function installTools(title, tools) {
  await step(title, async () => {
    const missing = tools.filter((tool) => !isThere(tool));
    if (missing.length === 0) return 'all there';
    if (!hasApt()) return refuseUnlessOptional(missing);
    await aptInstall(missing.map(({ debian }) => debian));
    return `installed ${missing.map(({ debian }) => debian).join(' ')}`;
  });
}

const isThere = ({ commands = [], files = [] }) => Boolean(findCommand(...commands)) || files.some((file) => existsSync(file));

function refuseUnlessOptional(missing) {
  const needed = missing.filter(({ optional }) => !optional).map(({ commands }) => commands.join(' or '));
  if (needed.length === 0) return 'all there that is needed';
  throw new StepError(`Please install: ${needed.join(', ')}. They must be on PATH. See CONTRIBUTING.md.`);
}

export const hasApt = () => Boolean(findCommand('apt-get'));

/** Installs Debian packages, as root or through sudo. */
export async function aptInstall(names) {
  await asRoot(['apt-get', 'update', '-qq']);
  await asRoot(['apt-get', 'install', '-y', '-qq', '--no-install-recommends', ...names]);
}

async function asRoot(command) {
  const isRoot = process.getuid() === 0;
  if (!isRoot && !findCommand('sudo')) {
    throw new StepError(`As root, please run: ${command.join(' ')}`);
  }
  const prefix = isRoot ? ['env'] : ['sudo', 'env'];
  const [program, ...rest] = [...prefix, 'DEBIAN_FRONTEND=noninteractive', ...command];
  await run(program, rest, { stdio: ['inherit', 'pipe', 'pipe'] });   // sudo may ask for a password
}
