import { valuesOf } from './look-unit.js';
import { isClassification, outputRange } from './scene.js';

/**
 * How right the network is about each example in one frame. For classes the value is the margin: by how much the true class leads the
 * best of the others, from −1 to 1 where outputs are bounded; below 0 the network is wrong. For numbers it is the prediction.
 */
export class Margins {
  /** (N) @type {Float32Array} */ values;
  /** (N) the predicted class; empty for numbers @type {Int32Array} */ predicted;
  #subject;
  #outputs;
  #count;

  /** @param {import('./look.js').Subject} subject @param {import('./types.js').Frame} frame @param {number} count  N */
  constructor(subject, frame, count) {
    this.#subject = subject;
    this.#count = count;
    const { network, examples } = subject;
    const layer = network.layers.length - 1;
    const outputs = network.layers[layer]?.units ?? 0;
    this.#outputs = Array.from({ length: outputs }, (_, unit) => valuesOf(frame, network, { layer, unit }, count));
    this.values = new Float32Array(count);
    this.predicted = new Int32Array(isClassification(examples) ? count : 0);
    if (this.predicted.length === 0) this.values.set(this.#outputs[0] ?? []);
    else this.#judge();
  }

  #judge() {
    const { labels } = this.#subject.examples;
    for (let i = 0; i < this.#count; ++i) {
      const scores = this.scores(i);
      const label = labels[i] ?? 0;
      const others = scores.map((score, other) => (other === label ? -Infinity : score));
      this.values[i] = (scores[label] ?? NaN) - Math.max(...others);
      this.predicted[i] = scores.indexOf(Math.max(...scores));
    }
  }

  /**
   * What speaks for each class. Where one output tells two classes apart, its share of the range speaks for the one and the rest of it
   * for the other.
   * @param {number} example @returns {number[]}
   */
  scores(example) {
    if (this.#outputs.length > 1) return this.#outputs.map((values) => values[example] ?? NaN);
    const [low, high] = outputRange(this.#subject.network, this.#subject.examples);
    const share = ((this.#outputs[0]?.[example] ?? NaN) - low) / (high - low);
    return [1 - share, share];
  }

  /** How wrong the network is about an example: the larger the worse. @param {number} example */
  badness(example) {
    const value = this.values[example] ?? NaN;
    if (this.predicted.length) return -value;
    const { targets, outputs } = this.#subject.examples;
    return Math.abs(value - (targets[example * outputs] ?? NaN));
  }

  /** The examples, worst first. @returns {number[]} */
  worstFirst() {
    return Array.from(this.values.keys()).sort((a, b) => this.badness(b) - this.badness(a));
  }
}
