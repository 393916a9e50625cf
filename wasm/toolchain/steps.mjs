// What every npm script is made of: steps that say in one line what they do, and commands that are quiet unless they fail.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectFolder = fileURLToPath(new URL('../..', import.meta.url));

/** A failure that is explained by its message; anything else is a defect of the scripts and shows its stack. */
export class StepError extends Error {}

/**
 * Runs `work` and prints one line: the title, what came of it (the string that `work` returns) and the time it took.
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
    throw error;
  }
}

/**
 * Runs a command in the project folder and returns what it printed; a StepError with the end of that when it fails.
 * @param {string} command
 * @param {string[]} commandArguments
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<string>}
 */
export function run(command, commandArguments, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, commandArguments, {
      cwd: projectFolder, stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32', ...options,
    });
    let output = '';
    child.stdout?.on('data', (text) => { output += text; });
    child.stderr?.on('data', (text) => { output += text; });
    child.on('error', (error) => reject(new StepError(`${command} cannot be run: ${error.message}`)));
    child.on('close', (code) => {
      if (code === 0) resolve(output);
      else reject(new StepError(`${[command, ...commandArguments].join(' ')}\n${lastLines(output, 80)}`));
    });
  });
}

/** A program that npm installed into the project, as the arguments of run(). */
export const localProgram = (name) => join(projectFolder, 'node_modules', '.bin', name);

/** The first of these commands that is on PATH. */
export function findCommand(...names) {
  const suffixes = process.platform === 'win32' ? ['.exe', '.bat', '.cmd'] : [''];
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return names.find((name) => folders.some((folder) => suffixes.some((suffix) => existsSync(join(folder, name + suffix)))));
}

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
