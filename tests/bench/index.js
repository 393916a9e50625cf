// npm run bench [-- --json] [--only training,native,peak,grid,growth,memory]: how fast the engine trains, beside what else there is,
// and how near it comes to what the machine can do.
import os from 'node:os';
import { checkAgreement } from './agreement.js';
import { findPyTorch, start as startPyTorch } from './contenders/pytorch.js';
import { isBuilt, start as startNative } from './contenders/native.js';
import { measure } from './measure.js';
import { createPeakLoop, operationsPerExample } from './peak.js';
import { format } from './report.js';
import { BATCH_SIZES, SHAPES, createWorkload } from './workload.js';

/** @typedef {import('./workload.js').Workload} Workload */
/** @typedef {import('./workload.js').Runner} Runner */
/**
 * @typedef {object} Contender
 * @property {string} name
 * @property {(workload: Workload) => Runner | Promise<Runner>} start as it is timed
 * @property {(workload: Workload) => Runner | Promise<Runner>} ordered takes the examples in order
 */

const GRID_SIDE = 100;
const GRID_SIZES = [2, 8, 8, 8, 8, 8, 8, 1];
/** What the share of the machine's rate is measured on. */
const PEAK_SIZES = [2, 64, 64, 64, 1];
const PEAK_BATCH = 32;

/** The same contender with two orders. @param {string} name @param {(workload: Workload, options?: { shuffled?: boolean }) => any} start */
const own = (name, start) => ({ name, start, ordered: (/** @type {Workload} */ workload) => start(workload, { shuffled: false }) });
/** @param {string} name @param {Contender['start']} start @returns {Contender} */
const peer = (name, start) => ({ name, start, ordered: start });

const loadEngine = async () => own('engine', (await import('./contenders/engine.js')).start);

/** @returns {Promise<Contender[]>} */
async function loadContenders() {
  /** @param {string} array */
  const byHand = async (array) => own(`typed-array JS (${array})`, (await import(`./contenders/typed-array.js?${array}Array`)).start);
  const tensorflow = await import('./contenders/tensorflow.js');
  const torch = findPyTorch();
  return [
    await loadEngine(),
    await byHand('Float32'),
    await byHand('Float64'),
    peer('convnetjs', (await import('./contenders/convnetjs.js')).start),
    peer('brain.js', (await import('./contenders/brain.js')).start),
    peer('TensorFlow.js cpu', (workload) => tensorflow.start('cpu', workload)),
    peer('TensorFlow.js wasm', (workload) => tensorflow.start('wasm', workload)),
    ...(torch ? [peer('PyTorch', (workload) => startPyTorch(torch.python, workload))] : []),
  ];
}

/** Every shape with every batch size. @template T @param {(workload: Workload) => Promise<T>} use */
async function forEachWorkload(use) {
  const results = [];
  for (const sizes of SHAPES) {
    for (const batchSize of BATCH_SIZES) {
      process.stderr.write(`${sizes.join('-')}, batch ${batchSize}\n`);
      results.push(await use(createWorkload(sizes, batchSize)));
    }
  }
  return results;
}

/** @param {Contender[]} contenders @param {Contender} yardstick @param {Workload} workload */
async function verify(contenders, yardstick, workload) {
  const others = contenders.filter((contender) => contender !== yardstick).map(({ name, ordered }) => ({ name, start: ordered }));
  await checkAgreement(workload, { name: yardstick.name, start: yardstick.ordered }, others);
}

/** @param {Contender[]} contenders @param {Workload} workload @param {Map<string, (repetitions: number) => unknown>} [besides] */
async function measureTraining(contenders, workload, besides = new Map()) {
  const runners = new Map();
  for (const { name, start } of contenders) runners.set(name, await start(workload));
  const works = new Map([...runners].map(([name, runner]) => [name, runner.train]));
  const milliseconds = await measure(new Map([...works, ...besides]));
  for (const runner of runners.values()) runner.dispose?.();
  /** @type {Record<string, number>} */
  const examplesPerSecond = {};
  for (const name of works.keys()) examplesPerSecond[name] = (1000 * workload.count) / milliseconds.get(name);
  return { sizes: workload.sizes, batchSize: workload.batchSize, examplesPerSecond, milliseconds };
}

