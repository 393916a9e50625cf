// brain.js has no mini-batches and no training without momentum: it updates after every example, the batch size is ignored.
import brain from 'brain.js';

/** @typedef {import('../workload.js').Workload} Workload */

/** @param {Workload} workload */
export function start({ sizes, learningRate, inputs, targets, count }) {
  const net = new brain.NeuralNetwork({ hiddenLayers: sizes.slice(1, -1), activation: 'tanh' });
  const examples = Array.from({ length: count }, (_, e) => ({
    input: Array.from(inputs.subarray(e * sizes[0], (e + 1) * sizes[0])),
    output: [targets[e]],
  }));
  return {
    /** @param {number} epochs */
    train: (epochs) => void net.train(examples, { iterations: epochs, errorThresh: Number.MIN_VALUE, learningRate }),
  };
}
