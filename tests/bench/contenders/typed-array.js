// Backpropagation by hand in plain JavaScript, the yardstick: flat typed arrays, all of them allocated once, one example at
// a time, gradients summed over the mini-batch. Import it as `./typed-array.js?Float32Array` or `?Float64Array`: each gets
// a copy of the code of its own, so the optimizing compiler sees one array type and not two.
import { layerOffsets } from '../workload.js';

/** @typedef {import('../workload.js').Workload} Workload */

const Numbers = new URL(import.meta.url).search === '?Float32Array' ? Float32Array : Float64Array;

/** @param {Workload} workload */
function allocate({ sizes, parameters }) {
  return layerOffsets(sizes).map(({ n, m, weights, biases }) => ({
    n,
    m,
    weights: new Numbers(parameters.subarray(weights, biases)),
    biases: new Numbers(parameters.subarray(biases, biases + m)),
    weightGradient: new Numbers(m * n),
    biasGradient: new Numbers(m),
    output: new Numbers(m),
    delta: new Numbers(m),
  }));
}

/** @typedef {ReturnType<typeof allocate>[number]} Layer */

/** @param {Layer} layer @param {InstanceType<typeof Numbers>} input */
function forward(layer, input) {
  const { n, m, weights, biases, output } = layer;
  for (let j = 0, w = 0; j < m; j++) {
    let net = biases[j];
    for (let i = 0; i < n; i++, w++) net += weights[w] * input[i];
    output[j] = Math.tanh(net);
  }
}

/** Adds this example's gradient. `layer.delta` is complete. @param {Layer} layer @param {InstanceType<typeof Numbers>} input */
function accumulate(layer, input) {
  const { n, m, weightGradient, biasGradient, delta } = layer;
  for (let j = 0, w = 0; j < m; j++) {
    const d = delta[j];
    biasGradient[j] += d;
    for (let i = 0; i < n; i++, w++) weightGradient[w] += d * input[i];
  }
}

/** δ of the layer below. @param {Layer} layer @param {Layer} below */
function propagate(layer, below) {
  const { n, m, weights, delta } = layer;
  const { output, delta: deltaBelow } = below;
  deltaBelow.fill(0);
  for (let j = 0, w = 0; j < m; j++) {
    const d = delta[j];
    for (let i = 0; i < n; i++, w++) deltaBelow[i] += d * weights[w];
  }
  for (let i = 0; i < n; i++) deltaBelow[i] *= 1 - output[i] * output[i];
}

/** w −= rate · gradient, and the gradient is empty again. @param {Layer} layer @param {number} rate */
function step({ weights, biases, weightGradient, biasGradient }, rate) {
  for (let w = 0; w < weights.length; w++) weights[w] -= rate * weightGradient[w];
  for (let b = 0; b < biases.length; b++) biases[b] -= rate * biasGradient[b];
  weightGradient.fill(0);
  biasGradient.fill(0);
}

/** @param {Layer[]} layers @param {InstanceType<typeof Numbers>} input @param {number} target */
function learn(layers, input, target) {
  forward(layers[0], input);
  for (let l = 1; l < layers.length; l++) forward(layers[l], layers[l - 1].output);
  const last = layers[layers.length - 1];
  const output = last.output[0];
  last.delta[0] = (output - target) * (1 - output * output);
  for (let l = layers.length - 1; l > 0; l--) {
    accumulate(layers[l], layers[l - 1].output);
    propagate(layers[l], layers[l - 1]);
  }
  accumulate(layers[0], input);
}

/** @param {Uint32Array} order */
function shuffle(order) {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1));
    const swapped = order[i];
    order[i] = order[j];
    order[j] = swapped;
  }
}

/**
 * @param {Workload} workload
 * @param {{ shuffled?: boolean }} [options]
 */
export function start(workload, { shuffled = true } = {}) {
  const { batchSize, learningRate, inputs, targets, count, sizes } = workload;
  const layers = allocate(workload);
  const order = Uint32Array.from({ length: count }, (_, e) => e);
  const input = new Numbers(sizes[0]);
  const rate = learningRate / batchSize;
  return {
    /** @param {number} epochs */
    train(epochs) {
      for (let epoch = 0; epoch < epochs; epoch++) {
        if (shuffled) shuffle(order);
        for (let first = 0; first < count; first += batchSize) {
          for (let e = first; e < first + batchSize; e++) {
            const row = order[e] * input.length;
            for (let i = 0; i < input.length; i++) input[i] = inputs[row + i];
            learn(layers, input, targets[order[e]]);
          }
          for (let l = 0; l < layers.length; l++) step(layers[l], rate);
        }
      }
    },
    parameters: () => layers.flatMap(({ weights, biases }) => [...weights, ...biases]),
    /**
     * The outputs of all units (the inputs among them) at the cells' centres of a grid on [−1, 1]², as the engine's predictGrid lays them out.
     * @param {number} side @param {Float32Array} result (units, side, side)
     */
    grid(side, result) {
      for (let row = 0, cell = 0; row < side; row++) {
        for (let column = 0; column < side; column++, cell++) {
          input[0] = (2 * column + 1) / side - 1;
          input[1] = 1 - (2 * row + 1) / side;
          let at = cell;
          for (let i = 0; i < input.length; i++, at += side * side) result[at] = input[i];
          for (let l = 0; l < layers.length; l++) {
            forward(layers[l], l === 0 ? input : layers[l - 1].output);
            const { output } = layers[l];
            for (let j = 0; j < output.length; j++, at += side * side) result[at] = output[j];
          }
        }
      }
    },
  };
}
