import { effect, signal } from '@preact/signals-core';

import { createStore } from '../state/store.js';
import { loadTable } from '../state/tables.js';
import { completeConfig, decodeState } from '../state/url.js';
import { withLearningRate, withNextSeed } from './config-edits.js';
import { Picture } from './picture.js';
import { Trainer } from './trainer.js';

/**
 * @typedef {import('./types.js').Config} Config
 * @typedef {import('./types.js').Catalog} Catalog
 * @typedef {import('./types.js').Engine} Engine
 * @typedef {import('./types.js').Frame} Frame
 * @typedef {import('./types.js').Message} Message
 *
 * @typedef {object} AppCallbacks
 * @property {(frame: Frame) => void} onFrame
 * @property {(type: string, detail: object) => void} emit
 */

/** A tenfold step down is what a learner would try next. */
const rateCut = 0.1;

/** @param {unknown} error */
export function sentenceOf(error) {
  return error instanceof Error ? error.message : String(error);
}

/** @type {Map<string, Promise<import('../state/types.js').OwnData>>} shared by all elements of a page */
const loadedTables = new Map();

/** @param {string} name @returns {Promise<import('../state/types.js').OwnData>} */
function tableOnce(name) {
  const loaded = loadedTables.get(name) ?? loadTable(name, fetchText);
  loadedTables.set(name, loaded);
  loaded.catch(() => loadedTables.delete(name));
  return loaded;
}

/** @param {URL} url */
async function fetchText(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`The data could not be loaded: ${url.pathname} answered ${response.status}.`);
  return response.text();
}

/** Puts the rows in place of a table's name. @param {Config} config @returns {Promise<Config>} */
async function resolveTable(config) {
  if (!('table' in config.data)) return config;
  const { table, trainFraction } = config.data;
  return { ...config, data: { ...await tableOnce(table), trainFraction } };
}

/** Everything one element does, without its looks: what the buttons call and what the templates read. */
export class App {
  #emit;
  #told = { running: false, diverged: false };
  /** @type {(() => void)[]} */ #stopEvents;

  /** What the learner should read: refused input, or news. */
  message = signal(/** @type {Message | null} */ (null));

  /**
   * @param {Engine} engine
   * @param {Catalog} catalog
   * @param {AppCallbacks} callbacks
   */
  constructor(engine, catalog, { onFrame, emit }) {
    this.#emit = emit;
    this.catalog = catalog;
    this.store = createStore(catalog);
    this.trainer = new Trainer(engine, resolveTable);
    this.picture = new Picture(this.trainer, { onFrame, onError: (error) => this.#tell('problem', [sentenceOf(error)]) });
    this.trainer.onRestart = (detail) => {
      this.#tell('note', [`The training worker stopped and was replaced; training went on from step ${detail.fromStep}.`]);
      emit('restart', detail);
    };
    this.trainer.onFailed = (error) => this.#tell('problem', [`The training worker stopped: ${sentenceOf(error)}. Load the page again.`]);
    this.#stopEvents = [effect(() => this.#tellMetrics()), effect(() => this.#tellState()), effect(() => this.#tellDivergence())];
  }

  /** @param {Message['kind']} kind @param {string[]} lines */
  #tell(kind, lines) {
    this.message.value = { kind, lines };
    if (kind === 'problem') this.#emit('error', { type: 'config', message: lines.join(' '), recoverable: true });
  }

  #tellMetrics() {
    const frame = this.picture.frame.value;
    if (frame) this.#emit('metrics', { ...frame.metrics, running: frame.running, stepsPerSecond: frame.stepsPerSecond });
  }

  /** Also of a training that ended by itself. */
  #tellState() {
    const running = this.trainer.running.value;
    const diverged = this.diverged;
    if (running === this.#told.running && diverged === this.#told.diverged) return;
    this.#told = { running, diverged };
    this.#emit('statechange', this.#told);
  }

