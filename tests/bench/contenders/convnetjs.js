// convnetjs: one example a call, the trainer steps at the end of each mini-batch.
import convnetjs from 'convnetjs';

/** @typedef {import('../workload.js').Workload} Workload */

/** @param {number[]} sizes */
function createNet(sizes) {
  const net = new convnetjs.Net();
  net.makeLayers([
    { type: 'input', out_sx: 1, out_sy: 1, out_depth: sizes[0] },
    ...sizes.slice(1, -1).map((units) => ({ type: 'fc', num_neurons: units, activation: 'tanh' })),
    { type: 'regression', num_neurons: 1 },
  ]);
  // makeLayers knows only linear outputs before the (half squared error) regression: put the tanh in between.
  net.layers.splice(-1, 0, new convnetjs.TanhLayer({ in_sx: 1, in_sy: 1, in_depth: 1 }));
  return net;
}

/** @param {any} net @param {Float32Array} parameters */
function setParameters(net, parameters) {
  let at = 0;
  for (const { params } of net.getParamsAndGrads()) for (let p = 0; p < params.length; p++) params[p] = parameters[at++];
}

/** @param {Workload} workload */
export function start({ sizes, batchSize, learningRate, inputs, targets, count, parameters }) {
  const net = createNet(sizes);
  setParameters(net, parameters);
  const trainer = new convnetjs.SGDTrainer(net, { method: 'sgd', momentum: 0, learning_rate: learningRate, batch_size: batchSize });
  const examples = Array.from({ length: count }, (_, e) => ({
    input: new convnetjs.Vol(Array.from(inputs.subarray(e * sizes[0], (e + 1) * sizes[0]))),
    target: [targets[e]],
  }));
  return {
    /** @param {number} epochs */
    train(epochs) {
      for (let epoch = 0; epoch < epochs; epoch++) for (const { input, target } of examples) trainer.train(input, target);
    },
    parameters: () => net.getParamsAndGrads().flatMap((/** @type {any} */ { params }) => Array.from(params)),
  };
}
