// TensorFlow.js on a backend for Node without native code: `cpu` (plain JavaScript) or `wasm` (SIMD). The batches are made
// once and the graph is run by the optimizer directly, which is faster than tf.layers' fit.
import { createRequire } from 'node:module';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { layerOffsets } from '../workload.js';

/** @typedef {import('../workload.js').Workload} Workload */

setWasmPaths(path.join(path.dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm')), path.sep));

tf.enableProdMode(); // without the checks of development, and without advertising on the console

/** TensorFlow multiplies from the right, so the weights are kept as (n, m). @param {Workload} workload */
function createLayers({ sizes, parameters }) {
  return layerOffsets(sizes).map(({ n, m, weights, biases }) => ({
    weights: tf.variable(tf.transpose(tf.tensor2d(parameters.subarray(weights, biases), [m, n]))),
    biases: tf.variable(tf.tensor1d(parameters.subarray(biases, biases + m))),
  }));
}

/** @param {Workload} workload */
function createBatches({ sizes, batchSize, inputs, targets, count }) {
  return Array.from({ length: count / batchSize }, (_, batch) => {
    const [first, end] = [batch * batchSize, (batch + 1) * batchSize];
    return {
      input: tf.tensor2d(inputs.subarray(first * sizes[0], end * sizes[0]), [batchSize, sizes[0]]),
      target: tf.tensor2d(targets.subarray(first, end), [batchSize, 1]),
    };
  });
}

/** @param {'cpu' | 'wasm'} backend @param {Workload} workload */
export async function start(backend, workload) {
  await tf.setBackend(backend);
  const layers = createLayers(workload);
  const batches = createBatches(workload);
  const optimizer = tf.train.sgd(workload.learningRate);
  /** @param {typeof batches[number]} batch @returns {tf.Scalar} */
  const loss = ({ input, target }) => {
    const output = layers.reduce((o, { weights, biases }) => tf.tanh(tf.add(tf.matMul(o, weights), biases)), input);
    return tf.mul(tf.mean(tf.square(tf.sub(output, target))), 0.5);
  };
  return {
    /** @param {number} epochs */
    async train(epochs) {
      await tf.setBackend(backend);
      for (let epoch = 0; epoch < epochs; epoch++) for (const batch of batches) optimizer.minimize(() => loss(batch));
      layers[0].biases.dataSync();
    },
    parameters: () =>
      layers.flatMap(({ weights, biases }) => [...tf.transpose(weights).dataSync(), ...biases.dataSync()]),
    dispose() {
      tf.dispose([...layers.flatMap(({ weights, biases }) => [weights, biases]), ...batches.flatMap((b) => [b.input, b.target])]);
    },
  };
}
