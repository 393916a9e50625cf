// How the npm scripts find and install tools: beside an apt-get that knows only packages called "known".
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { browsers, installTools, programOf } from '../../wasm/toolchain/packages.mjs';
import { projectFolder } from '../../wasm/toolchain/steps.mjs';

let folder;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tools-'));
  program('apt-get', 'for word; do case $word in unknown*) echo "Unable to locate $word"; exit 100;; esac; done');
  program('sudo', 'exec "$@"');
  vi.stubEnv('PATH', [folder, process.env.PATH].join(delimiter));
  vi.spyOn(process.stderr, 'write').mockImplementation(() => true);
  vi.spyOn(console, 'error').mockImplementation(() => {});
});

afterEach(() => {
  rmSync(join(projectFolder, 'build/logs/Tools.log'), { force: true });
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const program = (name, text) => writeFileSync(join(folder, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
const tool = (debian, more = {}) => ({ commands: [`no-such-${debian}`], debian, ...more });

describe('tools that are missing', () => {
  it('are installed, and those that are optional and unknown to apt are skipped and named', async () => {
    await installTools('Tools', [tool('known'), tool('unknown-extra', { optional: true }), tool('known-extra', { optional: true })]);
    expect(console.error).toHaveBeenCalledWith(expect.stringContaining('installed known known-extra, did without unknown-extra ('));
  });

  it('stop the script when they are needed: it says what apt said and what to install', async () => {
    const installing = installTools('Tools', [tool('known'), tool('unknown', { variable: 'NO_SUCH' })]);
    await expect(installing).rejects.toThrow(
      /Unable to locate unknown\nPlease install: no-such-known, no-such-unknown \(or \$NO_SUCH\)\./);
  });
});

describe('a browser', () => {
  const only = (path) => vi.stubEnv('PATH', path);

  it('is the first of its names on PATH', () => {
    vi.stubEnv('CHROMIUM', undefined);
    only(folder);
    expect(programOf(browsers.chromium)).toBeUndefined();
    program('google-chrome', '');
    expect(programOf(browsers.chromium)).toBe(join(folder, 'google-chrome'));
    program('chromium', '');
    expect(programOf(browsers.chromium)).toBe(join(folder, 'chromium'));
  });

  it('is the one that a variable names, which is not installed then', async () => {
    only(folder);
    vi.stubEnv('FIREFOX', '/opt/firefox/firefox');
    expect(programOf(browsers.firefox)).toBe('/opt/firefox/firefox');
    await installTools('Browsers', [browsers.firefox]);
    expect(console.error).toHaveBeenCalledWith(expect.stringContaining('all there'));
  });
});
