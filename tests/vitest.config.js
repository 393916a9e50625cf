import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

import { texTemplates } from '../web/tex.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

// Tests that promise milliseconds have `retry`: a shared machine stands still now and then, and the promise is the program's.
export default defineConfig({
  root,
  test: {
    projects: [
      { root, plugins: [texTemplates()], test: { name: 'unit', include: ['tests/{web,wasm,tree,toolchain}/**/*.test.js'], testTimeout: 20_000 } },
      {
        root,
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.js'],
          fileParallelism: false,     // one Chromium at a time: the tests measure frames and tasks
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: { poll: { timeout: 10_000 } },   // a page has to load, compile, render; on a machine that does other things, too
        },
      },
    ],
  },
});
