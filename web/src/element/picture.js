import { batch, computed, signal } from '@preact/signals-core';

import { networkLayout } from '../views/network-layout.js';
import { LossHistory } from '../views/loss-history.js';
import { FrameLoop } from './frame-loop.js';
import { label } from './labels.js';
import { fieldSize, mapSize } from './painter.js';
import { domainOf, isOutput, outputUnit, unitIndex } from './scene.js';

/**
 * @typedef {import('./types.js').Frame} Frame
 * @typedef {import('./types.js').UnitRef} UnitRef
 * @typedef {import('./trainer.js').Trainer} Trainer
 * @typedef {import('../views/network-layout.js').UnitHit} UnitHit
 * @typedef {import('../views/network-layout.js').LinkHit} LinkHit
 */

/** A part that did not come is not asked for again before (ms). */
const retryAfter = 10_000;
/** Numbers that change faster than this can't be read (ms). */
const numbersInterval = 125;
/** The buttons above a layer need it (CSS px); a narrower box scrolls. */
const smallestColumn = 84;

/**
 * What is on show of a trainer's network: asks for snapshots, keeps the newest one, knows which unit is looked at.
 */
export class Picture {
  #trainer;
  #onFrame;
  #numbersAt = -Infinity;
  #historyOf = -1;

  /** @type {import('./types.js').Examples | null} */ #lookOf = null;
  #failed = { examples: /** @type {import('./types.js').Examples | null} */ (null), until: 0 };

  history = new LossHistory();
  look = signal(/** @type {import('./look.js').Look | null} */ (null));
  /** The place or the example that is read in a look. */
  reading = signal(/** @type {number | null} */ (null));
  /** The newest frame, for the numbers. @type {import('@preact/signals-core').Signal<Frame | null>} */
  frame = signal(/** @type {Frame | null} */ (null));
  /** @type {Frame | null} */ newest = null;
  /** Under the pointer or the focus. */
  hover = signal(/** @type {UnitHit | LinkHit | null} */ (null));
  /** Stays until it is let go. */
  pinned = signal(/** @type {UnitHit | null} */ (null));
  /** First shown unit of each column, inputs first. */
  windows = signal(/** @type {number[]} */ ([]));
  /** CSS px the network may fill. */
  stage = signal({ width: 0, height: 0 });

  layout = computed(() => {
    const network = this.#trainer.network.value;
    const { width, height } = this.stage.value;
    if (!network || width === 0) return null;
    const inputs = network.inputs.map(label);
    const room = Math.max(width, (network.layers.length + 1) * smallestColumn);
    return networkLayout({ inputs, layers: network.layers, width: room, height, windows: this.windows.value });
  });

  /** The unit shown large. */
  shown = computed(() => {
    const network = this.#trainer.network.value;
    const examples = this.#trainer.examples.value;
    if (!network || !examples) return null;
    const hover = this.hover.value;
    const unit = hover?.kind === 'unit' ? hover : this.pinned.value;
    return unit && exists(network, unit) ? { layer: unit.layer, unit: unit.unit } : outputUnit(network, examples);
  });

  /**
   * @param {Trainer} trainer
   * @param {object} callbacks
   * @param {(frame: Frame) => void} callbacks.onFrame
   * @param {(error: unknown) => void} callbacks.onError
   */
  constructor(trainer, { onFrame, onError }) {
    this.#trainer = trainer;
    this.#onFrame = onFrame;
    this.loop = new FrameLoop({
      request: () => this.#request().catch((error) => {
        onError(error);
        return null;
      }),
      draw: (frame) => this.#draw(frame),
      isRunning: () => trainer.running.value,
    });
  }

  /** @returns {Promise<Frame | null>} */
  async #request() {
    const { config, network, examples, generation } = this.#trainer;
    const shown = this.shown.value;
    if (!config.value || !network.value || !examples.value || !shown) return null;
    if (this.#failed.examples === examples.value && performance.now() < this.#failed.until) return null;
    const look = await this.#lookAt({ config: config.value, network: network.value, examples: examples.value }).catch((error) => {
      this.#failed = { examples: examples.value, until: performance.now() + retryAfter };
      throw error;
    });
    const domain = domainOf(config.value, examples.value);
    const large = isOutput(network.value, shown) ? 'output' : 'all';
    const snapshot = await this.#trainer.snapshot(look ? { points: [look.points] } : { grids: [
      { ...domain, columns: mapSize, rows: mapSize, units: 'all' },
      { ...domain, columns: fieldSize, rows: fieldSize, units: large },
    ] });
    const [maps, grid = maps] = snapshot && (look ? snapshot.points : snapshot.grids) || [];
    if (!snapshot?.parameters || !maps || !grid || generation !== this.#trainer.generation) return null;
    const first = large === 'all' ? unitIndex(network.value, shown) : shown.unit;
    const { metrics, running, stepsPerSecond, parameters } = snapshot;
    const field = shown.unit < 0 ? grid : grid.subarray(first * fieldSize ** 2, (first + 1) * fieldSize ** 2);
    return { metrics, running, stepsPerSecond, parameters, maps, field, shown, generation, look };
  }

  /** What is shown instead of a plane, where there is none; null: the plane. @param {import('./look.js').Subject} subject */
  async #lookAt(subject) {
    if (subject.examples === this.#lookOf) return this.look.value;
    const look = subject.examples.dimensions === 2 ? null : (await import('./look.js')).lookAt(subject);
    this.#lookOf = subject.examples;
    this.reading.value = null;
    return this.look.value = look;
  }

  /** @param {Frame} frame */
  #draw(frame) {
    const { generation } = this.#trainer;
    if (frame.generation !== generation) return;
    this.#record(frame);
    if (frame.metrics.status === 'diverged' && this.newest?.generation === generation) {
      // The last good picture stays, and with it the weights that are told; only the losses go.
      frame = { ...this.newest, metrics: frame.metrics, running: false };
    }
    this.#show(frame);
    this.newest = frame;
    this.#onFrame(frame);
  }

  /** The numbers change at a pace that can be read. @param {Frame} frame */
  #show(frame) {
    const { running, metrics } = this.#trainer;
    const now = performance.now();
    if (running.value && now - this.#numbersAt < numbersInterval) return;
    this.#numbersAt = now;
    batch(() => {
      this.frame.value = frame;
      metrics.value = frame.metrics;
    });
  }

  /** @param {Frame} frame */
  #record({ metrics, generation }) {
    if (generation !== this.#historyOf) this.history.clear();
    this.#historyOf = generation;
    if (metrics.status === 'diverged') return;
    this.history.add(metrics.epoch + metrics.progress, metrics.trainLoss, metrics.testLoss);
  }

  /** The unit on the large map: after a divergence that of the last good picture, whatever is pointed at. */
  get drawn() {
    return (this.#trainer.metrics.value?.status === 'diverged' && this.newest?.shown) || this.shown.value;
  }

  /** @param {UnitHit | null} unit */
  pin(unit) {
    const before = this.pinned.value;
    const again = before && unit && before.layer === unit.layer && before.unit === unit.unit;
    this.pinned.value = again ? null : unit;
  }
}

/** @param {import('./types.js').Network} network @param {UnitRef} ref */
export function exists(network, { layer, unit }) {
  const units = layer < 0 ? network.inputs.length : network.layers[layer]?.units ?? 0;
  return unit < units;
}
