// A folder of CMake's is used again where it is this project's, and only there.
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { isOfAnotherProject } from '../../wasm/toolchain/build.mjs';
import { projectFolder } from '../../wasm/toolchain/steps.mjs';

let folder;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'backprop-')); });
afterEach(() => rmSync(folder, { recursive: true }));

const configuredFor = (home) => writeFileSync(join(folder, 'CMakeCache.txt'), `# a cache\nCMAKE_HOME_DIRECTORY:INTERNAL=${home}\n`);

describe('a build folder', () => {
  it('is this project\'s before it is configured, and when it was for this folder, by whatever path', () => {
    expect(isOfAnotherProject(folder)).toBe(false);
    expect(isOfAnotherProject(join(folder, 'none'))).toBe(false);
    configuredFor(projectFolder);
    expect(isOfAnotherProject(folder)).toBe(false);
    symlinkSync(projectFolder, join(folder, 'link'));
    configuredFor(join(folder, 'link'));
    expect(isOfAnotherProject(folder)).toBe(false);
  });

  it('is another\'s after the project was copied or moved', () => {
    configuredFor(tmpdir());
    expect(isOfAnotherProject(folder)).toBe(true);
    configuredFor(join(folder, 'gone'));
    expect(isOfAnotherProject(folder)).toBe(true);
  });
});
