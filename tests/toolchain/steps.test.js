// What the npm scripts are made of: what is left of a command that fails, and who is a script.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { StepError, projectFolder, run, step } from '../../wasm/toolchain/steps.mjs';

vi.spyOn(console, 'error').mockImplementation(() => {});
vi.spyOn(process.stderr, 'write').mockImplementation(() => true);

const node = (code, options) => run(process.execPath, ['-e', code], options);
const failureOf = (promise) => promise.then(() => null, (error) => error);

describe('a step whose command fails', () => {
  it('shows the last lines and keeps all of them in a file of build/logs', async () => {
    const print = 'for (let i = 1; i <= 200; i++) console.log("line " + i); process.exitCode = 1;';
    const error = await failureOf(step('A step, that fails', () => node(print)));
    const log = join(projectFolder, 'build/logs/A-step-that-fails.log');
    expect(error).toBeInstanceOf(StepError);
    expect(error.message).toContain('line 121\n');
    expect(error.message).not.toContain('line 120\n');
    expect(error.message).toContain('build/logs/A-step-that-fails.log');
    expect(readFileSync(log, 'utf8')).toMatch(/^line 1\n[^]*line 200\n/);
    rmSync(log);
  });

  it('names the signal that ended it', async () => {
    const error = await failureOf(node('process.kill(process.pid, "SIGKILL"); setInterval(() => {}, 1000);'));
    expect(error.message).toContain('ended by SIGKILL');
  });
});

it('a command has the variables that it is given besides those of the script', async () => {
  expect(await node('console.log(process.env.MORE, process.env.PATH)', { env: { MORE: 'more' } })).toBe(`more ${process.env.PATH}\n`);
});

it('a script runs through a symbolic link, too', () => {
  const folder = mkdtempSync(join(tmpdir(), 'link-'));
  symlinkSync(projectFolder, join(folder, 'project'));
  const root = execFileSync(process.execPath, [join(folder, 'project/wasm/toolchain/emscripten.mjs')], { encoding: 'utf8' }).trim();
  expect(existsSync(join(root, 'emcc'))).toBe(true);
  rmSync(folder, { recursive: true });
});
