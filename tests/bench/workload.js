// What every contender trains: tanh everywhere, half squared error, plain mini-batch SGD, on the same examples.

/**
 * @typedef {object} Workload
 * @property {number[]} sizes units per layer, inputs first
 * @property {number} batchSize
 * @property {number} learningRate
 * @property {Float32Array} inputs (count, sizes[0]) row-major
 * @property {Float32Array} targets (count, 1)
 * @property {number} count a multiple of every batch size: nobody meets a partial batch
 * @property {Float32Array} parameters the common start: for each layer weights (m, n) row-major, then biases (m)
 */

/**
 * One library at work on one workload.
 * @typedef {object} Runner
 * @property {(epochs: number) => void | Promise<void>} train
 * @property {() => ArrayLike<number> | Promise<ArrayLike<number>>} [parameters] in Workload order; absent where the library does other work
 * @property {() => void} [dispose]
 */

export const SHAPES = [[2, 4, 2, 1], [2, 8, 8, 8, 1], [2, 32, 32, 1], [2, 64, 64, 64, 1]];
export const BATCH_SIZES = [10, 32];
export const LEARNING_RATE = 0.03;
const COUNT = 480;

/** A small generator (mulberry32), so that every run of the benchmark trains on the same examples. @param {number} seed */
function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** A disc of +1 in a ring of −1, scaled into [−1, 1]². */
function circle() {
  const random = randomFrom(1);
  const inputs = new Float32Array(2 * COUNT);
  const targets = new Float32Array(COUNT);
  for (let e = 0; e < COUNT; e++) {
    const inside = e % 2 === 0;
    const radius = (inside ? 0 : 0.7) + random() * (inside ? 0.5 : 0.3);
    const angle = random() * 2 * Math.PI;
    inputs[2 * e] = radius * Math.sin(angle);
    inputs[2 * e + 1] = radius * Math.cos(angle);
    targets[e] = inside ? 1 : -1;
  }
  return { inputs, targets, count: COUNT };
}

/** Glorot-uniform weights, zero biases. @param {number[]} sizes */
function initialParameters(sizes) {
  const random = randomFrom(2);
  const parameters = [];
  for (let layer = 1; layer < sizes.length; layer++) {
    const [n, m] = [sizes[layer - 1], sizes[layer]];
    const limit = Math.sqrt(6 / (n + m));
    for (let w = 0; w < m * n; w++) parameters.push((2 * random() - 1) * limit);
    for (let b = 0; b < m; b++) parameters.push(0);
  }
  return Float32Array.from(parameters);
}

/** @param {number[]} sizes @param {number} batchSize @returns {Workload} */
export function createWorkload(sizes, batchSize) {
  return { sizes, batchSize, learningRate: LEARNING_RATE, ...circle(), parameters: initialParameters(sizes) };
}

/**
 * Where each layer's numbers lie in the flat parameters.
 * @param {number[]} sizes
 */
export function layerOffsets(sizes) {
  let offset = 0;
  return sizes.slice(1).map((m, index) => {
    const n = sizes[index];
    const layer = { n, m, weights: offset, biases: offset + m * n };
    offset += m * n + m;
    return layer;
  });
}
