// This project's engine: WebAssembly in Node.
import { loadEngine } from '../../../web/src/engine/index.js';

/** @typedef {import('../workload.js').Workload} Workload */

const engine = await loadEngine();

/** @param {Workload} workload @param {boolean} shuffled */
function configFor({ sizes, batchSize, learningRate, inputs, targets, count }, shuffled) {
  const dimensions = sizes[0];
  return {
    data: {
      inputs: Array.from({ length: count }, (_, e) => Array.from(inputs.subarray(e * dimensions, (e + 1) * dimensions))),
      targets: Array.from(targets, (target) => [target]),
      trainFraction: 1,
      normalization: 'none',
    },
    layers: sizes.slice(1, -1).map((units) => ({ units, activation: 'tanh' })),
    output: { activation: 'tanh' },
    optimizer: { name: 'sgd', learningRate },
    batchSize,
    shuffle: shuffled,
  };
}

/**
 * @param {Workload} workload
 * @param {{ shuffled?: boolean }} [options]
 */
export function start(workload, { shuffled = true } = {}) {
  const session = engine.createSession(configFor(workload, shuffled));
  session.setParameters(workload.parameters);
  return {
    /** @param {number} epochs */
    train: (epochs) => void session.train({ epochs }),
    parameters: () => session.parameters(),
    /** @param {number} side */
    grid: (side) => session.predictGrid({ xMin: -1, xMax: 1, yMin: -1, yMax: 1, columns: side, rows: side, units: 'all' }),
    dispose: () => session.dispose(),
  };
}