  #tellDivergence() {
    if (this.diverged) this.#emit('diverged', { ...this.trainer.metrics.value?.divergence });
  }

  dismiss() {
    this.message.value = null;
  }

  /**
   * Opens a link's fragment, or a plain config; what that leaves out is at its default. What is wrong is said, and the state before
   * stays.
   * @param {string | Partial<Config>} source
   */
  async open(source) {
    const { config, view, problems } = typeof source === 'string'
      ? decodeState(source, this.catalog)
      : { config: completeConfig(source, this.catalog), view: null, problems: [] };
    if (problems.length > 0) {
      this.#tell('problem', problems.map(({ message }) => message));
      await this.trainer.apply(this.store.config.value);
      this.picture.loop.invalidate();
      return;
    }
    if (view) this.store.setView(view);
    await this.edit(config);
  }

  /**
   * @param {Config} config
   * @param {{ keepWeights?: boolean, joins?: boolean }} [options]  joins: part of the undo step before, as in a drag
   */
  async edit(config, { keepWeights = false, joins = false } = {}) {
    const before = this.store.config.value;
    if (joins) this.store.adjust(config);
    else this.store.edit(config);
    const pushed = this.store.config.value !== before;
    await this.#apply(config, { keepWeights }, () => {
      if (joins) this.store.adjust(before);
      else if (pushed) this.store.undo();
    });
  }

  /** @param {Config} config @param {{ keepWeights?: boolean, fresh?: boolean }} [options] @param {() => void} [refuse] */
  async #apply(config, options, refuse) {
    try {
      const generation = this.trainer.generation;
      if (!await this.trainer.apply(config, { ...options, reshape: this.store.view.value.keepWeights })) return;
      if (this.message.value?.kind === 'problem' && refuse) this.dismiss();
      if (generation !== this.trainer.generation) this.picture.pinned.value = null;
      this.picture.loop.invalidate();
      this.#emit('change', { config, fragment: this.store.fragment.value });
    } catch (error) {
      refuse?.();
      this.#tell('problem', [sentenceOf(error)]);
    }
  }

  undo() {
    this.store.undo();
    return this.#apply(this.store.config.value);
  }

  redo() {
    this.store.redo();
    return this.#apply(this.store.config.value);
  }

  async play() {
    if (this.diverged) return;
    await this.trainer.play(this.store.view.value.speed);
    this.picture.loop.invalidate();
  }

  async pause() {
    await this.trainer.pause();
    this.picture.loop.invalidate();
  }

  toggle() {
    return this.trainer.running.value ? this.pause() : this.play();
  }

  /** @param {{ steps: number } | { epochs: number }} amount */
  async train(amount) {
    if (this.diverged) return;
    await this.trainer.train(amount);
    this.picture.loop.invalidate();
  }

  /** Back to the first step: the same seed gives the same weights. */
  async reset() {
    await this.trainer.pause();
    await this.#apply(this.store.config.value, { fresh: true });
    this.picture.loop.invalidate();
  }

  /** New data of the same kind; the network stays. */
  regenerate() {
    return this.edit(withNextSeed(this.store.config.value, this.catalog), { keepWeights: true });
  }

  /** After a divergence: the last finite weights and a lower learning rate. */
  async recover() {
    await this.trainer.recover();
    await this.edit(withLearningRate(this.store.config.value, this.lowerRate));
    this.picture.loop.invalidate();
  }

  get lowerRate() {
    const { min } = this.catalog.limits['optimizer.learningRate'] ?? { min: 0 };
    return Math.max(min, Number((this.store.config.value.optimizer.learningRate * rateCut).toPrecision(3)));
  }

  get diverged() {
    return this.trainer.metrics.value?.status === 'diverged';
  }

  /** @param {number} speed steps a second */
  setSpeed(speed) {
    this.setView({ speed });
    return this.trainer.setSpeed(speed);
  }

  /** @param {Partial<import('../state/types.js').View>} change */
  setView(change) {
    this.store.setView(change);
    this.picture.loop.invalidate();
    this.#emit('change', { config: this.store.config.value, fragment: this.store.fragment.value });
  }

  dispose() {
    for (const stop of this.#stopEvents) stop();
    this.picture.loop.active = false;
    this.trainer.dispose();
  }
}
