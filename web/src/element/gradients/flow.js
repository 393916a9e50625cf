import { LossSeries } from '../../views/loss-history.js';

/**
 * @typedef {import('../app.js').App} App
 *
 * @typedef {object} LayerFlow   as the engine's; quantiles 5, 25, 50, 75, 95 %
 * @property {Float64Array} delta
 * @property {Float64Array} gradient
 * @property {number} slope
 * @property {number} slopeProduct
 */

/** A flow that is measured more often is not read better, and training waits for it (ms). */
const interval = 400;
const calmInterval = 1500;
/** Among the quantiles. */
export const median = 2;

/** Measures the gradients' flow while training goes on, and keeps how it moved. */
export class Flow {
  #app;
  #onChange;
  #calm = matchMedia('(prefers-reduced-motion: reduce)');
  #measuredAt = -Infinity;
  #measuring = false;
  #isOver = false;
  #generation = -1;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;

  /** The newest. @type {LayerFlow[]} */ layers = [];
  step = 0;
  problem = '';
  /** Medians of each layer over the steps. @type {{ delta: LossSeries, gradient: LossSeries }[]} */ history = [];

  /** @param {App} app @param {() => void} onChange */
  constructor(app, onChange) {
    this.#app = app;
    this.#onChange = onChange;
  }

  /** The picture changed: measure, at once or when it is time again. */
  refresh() {
    if (this.#timer !== undefined || this.#measuring || this.#isOver) return;
    const pause = this.#calm.matches ? calmInterval : interval;
    const wait = Math.max(0, this.#measuredAt + pause - performance.now());
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#measure();
    }, wait);
  }

  async #measure() {
    const { trainer, picture } = this.#app;
    const { generation } = trainer;
    const step = picture.newest?.metrics.step ?? 0;
    this.#measuring = true;
    this.#measuredAt = performance.now();
    try {
      const flow = await trainer.ask('gradientFlow');
      if (flow && generation === trainer.generation && !this.#isOver) this.#keep(flow.layers, step, generation);
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error);
      if (!this.#isOver) this.#onChange();
    } finally {
      this.#measuring = false;
      if (generation !== trainer.generation || picture.newest?.metrics.step !== step) this.refresh();
    }
  }

  /** @param {LayerFlow[]} layers @param {number} step @param {number} generation */
  #keep(layers, step, generation) {
    const anew = generation !== this.#generation || step < this.step;
    this.#generation = generation;
    if (anew) this.history = layers.map(() => ({ delta: new LossSeries(), gradient: new LossSeries() }));
    if (anew || step > this.step) {
      this.history.forEach((series, layer) => {
        for (const name of /** @type {const} */ (['delta', 'gradient'])) series[name].add(step, layers[layer]?.[name][median] ?? NaN);
      });
    }
    this.problem = '';
    this.layers = layers;
    this.step = step;
    this.#onChange();
  }

  dispose() {
    this.#isOver = true;
    clearTimeout(this.#timer);
  }
}
