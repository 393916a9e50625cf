// What every npm script is made of: steps that say in one line what they do, and commands that are quiet unless they fail.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { delimiter, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectFolder = fileURLToPath(new URL('../..', import.meta.url));

/** A failure that is explained by its message; anything else is a defect of the scripts and shows its stack. */
export class StepError extends Error {
  output = '';   // all that a command printed, where one failed
}

/**
 * Runs `work` and prints one line: the title, what came of it (the string that `work` returns) and the time it took. All that a
 * failed command printed goes into a file of build/logs.
 * @param {string} title
 * @param {() => unknown} work
 */
export async function step(title, work) {
  const start = performance.now();
  process.stderr.write(`${title} … `);    // not stdout: npm run -s bench -- --json > figures.json
  try {
    const outcome = await work();
    console.error(`${outcome || 'done'} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
  } catch (error) {
    console.error('failed');
    if (error.output) error.message += `\nAll of it: ${keepLog(title, error.output)}`;
    throw error;
  }
}

function keepLog(title, output) {
  const folder = join(projectFolder, 'build', 'logs');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${title.replace(/[^\w+]+/g, '-')}.log`);
  writeFileSync(file, output);
  return relative(process.cwd(), file);
}

/**
 * Runs a command in the project folder and returns what it printed; a StepError with the end of that when it fails.
 * @param {string} command
 * @param {string[]} commandArguments
 * @param {import('node:child_process').SpawnOptions} [options] `env` is added to the script's own environment
 * @returns {Promise<string>}
 */
export function run(command, commandArguments, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, commandArguments, {
      cwd: projectFolder, stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32', ...options,
      env: { ...process.env, ...options.env },
    });
    let output = '';
    child.stdout?.on('data', (text) => { output += text; });
    child.stderr?.on('data', (text) => { output += text; });
    child.on('error', (error) => reject(new StepError(`${command} cannot be run: ${error.message}`)));
    child.on('close', (code, signal) => {
      if (code === 0) resolve(output);
      else reject(failureOf([command, ...commandArguments].join(' '), output, signal));
    });
  });
}

function failureOf(commandLine, output, signal) {
  const ending = signal ? `\nIt was ended by ${signal}.` : '';
  return Object.assign(new StepError(`${commandLine}\n${lastLines(output, 80)}${ending}`), { output: `${output}${ending}\n` });
}

/** A program that npm installed into the project, as the arguments of run(). */
export const localProgram = (name) => join(projectFolder, 'node_modules', '.bin', name);

/** The first of these commands that is on PATH. */
export const findCommand = (...names) => names.find((name) => findProgram(name));

/** The file of the first of these commands that is on PATH. */
export function findProgram(...names) {
  const suffixes = process.platform === 'win32' ? ['.exe', '.bat', '.cmd'] : [''];
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return names.flatMap((name) => folders.flatMap((folder) => suffixes.map((suffix) => join(folder, name + suffix))))
    .find((file) => existsSync(file));
}

/** Whether a module is the script that Node was started with, also through a symbolic link. @param {string} url import.meta.url */
export const isScript = (url) => process.argv[1] !== undefined && existsSync(process.argv[1])
  && realpathSync(process.argv[1]) === fileURLToPath(url);

/** Runs the main function of a script; a StepError ends it with its message, not with a stack. */
export async function main(script) {
  try {
    await script();
  } catch (error) {
    console.error(`\n${error instanceof StepError ? error.message : error.stack}`);
    process.exit(1);
  }
}

const lastLines = (text, count) => text.trimEnd().split('\n').slice(-count).join('\n');
