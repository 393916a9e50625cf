import { i, j, k, l, m, number, placeOf, linked, sum, symbol } from './letters.js';
import { activations, losses, otherActivation, otherLoss, rules } from './formulas.js';

/** Terms of a sum within a sum; of a longer one the first two. Eight by eight show no more, and take longer than a step has time. */
const mostWithin = 3;

/**
 * Writes the parts of formulas about one network, as symbols or with its numbers. What a formula uses is kept, so that the page can
 * list it and show where it comes from.
 * @typedef {import('./readings.js').Readings} Readings
 * @typedef {import('./formulas.js').Part} Part
 * @typedef {{ place: string, value: number }} Use
 */
export class Pen {
  /** @type {Map<string, Use>} */ uses = new Map();

  /**
   * @param {Readings} readings
   * @param {{ digits: number, loss: string, symbols: boolean }} options  symbols: letters, not numbers
   */
  constructor(readings, { digits, loss, symbols }) {
    this.readings = readings;
    this.digits = digits;
    this.symbols = symbols;
    this.loss = losses[loss] ?? otherLoss;
  }

  /** A letter with its indices, or the number. @param {string} place @param {number} value @param {Part} a @param {Part} [b] */
  #write(place, value, a, b) {
    if (this.symbols) return symbol(place, a, b);
    this.uses.set(place, { place, value });
    return linked(place, number(value, this.digits));
  }

  /** @param {number} layer @param {number} unit @param {Part} [index] */
  output(layer, unit, index = j) {
    return this.#write(placeOf('output', layer, unit), this.readings.output(layer, unit), index);
  }

  /** @param {number} layer @param {number} unit @param {Part} [index] */
  net(layer, unit, index = j) {
    return this.#write(placeOf('net', layer, unit), this.readings.net(layer, unit), index);
  }

  /** @param {number} layer @param {number} unit @param {Part} [index] */
  delta(layer, unit, index = j) {
    return this.#write(placeOf('delta', layer, unit), this.readings.delta(layer, unit), index);
  }

  /** @param {number} layer @param {number} unit @param {Part} [index] */
  signal(layer, unit, index = j) {
    return this.#write(placeOf('signal', layer, unit), this.readings.signal(layer, unit), index);
  }

  /** φ'(net) @param {number} layer @param {number} unit @param {Part} [index] */
  slope(layer, unit, index = j) {
    return this.#write(placeOf('slope', layer, unit), this.readings.slope(layer, unit), index);
  }

  /** @param {number} unit @param {Part} [index] */
  target(unit, index = j) {
    return this.#write(placeOf('target', unit), this.readings.target(unit), index);
  }

  /** @param {number} layer @param {number} to @param {number} from @param {Part} [a] @param {Part} [b] */
  weight(layer, to, from, a = i, b = j) {
    return this.#write(placeOf('weight', layer, to, from), this.readings.weight(layer, to, from), a, b);
  }

  /** @param {number} layer @param {number} unit */
  bias(layer, unit) {
    return this.#write(placeOf('bias', layer, unit), this.readings.bias(layer, unit), j);
  }

  /** Σ w_ij o_i of what comes into a unit. @param {number} layer @param {number} unit */
  incoming(layer, unit) {
    if (this.symbols) {
      return rules.sumOverSources({
        weight: symbol(placeOf('weight', layer, unit, '*'), i, j), output: symbol(placeOf('output', layer - 1, '*'), i),
      });
    }
    return sum(this.#each(layer - 1, (from) => rules.product({ left: this.weight(layer, unit, from), right: this.output(layer - 1, from) })));
  }

  /** Σ w_jl δ_l over the units that a unit feeds. @param {number} layer of the unit @param {number} unit @param {number} [most] terms */
  heard(layer, unit, most = Infinity) {
    if (this.symbols) {
      return rules.sumOverFed({
        weight: symbol(placeOf('weight', layer + 1, '*', unit), j, l), delta: symbol(placeOf('delta', layer + 1, '*'), l),
      });
    }
    const term = (/** @type {number} */ to) => rules.product({ left: this.weight(layer + 1, to, unit), right: this.delta(layer + 1, to) });
    const count = this.readings.units(layer + 1);
    return sum(this.#each(layer + 1, term, count > most ? most - 1 : count), { count });
  }

  /** The same with each δ written out: to the outputs, or the recursion by one level. @param {number} layer @param {number} unit @returns {Part} */
  heardExpanded(layer, unit) {
    const next = layer + 1;
    if (this.symbols) return this.#heardInLetters(next, symbol(placeOf('weight', next, '*', unit), j, l));
    return sum(this.#each(next, (to) => rules.product({
      left: this.deltaExpanded(next, to, l), right: this.weight(next, to, unit),
    })), { ofALine: 1 });
  }

  /** @param {number} next @param {Part} weight */
  #heardInLetters(next, weight) {
    const slope = symbol(placeOf('slope', next, '*'), l);
    if (next < this.readings.last) {
      const inner = rules.sumOverDeeper({
        weight: symbol(placeOf('weight', next + 1, '*', '*'), l, m), delta: symbol(placeOf('delta', next + 1, '*'), m),
      });
      return rules.sumOfSums({ inner, slope, weight });
    }
    const ends = { output: symbol(placeOf('output', next, '*'), l), target: symbol(placeOf('target', '*'), l) };
    return this.loss.delta
      ? rules.sumOverShortOutputs({ delta: this.loss.delta(ends), weight })
      : rules.sumOverOutputs({ signal: this.loss.expanded(ends), slope, weight });
  }

  /** δ without the letter: what it is made of. @param {number} layer @param {number} unit @param {Part} [index] @returns {Part} */
  deltaExpanded(layer, unit, index = j) {
    if (layer === this.readings.last && this.loss.delta) return rules.grouped({ sum: this.loss.delta(this.ends(unit, index)) });
    const left = layer === this.readings.last
      ? this.loss.expanded(this.ends(unit, index))
      : rules.grouped({ sum: index === j ? this.heardExpanded(layer, unit) : this.heard(layer, unit, mostWithin) });
    return rules.product({ left, right: this.slope(layer, unit, index) });
  }

  /** @param {number} unit of the output @param {Part} [index] */
  ends(unit, index = j) {
    return { output: this.output(this.readings.last, unit, index), target: this.target(unit, index) };
  }

  /** φ(net) by its own formula. @param {number} layer @param {number} unit */
  activated(layer, unit) {
    const formula = activations[this.readings.activation(layer)] ?? otherActivation;
    return formula.value(this.#holes(layer, unit));
  }

  /** @param {number} layer */
  #allExponentials(layer) {
    if (this.symbols) return rules.sumOfExponentials({ net: symbol(placeOf('net', layer, '*'), k) });
    return sum(this.#each(layer, (unit) => rules.exponential({ net: this.net(layer, unit) })));
  }

  /** φ'(net) by its own formula. @param {number} layer @param {number} unit */
  slopeFormula(layer, unit) {
    const formula = { ...otherActivation, ...activations[this.readings.activation(layer)] };
    return formula.slope(this.#holes(layer, unit));
  }

  /** Written when a formula asks for them, so that `uses` has no others. @param {number} layer @param {number} unit */
  #holes(layer, unit) {
    const pen = this;
    return {
      get net() { return pen.net(layer, unit); },
      get output() { return pen.output(layer, unit); },
      get all() { return pen.#allExponentials(layer); },
    };
  }

  /** @template T @param {number} layer @param {(unit: number) => T} each @param {number} [count] of units, from the first on */
  #each(layer, each, count = this.readings.units(layer)) {
    return Array.from({ length: count }, (_, unit) => each(unit));
  }
}
