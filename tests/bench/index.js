// npm run bench [-- --json]: how fast the engine trains, beside what else JavaScript offers.
import os from 'node:os';
import { checkAgreement } from './agreement.js';
import { measure } from './measure.js';
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

/** @returns {Promise<Contender[]>} */
async function loadContenders() {
  /** @type {(name: string, file: string) => Promise<Contender>} */
  const own = async (name, file) => {
    const { start } = await import(file);
    return { name, start, ordered: (workload) => start(workload, { shuffled: false }) };
  };
  /** @type {(name: string, start: Contender['start']) => Contender} */
  const peer = (name, start) => ({ name, start, ordered: start });
  const tensorflow = await import('./contenders/tensorflow.js');
  return [
    await own('engine', './contenders/engine.js'),
    await own('typed-array JS (Float32)', './contenders/typed-array.js?Float32Array'),
    await own('typed-array JS (Float64)', './contenders/typed-array.js?Float64Array'),
    peer('convnetjs', (await import('./contenders/convnetjs.js')).start),
    peer('brain.js', (await import('./contenders/brain.js')).start),
    peer('TensorFlow.js cpu', (workload) => tensorflow.start('cpu', workload)),
    peer('TensorFlow.js wasm', (workload) => tensorflow.start('wasm', workload)),
  ];
}

/** @param {Contender[]} contenders */
async function verify(contenders) {
  const byHand = contenders.find(({ name }) => name.includes('Float64'));
  if (!byHand) throw new Error('no yardstick');
  for (const sizes of SHAPES) {
    for (const batchSize of BATCH_SIZES) {
      const others = contenders.filter((contender) => contender !== byHand).map(({ name, ordered }) => ({ name, start: ordered }));
      await checkAgreement(createWorkload(sizes, batchSize), { name: byHand.name, start: byHand.ordered }, others);
    }
  }
}

/** @param {Contender[]} contenders @param {Workload} workload */
async function measureTraining(contenders, workload) {
  const runners = new Map();
  for (const { name, start } of contenders) runners.set(name, await start(workload));
  const milliseconds = await measure(new Map([...runners].map(([name, runner]) => [name, runner.train])));
  for (const runner of runners.values()) runner.dispose?.();
  /** @type {Record<string, number>} */
  const examplesPerSecond = {};
  for (const [name, perEpoch] of milliseconds) examplesPerSecond[name] = (1000 * workload.count) / perEpoch;
  return { sizes: workload.sizes, batchSize: workload.batchSize, examplesPerSecond };
}

async function measureGrid() {
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

async function main() {
  const contenders = await loadContenders();
  await verify(contenders);
  const training = [];
  for (const sizes of SHAPES) {
    for (const batchSize of BATCH_SIZES) {
      process.stderr.write(`${sizes.join('-')}, batch ${batchSize}\n`);
      training.push(await measureTraining(contenders, createWorkload(sizes, batchSize)));
    }
  }
  process.stderr.write('grid\n');
  const machine = `${os.cpus()[0].model}, ${os.cpus().length} cores, Node ${process.version}`;
  const report = { machine, date: new Date().toISOString().slice(0, 10), training, grid: await measureGrid() };
  console.log(process.argv.includes('--json') ? JSON.stringify(report, null, 2) : format(report));
}

await main();
