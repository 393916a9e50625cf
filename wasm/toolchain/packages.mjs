// What has to be installed: npm packages, and tools of the system through apt where there is apt.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { StepError, findCommand, findProgram, projectFolder, run, step } from './steps.mjs';

/**
 * Each tool: the commands, or the files, of which one must be there, the variable that names another program, and the Debian
 * package that brings it.
 */
export const buildTools = [
  { commands: ['cmake'], debian: 'cmake' },
  { commands: ['ninja'], debian: 'ninja-build' },
];
export const nativeTools = [
  { commands: ['g++'], debian: 'g++' },
  { commands: ['clang++-19', 'clang++'], debian: 'clang-19' },
  { commands: ['llvm-cov-19', 'llvm-cov'], debian: 'llvm-19' },
  { files: ['/usr/lib/llvm-19/lib/clang/19/lib/linux'], debian: 'libclang-rt-19-dev', optional: true },   // counts for coverage
  { commands: ['clang-format-19'], debian: 'clang-format-19', optional: true },
];
export const browsers = {
  chromium: { commands: ['chromium', 'chromium-browser', 'google-chrome'], variable: 'CHROMIUM', debian: 'chromium' },
  firefox: { commands: ['firefox-esr', 'firefox'], variable: 'FIREFOX', debian: 'firefox-esr' },
};

/** The file of a tool: what its variable names, else the first of its commands that is on PATH. */
export const programOf = ({ commands = [], variable = '' }) => process.env[variable] || findProgram(...commands);

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
    const required = missing.filter(({ optional }) => !optional);
    if (missing.length === 0) return 'all there';
    if (required.length > 0) await installAll(required);
    if (!hasApt()) return 'all there that is needed';
    return outcomeOf(missing, await tryToInstall(missing.filter(({ optional }) => optional)));
  });
}

const isThere = (tool) => Boolean(programOf(tool)) || (tool.files ?? []).some((file) => existsSync(file));

async function installAll(required) {
  const needed = required.map(({ commands, variable }) => commands.join(' or ') + (variable ? ` (or $${variable})` : ''));
  const request = `Please install: ${needed.join(', ')}. They must be on PATH. See CONTRIBUTING.md.`;
  if (!hasApt()) throw new StepError(request);
  try {
    await aptInstall(required.map(({ debian }) => debian));
  } catch (error) {
    error.message += `\n${request}`;   // Ubuntu's apt, for one, has no browsers
    throw error;
  }
}

// One by one: apt installs nothing of a list in which it does not know a name
async function tryToInstall(optional) {
  const skipped = [];
  for (const { debian } of optional) await aptInstall([debian]).catch(() => skipped.push(debian));
  return skipped;
}

function outcomeOf(wanted, skipped) {
  const installed = wanted.map(({ debian }) => debian).filter((name) => !skipped.includes(name));
  return [['installed', installed], ['did without', skipped]]
    .filter(([, names]) => names.length > 0).map(([what, names]) => `${what} ${names.join(' ')}`).join(', ');
}

export const hasApt = () => Boolean(findCommand('apt-get'));

/** Installs Debian packages, as root or through sudo. */
export async function aptInstall(names) {
  const install = ['apt-get', 'install', '-y', '-qq', '--no-install-recommends', ...names];
  await aptUpdate(install);
  await asRoot(install);
}

export const aptUpdate = (purpose) => asRoot(['apt-get', 'update', '-qq'], purpose);

async function asRoot(command, purpose = command) {
  const isRoot = process.getuid() === 0;
  if (!isRoot && !findCommand('sudo')) {
    throw new StepError(`As root, please run: ${purpose.join(' ')}`);
  }
  const prefix = isRoot ? ['env'] : ['sudo', 'env'];
  const [program, ...rest] = [...prefix, 'DEBIAN_FRONTEND=noninteractive', ...command];
  await run(program, rest, { stdio: ['inherit', 'pipe', 'pipe'] });   // sudo may ask for a password
}
