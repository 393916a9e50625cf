// npm run coverage: which lines and branches of core the native tests reach, by file; fails below the goals. npm test asks it too.
//
// How it counts: a line or branch of a template counts once, reached if the tests reach it in any instantiation (a kernel for two
// registers and one for four are one kernel). A branch is one of the two ways that a condition can go, each operand of && and ||
// a condition of its own. What the compiler decides, as `if constexpr` does, and the expansions of macros are no branches.
import { join, relative } from 'node:path';
import { buildPreset } from '../wasm/toolchain/build.mjs';
import { installCatch2, installToolchain } from '../wasm/toolchain/install.mjs';
import { installNodePackages, installTools, nativeTools } from '../wasm/toolchain/packages.mjs';
import { StepError, findCommand, isScript, main, projectFolder, run, step } from '../wasm/toolchain/steps.mjs';

const goals = { lines: 1, branches: 0.95 };
const core = join(projectFolder, 'core');
const folder = join(projectFolder, 'build', 'coverage');

/** @typedef {{ reached: number, all: number, missed: string[] }} Count `missed` are places: 12 or 12:34 true */
/** @typedef {{ file: string, lines: Count, branches: Count }} FileCoverage */

/** Builds and runs the native tests and counts. @returns {Promise<FileCoverage[]>} */
export async function measureCoverage() {
  await buildPreset('coverage', [`-DCMAKE_CXX_COMPILER=${findCommand('clang++-19', 'clang++')}`]);
  const [counts, merged, tests] = ['tests.profraw', 'tests.profdata', 'tests/backprop-tests'].map((name) => join(folder, name));
  await run(tests, [], { env: { LLVM_PROFILE_FILE: counts } });
  await run(llvm('llvm-profdata'), ['merge', '-sparse', counts, '-o', merged]);
  const exported = await run(llvm('llvm-cov'), ['export', tests, `-instr-profile=${merged}`, core]);
  return JSON.parse(exported).data[0].files.map(coverageOf).sort((a, b) => a.file.localeCompare(b.file));
}

function llvm(name) {
  const found = findCommand(`${name}-19`, name);
  if (!found) throw new StepError(`Please install ${name}, which belongs to clang.`);
  return found;
}

function coverageOf({ filename, segments, branches }) {
  return { file: relative(projectFolder, filename), lines: countLines(segments), branches: countBranches(branches) };
}

/**
 * A segment [line, column, count, hasCount, isEntry, isGap] holds until the next. A line is reached if one of the regions that
 * begin on it was, or, where none begins, the one that reaches into it: a little stricter than llvm-cov, for which the statement
 * around an operand of its own line will do.
 */
function countLines(segments) {
  const counts = new Map();
  let current = null;
  segments.forEach((segment, i) => {
    const [line, , count, hasCount, isEntry, isGap] = segment;
    if (hasCount && isEntry && !isGap) counts.set(line, Math.max(counts.get(line) ?? 0, count));
    else if (current && current.hasCount && !counts.has(line)) counts.set(line, current.count);
    current = { count, hasCount: hasCount && !isGap };
    const end = segments[i + 1]?.[0] ?? line;
    if (current.hasCount) for (let inside = line + 1; inside < end; inside++) counts.set(inside, count);
  });
  return countOf([...counts].map(([line, count]) => ({ place: `${line}`, count })));
}

/** Each of the instantiations reports [line, column, …, times true, times false, …]. */
function countBranches(branches) {
  const counts = new Map();
  for (const [line, column, , , whenTrue, whenFalse] of branches) {
    for (const [way, count] of [['true', whenTrue], ['false', whenFalse]]) {
      const place = `${line}:${column} ${way}`;
      counts.set(place, (counts.get(place) ?? 0) + count);
    }
  }
  return countOf([...counts].map(([place, count]) => ({ place, count })));
}

/** @returns {Count} */
function countOf(places) {
  const missed = places.filter(({ count }) => count === 0).map(({ place }) => place);
  return { reached: places.length - missed.length, all: places.length, missed };
}

/** @param {FileCoverage[]} files */
export function totalOf(files) {
  const sum = (kind) => ({
    reached: files.reduce((total, file) => total + file[kind].reached, 0),
    all: files.reduce((total, file) => total + file[kind].all, 0),
  });
  return { lines: sum('lines'), branches: sum('branches') };
}

const share = ({ reached, all }) => (all === 0 ? 1 : reached / all);
const percent = (count) => `${(Math.floor(share(count) * 1e4) / 100).toFixed(2)} %`;   // never rounded up to 100

/** A sentence of what was reached; a StepError that names every missed line and branch when it is too little. @param {FileCoverage[]} files */
export function judge(files) {
  const total = totalOf(files);
  const sentence = `${percent(total.lines)} of ${total.lines.all} lines, ${percent(total.branches)} of ${total.branches.all} branches`;
  if (share(total.lines) >= goals.lines && share(total.branches) >= goals.branches) return sentence;
  throw new StepError(`The tests reach ${sentence} of core; wanted are ${goals.lines * 100} % and ${goals.branches * 100} %.\n${
    missedOf(files).join('\n')}`);
}

const missedOf = (files) => files.flatMap(({ file, lines, branches }) => [
  ...lines.missed.map((line) => `${file}:${line} is never reached`),
  ...branches.missed.map((branch) => `${file}:${branch.replace(' ', ' is never ')}`),
]);

/** @param {FileCoverage[]} files */
function table(files) {
  const row = ({ file, lines, branches }) => `${file.padEnd(46)}${percent(lines).padStart(10)}${
    branches.all ? percent(branches).padStart(12) : '–'.padStart(12)}`;
  return [`${'file'.padEnd(46)}${'lines'.padStart(10)}${'branches'.padStart(12)}`, ...files.map(row),
    row({ file: 'core', ...totalOf(files) })].join('\n');
}

if (isScript(import.meta.url)) {
  await main(async () => {
    await installNodePackages();
    await installToolchain();
    await installTools('Test tools', nativeTools);
    await installCatch2();
    let files = [];
    await step('Tests of core, counted', async () => { files = await measureCoverage(); });
    console.log(`\n${table(files)}\n`);
    console.log(`${judge(files)}\n${missedOf(files).join('\n')}`);
  });
}
