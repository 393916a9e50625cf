// npm run test:nightly: the tests that take minutes. They print the largest errors that they find.
import { buildPreset } from '../wasm/toolchain/build.mjs';
import { installCatch2 } from '../wasm/toolchain/install.mjs';
import { buildTools, installNodePackages, installTools, nativeTools } from '../wasm/toolchain/packages.mjs';
import { main, run, step } from '../wasm/toolchain/steps.mjs';

await main(async () => {
  await installNodePackages();
  await installTools('Tools', [...buildTools, ...nativeTools]);
  await installCatch2();
  await step('Tests, native', () => buildPreset('nightly'));
  await run('build/nightly/tests/backprop-nightly-tests', ['--durations', 'yes'], { stdio: ['ignore', 'inherit', 'inherit'] });
});
