import { adopt } from './adopt.js';
import { measuresPanel } from './templates/measures-panel.js';
import css from './styles/measures.css?inline';
import table from './styles/table.css?inline';

/**
 * @typedef {import('../engine/types.js').Evaluation} Evaluation
 * @typedef {import('../engine/types.js').LayerStatistics} LayerStatistics
 * @typedef {{ set: 'train' | 'test', evaluation: Evaluation, layers: LayerStatistics[] }} Measured
 */

/** Numbers of a running training are measured at most this often (ms). */
const interval = 400;

/**
 * How good the network is and how its layers fare: measured while the panel is open, and anew only when something has changed. Loaded
 * when the panel is opened first; without signals, as own-data.js.
 */
export class Measures {
  #onChange;
  #isOpen = false;
  #isWaiting = false;
  #measuredAt = -Infinity;
  /** What the numbers belong to. @type {unknown[]} */ #of = [];
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;

  /** @type {'train' | 'test'} */ set = 'test';
  /** @type {Measured | null} */ measured = null;
  /** Why there are no numbers. */
  problem = '';

  /** @param {import('./app.js').App} app @param {ShadowRoot} root @param {() => void} onChange */
  constructor(app, root, onChange) {
    this.app = app;
    this.#onChange = onChange;
    adopt(root, table, css);
  }

  /** @param {boolean} isOpen */
  show(isOpen) {
    this.#isOpen = isOpen;
    this.#of = [];   // what failed is tried again
    this.#onChange();
  }

  /** @param {'train' | 'test'} set */
  choose(set) {
    this.set = set;
    this.#measuredAt = -Infinity;   // who asks does not wait
    this.#onChange();
  }

  /** Called with every rendering of the page, as it shows new numbers a few times a second. */
  render() {
    if (!this.#isOpen) return '';
    this.#refresh();
    return measuresPanel(this);
  }

  /** The set there is: all examples may be for training. */
  get usedSet() {
    return this.app.trainer.metrics.value?.testLoss === null ? 'train' : this.set;
  }

  /** What the numbers depend on: new ones belong to another step, other data or other settings. */
  #state() {
    const { metrics, examples } = this.app.trainer;
    return [examples.value, metrics.value?.step, metrics.value?.trainLoss, this.usedSet];
  }

  async #refresh() {
    const state = this.#state();
    const isNew = state.some((value, i) => value !== this.#of[i]);
    const wait = this.#measuredAt + interval - performance.now();
    if (!isNew || this.#isWaiting || this.app.diverged) return;
    clearTimeout(this.#timer);
    if (wait > 0) {
      this.#timer = setTimeout(() => this.#onChange(), wait);
      return;
    }
    this.#isWaiting = true;
    this.#measuredAt = performance.now();
    try {
      const set = this.usedSet;
      const measured = await this.app.trainer.measure(set);
      if (measured) this.measured = { ...measured, set };
      this.problem = '';
    } catch (error) {
      this.problem = /** @type {Error} */ (error).message;
    }
    this.#of = state;
    this.#isWaiting = false;
    this.#onChange();
  }
}
