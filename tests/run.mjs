// npm test: installs what the tests need beyond npm start, builds everything that changed, and runs every test there is.
// Installing and building stop at the first failure; the checks all run, and the last lines say which of them failed.
import { buildPreset, buildSite, buildWasm } from '../wasm/toolchain/build.mjs';
import { installCatch2 } from '../wasm/toolchain/install.mjs';
import { browsers, installTools, nativeTools } from '../wasm/toolchain/packages.mjs';
import { judge, measureCoverage } from './coverage.mjs';
import { StepError, findCommand, localProgram, main, run, step } from '../wasm/toolchain/steps.mjs';

const failures = [];

/** A step that may fail without keeping the others from running. */
async function check(title, work) {
  try {
    await step(title, work);
  } catch (error) {
    failures.push(title);
    console.error(error instanceof StepError ? error.message : error.stack);
  }
}

await main(async () => {
  await buildWasm();
  await installTools('Test tools', [...nativeTools, ...Object.values(browsers)]);
  await installCatch2();
  await buildSite();

  await check('Format of C++', checkFormat);
  await check('Types', checkTypes);
  await check('C++ tests, native', () => runCatch2('native'));
  await check('C++ tests, native with sanitizers', () => runCatch2('native-debug'));
  await check('C++ tests, WebAssembly', () => runCatch2('wasm-tests'));
  await check('C++ tests, lines and branches of core', async () => judge(await measureCoverage()));
  for (const [preset, compiler] of hashPresets()) {
    await check(`Same bits from ${preset.replace('hash-', '').replace('-', ' -')}`, () => runHashTests(preset, compiler));
  }
  await check('JavaScript tests', () => runVitest('unit'));
  await check('Browser tests', () => runVitest('browser'));

  if (failures.length > 0) throw new StepError(`Failed: ${failures.join(', ')}`);
  console.log('\nAll tests passed.');
});

async function checkFormat() {
  const formatter = findCommand('clang-format-19', 'clang-format');
  const version = formatter && /version (\d+)/.exec(await run(formatter, ['--version']))?.[1];
  if (version !== '19') return 'skipped: needs clang-format 19, whose judgement is the one that counts';
  const files = (await run('git', ['ls-files', '*.cpp', '*.h'])).trim().split('\n').filter(Boolean);
  await run(formatter, ['--dry-run', '-Werror', ...files]);
  return `${files.length} files`;
}

async function checkTypes() {
  for (const project of ['web/tsconfig.json', 'web/tsconfig.worker.json']) await run(localProgram('tsc'), ['--project', project]);
  await run(process.execPath, ['wasm/toolchain/types.mjs']);
}

async function runCatch2(preset) {
  await buildPreset(preset);
  const output = await run('ctest', ['--preset', preset]);
  const count = /tests passed.* out of (\d+)/.exec(output)?.[1];
  if (!count) throw new StepError(`ctest does not say how many tests passed:\n${output}`);
  return `${count} tests`;
}

// Debian's clang is called by its version; elsewhere the preset's clang++ is right
function hashPresets() {
  const clang = `-DCMAKE_CXX_COMPILER=${findCommand('clang++-19', 'clang++')}`;
  return ['-O0', '-O2', '-O3'].flatMap((level) => [[`hash-gcc${level}`], [`hash-clang${level}`, clang]]);
}

async function runHashTests(preset, compiler) {
  await buildPreset(preset, compiler ? [compiler] : []);
  await run(`build/${preset}/tests/backprop-hash-tests`, ['[hash]']);
}

async function runVitest(project) {
  const output = await run(localProgram('vitest'), ['run', '--config', 'tests/vitest.config.js', '--project', project],
    { env: { NO_COLOR: '1' } });
  return /Tests +(.*)/.exec(output)?.[1];
}