async function trainingPart() {
  const contenders = await loadContenders();
  const byHand = contenders.find(({ name }) => name.includes('Float64'));
  if (!byHand) throw new Error('no yardstick');
  await forEachWorkload((workload) => verify(contenders, byHand, workload));
  return forEachWorkload(async (workload) => {
    const { milliseconds: _, ...row } = await measureTraining(contenders, workload);
    return row;
  });
}

async function nativePart() {
  if (!isBuilt()) throw new Error('build/bench has no native program: npm run bench builds it');
  const contenders = [await loadEngine(), own('native', startNative)];
  return forEachWorkload(async (workload) => {
    await verify(contenders, contenders[0], workload);
    const { sizes, batchSize, examplesPerSecond: { engine, native } } = await measureTraining(contenders, workload);
    return { sizes, batchSize, wasm: engine, native, share: engine / native };
  });
}

async function peakPart() {
  const loop = await createPeakLoop();
  const { examplesPerSecond, milliseconds } = await measureTraining([await loadEngine()], createWorkload(PEAK_SIZES, PEAK_BATCH),
    new Map([['loop', loop.work]]));
  const peak = (1000 * loop.operations) / milliseconds.get('loop');
  const training = examplesPerSecond.engine * operationsPerExample(PEAK_SIZES);
  return { sizes: PEAK_SIZES, batchSize: PEAK_BATCH, operationsPerSecond: { peak, training }, share: training / peak };
}

async function gridPart() {
  const { start: startEngine } = await import('./contenders/engine.js');
  /** @type {any} */
  const { start: startByHand } = await import(/** @type {any} */ ('./contenders/typed-array.js?Float64Array'));
  const workload = createWorkload(GRID_SIZES, 10);
  const [engine, byHand] = [startEngine(workload), startByHand(workload)];
  const units = GRID_SIZES.reduce((sum, size) => sum + size);
  const result = new Float32Array(units * GRID_SIDE * GRID_SIDE);
  byHand.grid(GRID_SIDE, result);
  const difference = engine.grid(GRID_SIDE).reduce((largest, value, at) => Math.max(largest, Math.abs(value - result[at])), 0);
  if (!(difference <= 1e-4)) throw new Error(`the grids differ by ${difference}`);
  /** @type {(work: () => void) => (repetitions: number) => void} */
  const repeat = (work) => (repetitions) => {
    for (let repetition = 0; repetition < repetitions; repetition++) work();
  };
  const milliseconds = await measure(new Map([
    ['engine', repeat(() => engine.grid(GRID_SIDE))],
    ['typed-array JS', repeat(() => byHand.grid(GRID_SIDE, result))],
  ]));
  engine.dispose();
  return { side: GRID_SIDE, units, milliseconds: Object.fromEntries(milliseconds) };
}

const parts = {
  training: trainingPart,
  native: nativePart,
  peak: peakPart,
  grid: gridPart,
  growth: async () => (await import('./growth.js')).measureGrowth(),
  memory: async () => (await import('./memory.js')).measureMemory(),
};

/** The parts that were asked for, by default all. @returns {(keyof typeof parts)[]} */
function wanted() {
  const at = process.argv.indexOf('--only');
  const names = at === -1 ? Object.keys(parts) : (process.argv[at + 1] ?? '').split(',');
  const unknown = names.find((name) => !(name in parts));
  if (unknown !== undefined) throw new Error(`--only: "${unknown}" is none of ${Object.keys(parts).join(', ')}`);
  return /** @type {any} */ (names);
}

async function main() {
  const machine = `${os.cpus()[0].model}, ${os.cpus().length} cores, Node ${process.version}`;
  /** @type {any} */
  const report = { machine, date: new Date().toISOString().slice(0, 10), pytorch: findPyTorch()?.version ?? null };
  for (const part of wanted()) {
    process.stderr.write(`${part}\n`);
    report[part] = await parts[part]();
  }
  console.log(process.argv.includes('--json') ? JSON.stringify(report, null, 2) : format(report));
}

await main();
