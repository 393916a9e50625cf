// How the time of an epoch grows with the examples and with the weights: it should be in proportion to their product.
import { loadEngine } from '../../web/src/engine/index.js';

const EXAMPLES = [2500, 5000, 10_000];
const UNITS = [32, 64, 128, 256];
const LAYERS = 6;

/** @typedef {{ examples: number, units: number, weights: number, milliseconds: number, nanoseconds: number }} GrowthRow
 * `nanoseconds` for each example and weight */

/** @returns {Promise<{ layers: number, rows: GrowthRow[] }>} */
export async function measureGrowth() {
  const engine = await loadEngine();
  const rows = [];
  for (const units of UNITS) {
    for (const examples of EXAMPLES) {
      const session = engine.createSession({
        data: { generator: 'circle', examples, trainFraction: 1 },
        layers: Array.from({ length: LAYERS }, () => ({ units, activation: 'tanh' })),
        batchSize: 32,
      });
      const weights = session.parameters().length;
      const milliseconds = epochOf(session);
      session.dispose();
      rows.push({ examples, units, weights, milliseconds, nanoseconds: (1e6 * milliseconds) / (examples * weights) });
    }
  }
  return { layers: LAYERS, rows };
}

/** @param {import('../../web/src/engine/index.js').Session} session @returns {number} milliseconds: the fastest of five, after
 * one more; what else the machine does only ever adds */
function epochOf(session) {
  const times = [];
  for (let epoch = 0; epoch < 6; epoch++) {
    const begin = performance.now();
    session.train({ epochs: 1 });
    if (epoch > 0) times.push(performance.now() - begin);
  }
  return Math.min(...times);
}
