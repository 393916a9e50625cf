import { featureLabel, subscript } from '../views/format.js';

/**
 * What the learner reads for a name of the engine's catalog. The names themselves exist once, in C++: menus are filled from the
 * catalog, and a name that isn't listed here is shown as it is.
 * @type {Record<string, string>}
 */
const labels = {
  circle: 'Circle',
  xor: 'Exclusive or',
  gauss: 'Two clouds',
  spiral: 'Spiral',
  moons: 'Moons',
  checkerboard: 'Checkers',
  rings: 'Rings',
  blobs: 'Clouds',
  pinwheel: 'Pinwheel',
  plane: 'Plane',
  multiGauss: 'Six bumps',
  ripple: 'Ripple',
  saddle: 'Saddle',
  sine: 'Sine curve',
  formula: 'Formula',
  radius: 'Radius',
  angle: 'Angle',
  sigmoid: 'Sigmoid',
  tanh: 'Tanh',
  relu: 'ReLU',
  leakyRelu: 'Leaky ReLU',
  elu: 'ELU',
  softplus: 'Softplus',
  silu: 'SiLU',
  gelu: 'GELU',
  sin: 'Sine',
  linear: 'Linear',
  softmax: 'Softmax',
  sgd: 'SGD',
  momentum: 'Momentum',
  nesterov: 'Nesterov',
  adagrad: 'AdaGrad',
  rmsprop: 'RMSProp',
  adam: 'Adam',
  adamw: 'AdamW',
  none: 'None',
  l1: 'L1',
  l2: 'L2',
};

/** @param {string} name */
export function label(name) {
  return labels[name] ?? featureLabel(name);
}

/** How an activation is written in a formula. @type {Record<string, string>} */
const symbols = { sigmoid: 'σ', tanh: 'tanh', relu: 'relu', linear: '' };

/** @param {string} activation */
export function activationSymbol(activation) {
  return symbols[activation] ?? activation;
}

/** @param {{ layers: { units: number }[] }} network @param {number} layer */
const isOnlyOne = ({ layers }, layer) => layers[layer]?.units === 1;

/**
 * The name of a unit in a sentence, and as a symbol in a formula.
 * @param {{ inputs: string[], layers: { units: number, activation: string }[], answers?: string[] }} network
 * @param {number} layer index into network.layers; -1 = the input features
 * @param {number} unit
 */
export function unitName(network, layer, unit) {
  if (layer < 0) return `Input ${label(network.inputs[unit] ?? '')}`;
  if (layer === network.layers.length - 1) {
    if (unit < 0 || isOnlyOne(network, layer)) return 'Output';
    const answer = network.answers?.[unit];
    return `Output ${unit + 1}${answer ? ` (${answer})` : ''}`;
  }
  return `Layer ${layer + 1}, unit ${unit + 1}`;
}

/** @param {number} share 0…1 */
export const percent = (share) => `${Math.round(share * 100)} %`;

/**
 * @param {{ inputs: string[], layers: { units: number }[] }} network
 * @param {number} layer
 * @param {number} unit
 */
export function unitSymbol(network, layer, unit) {
  if (layer < 0) return label(network.inputs[unit] ?? '');
  if (layer === network.layers.length - 1) return isOnlyOne(network, layer) ? 'ŷ' : `ŷ${subscript(unit + 1)}`;
  return `h${subscript(layer + 1)},${subscript(unit + 1)}`;
}
