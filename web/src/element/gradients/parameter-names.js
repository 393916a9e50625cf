import { subscript } from '../../views/format.js';
import { unitName, unitSymbol } from '../labels.js';

/**
 * What a parameter is called, from its place in the flat array.
 * @typedef {import('../types.js').Network} Network
 * @typedef {import('../../views/error-matrix.js').MatrixLayer} MatrixLayer
 */

/** Inputs of a layer. @param {Network} network @param {number} layer */
const inputsOf = ({ inputs, layers }, layer) => (layer === 0 ? inputs.length : layers[layer - 1]?.units ?? 0);

/** @param {Network} network @param {number} layer */
const layerName = ({ layers }, layer) => (layer === layers.length - 1 ? 'the output' : `layer ${layer + 1}`);

/** The layers as their matrices lie in the flat array of parameters. @param {Network} network @returns {MatrixLayer[]} */
export function matrixLayers(network) {
  return network.layers.map(({ units }, layer) => {
    const { weights = 0, biases = 0 } = network.parameterOffsets[layer] ?? {};
    const title = layer === network.layers.length - 1 ? 'Output: W b' : `Layer ${layer + 1}: W b`;
    return { title, units, inputs: inputsOf(network, layer), weights, biases };
  });
}

/**
 * Layer, and the units it leads from (−1: a bias) and to. @param {Network} network @param {number} parameter
 */
export function placeOf(network, parameter) {
  const layer = network.parameterOffsets.findLastIndex(({ weights }) => weights <= parameter);
  const { weights = 0, biases = 0 } = network.parameterOffsets[layer] ?? {};
  const inputs = inputsOf(network, layer);
  if (parameter >= biases) return { layer, from: -1, to: parameter - biases };
  return { layer, from: (parameter - weights) % inputs, to: Math.floor((parameter - weights) / inputs) };
}

/**
 * `w₁₂ of layer 1`: from input 1 to unit 2, as in ∂E/∂w_ij = δ_j o_i.
 * @param {Network} network @param {number} parameter
 */
export function parameterName(network, parameter) {
  const { layer, from, to } = placeOf(network, parameter);
  if (from < 0) return `b${subscript(to + 1)} of ${layerName(network, layer)}`;
  const comma = from > 8 || to > 8 ? ',' : '';
  return `w${subscript(from + 1)}${comma}${subscript(to + 1)} of ${layerName(network, layer)}`;
}

/** `from x₁ to h₁,₂`, or the unit a bias belongs to. @param {Network} network @param {number} parameter */
export function parameterPath(network, parameter) {
  const { layer, from, to } = placeOf(network, parameter);
  if (from < 0) return `bias of ${unitName(network, layer, to)}`;
  return `from ${unitSymbol(network, layer - 1, from)} to ${unitSymbol(network, layer, to)}`;
}
