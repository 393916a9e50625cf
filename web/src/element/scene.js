import { domainOf as domainOfPoints } from '../views/domain.js';

/**
 * What is to be drawn, worked out from the data and the network: where the axes go, which range the colours cover.
 * @typedef {import('./types.js').Config} Config
 * @typedef {import('./types.js').Domain} Domain
 * @typedef {import('./types.js').Examples} Examples
 * @typedef {import('./types.js').Network} Network
 * @typedef {import('./types.js').UnitRef} UnitRef
 */

/** The plane of the generated data, as in TensorFlow Playground. */
const generatedDomain = Object.freeze({ xMin: -6, xMax: 6, yMin: -6, yMax: 6 });
/** @param {Config} config @param {Examples} examples @returns {Domain} in the user's units */
export function domainOf(config, examples) {
  if ('generator' in config.data && examples.dimensions === 2) return generatedDomain;
  return domainOfPoints(examples.inputs);
}

/** @param {Config} config @returns {{ x: string, y: string }} */
export function axisTitles(config) {
  const names = 'inputs' in config.data ? config.data.names : undefined;
  return { x: names?.[0] ?? 'x₁', y: names?.[1] ?? 'x₂' };
}

/** What a class without a name is called: by its colour, or by its number where there are many. */
const usualNames = ['orange', 'blue', 'green', 'purple', 'yellow'];

/** Names of the classes; of two, the negative one first. @param {Config} config @param {Examples} examples @returns {string[]} */
export function classNames(config, { classes }) {
  const given = 'inputs' in config.data ? config.data.classes : undefined;
  return Array.from({ length: classes }, (_, i) => given?.[i] ?? usualNames[i] ?? `class ${i + 1}`);
}

/** Whether each class has an output of its own, and the largest says which it is. @param {Network} network @param {Examples} examples */
export function hasOutputPerClass(network, examples) {
  return isClassification(examples) && (network.layers.at(-1)?.units ?? 1) > 1;
}

/** @param {Examples} examples */
export function isClassification(examples) {
  return examples.labels.length > 0;
}

/** Values an activation can take, or null where they have no bound. @param {string} activation @returns {[number, number] | null} */
function activationRange(activation) {
  if (activation === 'sigmoid' || activation === 'softmax') return [0, 1];
  return activation === 'tanh' ? [-1, 1] : null;
}

/** @param {ArrayLike<number>} values @returns {[number, number]} symmetric about 0, so that the middle colour means 0 */
function symmetricRange(values) {
  let bound = 0;
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(/** @type {number} */ (values[i]));
    if (size > bound && size < Infinity) bound = size;
  }
  return bound > 0 ? [-bound, bound] : [-1, 1];
}

/** Range of the colours of the output. @param {Network} network @param {Examples} examples @returns {[number, number]} */
export function outputRange(network, examples) {
  const bounded = activationRange(network.layers.at(-1)?.activation ?? '');
  return bounded ?? symmetricRange(examples.targets);
}

/** Whether a unit is all there is of the output, or stands for all of it. @param {Network} network @param {UnitRef} ref */
export function isWholeOutput(network, { layer, unit }) {
  return layer === network.layers.length - 1 && (unit < 0 || network.layers[layer]?.units === 1);
}

/** @param {Network} network @param {UnitRef} ref */
export function isOutput(network, { layer }) {
  return layer === network.layers.length - 1;
}

/** @param {Network} network @param {UnitRef} ref @param {Examples} examples @param {Float32Array} field @returns {[number, number]} */
export function unitRange(network, ref, examples, field) {
  if (isOutput(network, ref)) return outputRange(network, examples);
  return activationRange(network.layers[ref.layer]?.activation ?? '') ?? symmetricRange(field);
}

/**
 * The line between two classes: halfway between their targets. Null for numbers, and for one output of several.
 * @param {Network} network @param {Examples} examples @returns {number | null}
 */
export function thresholdOf(network, examples) {
  if (!isClassification(examples) || hasOutputPerClass(network, examples)) return null;
  const [low, high] = outputRange(network, examples);
  return (low + high) / 2;
}

/** Where a unit's map lies in an 'all' grid. @param {Network} network @param {UnitRef} ref */
export function unitIndex(network, { layer, unit }) {
  if (layer < 0) return unit;
  const before = network.layers.slice(0, layer).reduce((sum, { units }) => sum + units, 0);
  return network.inputs.length + before + unit;
}

/** What is shown when nothing is pointed at. @param {Network} network @param {Examples} examples @returns {UnitRef} */
export function outputUnit(network, examples) {
  return { layer: network.layers.length - 1, unit: hasOutputPerClass(network, examples) ? -1 : 0 };
}

/**
 * The bias of a unit and its weights, in the order of the units they come from.
 * @param {Network} network @param {Float32Array} parameters @param {UnitRef} ref
 */
export function incoming(network, parameters, { layer, unit }) {
  const offsets = network.parameterOffsets[layer];
  if (!offsets) return null;
  const inputs = layer === 0 ? network.inputs.length : network.layers[layer - 1]?.units ?? 0;
  const start = offsets.weights + unit * inputs;
  return { bias: parameters[offsets.biases + unit] ?? NaN, weights: parameters.subarray(start, start + inputs) };
}
