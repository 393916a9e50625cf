import { activations, otherActivation } from './formulas.js';

/**
 * The numbers of one learning step by where they belong. Layers count from 0, −1 are the inputs.
 * @typedef {import('../types.js').Network} Network
 * @typedef {import('./study.js').Trace} Trace
 */
export class Readings {
  /**
   * @param {Network} network
   * @param {Trace} trace
   * @param {ArrayLike<number>} parameters
   */
  constructor(network, trace, parameters) {
    this.network = network;
    this.trace = trace;
    this.parameters = parameters;
  }

  get last() {
    return this.network.layers.length - 1;
  }

  /** @param {number} layer */
  units(layer) {
    return layer < 0 ? this.network.inputs.length : this.network.layers[layer]?.units ?? 0;
  }

  /** @param {number} layer */
  activation(layer) {
    return this.network.layers[layer]?.activation ?? '';
  }

  /** Not of softmax, whose outputs depend on every net input of the layer. @param {number} layer */
  hasSlopes(layer) {
    return (activations[this.activation(layer)] ?? otherActivation).slope !== undefined;
  }

  /** @param {'net' | 'output' | 'errorSignal' | 'slope' | 'delta' | 'biasGradient'} what @param {number} layer @param {number} unit */
  #of(what, layer, unit) {
    return this.trace.layers[layer]?.[what][unit] ?? NaN;
  }

  /** @param {number} layer @param {number} unit */
  net(layer, unit) {
    return this.#of('net', layer, unit);
  }

  /** @param {number} layer @param {number} unit */
  output(layer, unit) {
    return layer < 0 ? this.trace.input[unit] ?? NaN : this.#of('output', layer, unit);
  }

  /** ∂E/∂o @param {number} layer @param {number} unit */
  signal(layer, unit) {
    return this.#of('errorSignal', layer, unit);
  }

  /** φ'(net); NaN where there is none. @param {number} layer @param {number} unit */
  slope(layer, unit) {
    return this.hasSlopes(layer) ? this.#of('slope', layer, unit) : NaN;
  }

  /** @param {number} layer @param {number} unit */
  delta(layer, unit) {
    return this.#of('delta', layer, unit);
  }

  /** @param {number} unit of the output */
  target(unit) {
    return this.trace.target[unit] ?? NaN;
  }

  /** Where a weight lies in the flat array: W is (m, n) row-major. @param {number} layer @param {number} to @param {number} from */
  weightIndex(layer, to, from) {
    return (this.network.parameterOffsets[layer]?.weights ?? NaN) + to * this.units(layer - 1) + from;
  }

  /** @param {number} layer @param {number} unit */
  biasIndex(layer, unit) {
    return (this.network.parameterOffsets[layer]?.biases ?? NaN) + unit;
  }

  /** @param {number} layer @param {number} to @param {number} from */
  weight(layer, to, from) {
    return this.parameters[this.weightIndex(layer, to, from)] ?? NaN;
  }

  /** @param {number} layer @param {number} unit */
  bias(layer, unit) {
    return this.parameters[this.biasIndex(layer, unit)] ?? NaN;
  }

  /** ∂E/∂w @param {number} layer @param {number} to @param {number} from */
  weightGradient(layer, to, from) {
    return this.trace.layers[layer]?.weightGradient[to * this.units(layer - 1) + from] ?? NaN;
  }

  /** ∂E/∂b @param {number} layer @param {number} unit */
  biasGradient(layer, unit) {
    return this.#of('biasGradient', layer, unit);
  }
}
