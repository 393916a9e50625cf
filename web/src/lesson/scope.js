/**
 * The names an author may use in a quantity, filled with the engine's numbers of one moment. The same for the page, where the network
 * is a `<backprop-playground>`, and for the build, where it is a session.
 *
 *   o[1] net[3] slope[3] delta[3] t[5] w[1][3] b[3] dw[1][3] db[3]    by the number of the unit (numbering.js)
 *   loss learningRate layers[l].output[j] … parameters[p]             as the engine has them
 *   flow[l].delta .slope .gradient   means of |δ|, φ' and |∂E/∂w| over examples, of layer l, counted from 0 without the inputs
 */

import { byUnit } from './numbering.js';

/**
 * What can be asked: a playground, or a session of the engine.
 * @typedef {object} Network
 * @property {(request: any) => any} trace
 * @property {() => any} parameters
 * @property {() => any} config
 */

/** Examples that `flow` looks at: enough for a mean that doesn't jump, few enough for every picture. */
const flowExamples = 40;

/** @param {ArrayLike<number>} values */
const meanSize = (values) => Array.from(values).reduce((total, value) => total + Math.abs(value), 0) / values.length;

/**
 * @param {Network} network
 * @param {{ example?: { input: number[], target: number[] }, flow?: boolean }} options  example: by default the first of the data
 * @returns {Promise<Record<string, any>>}
 */
export async function scopeOf(network, { example, flow = false }) {
  const [trace, parameters, flowLayers] = await Promise.all([
    network.trace(example ?? { example: 0 }), network.parameters(), flow ? flowOf(network) : [],
  ]);
  const { loss, optimizer } = network.config();
  return {
    ...byUnit(trace, parameters, example?.target ?? targetOf(trace, loss)),
    loss: trace.loss, learningRate: optimizer.learningRate, layers: trace.layers, parameters, ...(flow && { flow: flowLayers }),
  };
}

/** A trace does not name its target, but half the squared error has the derivative o − t. @param {any} trace @param {string} loss */
function targetOf(trace, loss) {
  const { output, errorSignal } = trace.layers.at(-1);
  return loss === 'halfSquaredError' ? output.map((/** @type {number} */ value, /** @type {number} */ k) => value - errorSignal[k]) : undefined;
}

/** @param {Network} network */
async function flowOf(network) {
  const traces = await Promise.all(Array.from({ length: flowExamples }, (_, example) => network.trace({ example })));
  /** @param {number} l @param {string} part */
  const mean = (l, part) => traces.reduce((total, trace) => total + meanSize(trace.layers[l][part]), 0) / traces.length;
  return traces[0].layers.map((/** @type {unknown} */ _, /** @type {number} */ l) => ({
    delta: mean(l, 'delta'), slope: mean(l, 'slope'), gradient: mean(l, 'weightGradient'),
  }));
}
