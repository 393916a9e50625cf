import { effect, signal } from '@preact/signals-core';

import { createStore } from '../state/store.js';
import { loadTable } from '../state/tables.js';
import { completeConfig, decodeState, encodeState, wrongShape } from '../state/url.js';
import { withLearningRate, withNextSeed } from './config-edits.js';
import { Picture } from './picture.js';
import { Trainer } from './trainer.js';

/**
 * @typedef {import('./types.js').Config} Config
 * @typedef {import('./types.js').Catalog} Catalog
 * @typedef {import('./types.js').Engine} Engine
 * @typedef {import('./types.js').Frame} Frame
 * @typedef {import('./types.js').Message} Message
 * @typedef {import('../state/types.js').View} View
 * @typedef {import('../state/history.js').Moment<Config>} Moment
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

/** The page may change its own afterwards. What can't be copied is refused later. @template T @param {T} source @returns {T} */
function copyOf(source) {
  try {
    return structuredClone(source);
  } catch {
    return source;
  }
}

/** @type {Map<string, Promise<import('../state/types.js').OwnData>>} shared by all elements of a page */
const loadedTables = new Map();

/** @param {string} name @returns {Promise<import('../state/types.js').OwnData>} */
function tableOnce(name) {
  const loaded = loadedTables.get(name) ?? loadTable(name, fetchText).catch((error) => {
    throw new Error(`The table ${name} could not be loaded: ${sentenceOf(error)}`);   // a browser says no more than "Failed to fetch"
  });
  loadedTables.set(name, loaded);
  loaded.catch(() => loadedTables.delete(name));
  return loaded;
}

/** @param {URL} url */
async function fetchText(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url.pathname} answered ${response.status}`);
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
  /** @type {AppCallbacks['emit']} */ #emit;
  #told = { running: false, diverged: false };
  /** @type {(() => void)[]} */ #stopEvents;
  /** Where the undo history stood with the config that trains; null before the first. @type {Moment | null} */ #applied = null;
  /** Asked for last. @type {Config | null} */ #newest = null;
  /** What the slider that is being dragged made. @type {Config | null} */ #dragged = null;

  /** The learning rate that the training diverged with; it may have been changed since. */
  divergedRate = NaN;
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
    this.picture = new Picture(this.trainer, { onFrame, onError: this.complain });
    this.trainer.onRestart = (detail) => {
      this.tell('note', [`The training worker stopped and was replaced; training went on from step ${detail.fromStep}.`]);
      emit('restart', detail);
    };
    this.trainer.onFailed = this.complain;
    this.#stopEvents = [effect(() => this.#tellMetrics()), effect(() => this.#tellState())];
  }

  /** @param {Message['kind']} kind @param {string[]} lines @param {'config' | 'part' | 'worker'} [type]  of a problem */
  tell(kind, lines, type = 'config') {
    this.message.value = { kind, lines };
    if (kind === 'problem') this.#emit('error', { type, message: lines.join(' '), recoverable: type !== 'worker' });
  }

  complain = (/** @type {unknown} */ error) => {
    const sentence = sentenceOf(error);
    if (/** @type {any} */ (error)?.code !== 'workerFailed') this.tell('problem', [sentence]);
    else this.tell('problem', [`The training worker stopped: ${sentence}. Load the page again.`], 'worker');
  };

  #tellMetrics() {
    const frame = this.picture.frame.value;
    if (frame) this.#emit('metrics', { ...frame.metrics, running: frame.running, stepsPerSecond: frame.stepsPerSecond });
  }

  /** Also of a training that ended by itself. */
  #tellState() {
    const running = this.trainer.running.value;
    const diverged = this.diverged;
    if (running === this.#told.running && diverged === this.#told.diverged) return;
    const begins = diverged && !this.#told.diverged;
    this.#told = { running, diverged };
    this.#emit('statechange', this.#told);
    if (!begins) return;
    this.divergedRate = this.trainer.config.peek()?.optimizer.learningRate ?? NaN;
    this.#emit('diverged', { ...this.trainer.metrics.peek()?.divergence });
  }

  dismiss() {
    this.message.value = null;
  }

  /**
   * Opens a link's fragment, or a plain config; what that leaves out is at its default. What is wrong is said, and the state before
   * stays.
   * @param {string | import('../engine/types.js').Settings<Config>} source
   */
  async open(source) {
    source = copyOf(source);
    const misshapen = typeof source === 'string' ? '' : wrongShape(source);
    if (misshapen) {
      this.complain(new Error(misshapen));
      return this.#newest ? undefined : this.#begin(this.catalog.defaults);
    }
    const { config, view, problems } = typeof source === 'string'
      ? decodeState(source, this.catalog)
      : { config: completeConfig(/** @type {Partial<Config>} */ (source), this.catalog), view: null, problems: [] };
    if (problems.length === 0) return this.edit(config, { view });
    const instead = this.#newest ? 'what was open stays' : 'this is the network to begin with';
    this.tell('problem', [`That could not be opened; ${instead}.`, ...problems.map(({ message }) => message)]);
    if (!this.#newest) await this.#begin(this.catalog.defaults);
  }

  /**
   * @param {Config} config
   * @param {{ keepWeights?: boolean, joins?: boolean, view?: View | null }} [options]  joins: given by sliders alone; part of the undo step
   *   before, if that is of the same drag. view: comes with the config, or not at all
   */
  edit(config, { joins, ...options } = {}) {
    if (!this.#applied) this.store.begin(config);
    else if (joins && this.store.config.value === this.#dragged) this.store.adjust(config);
    else this.store.edit(config);
    this.#dragged = joins === undefined ? null : config;
    return this.#apply(options);
  }

  /** Makes the store's config the one that trains. @param {{ keepWeights?: boolean, fresh?: boolean, view?: View | null }} [options] */
  async #apply({ view, ...options } = {}) {
    const { moment, config: { value: config } } = this.store;
    const { generation } = this.trainer;
    this.#newest = config;
    try {
      const { keepWeights: reshape } = view ?? this.store.view.value;
      if (!await this.trainer.apply(config, { ...options, reshape })) return;
    } catch (error) {
      return this.#refuse(error, config);
    }
    this.#applied = this.#newest === config ? this.#settled(config) : moment;
    if (view) await this.#show(view);
    if (this.message.value?.kind === 'problem') this.dismiss();
    if (generation !== this.trainer.generation) this.picture.pinned.value = null;
    this.picture.loop.invalidate();
    this.#tellChange();
  }

  /** Of what trains, with a link to it: a newer config that waits its turn may be refused yet. */
  #tellChange() {
    const { states, at } = this.#applied ?? this.store.moment;
    const config = /** @type {Config} */ (states[at]);
    this.#emit('change', { config, fragment: encodeState({ config, view: this.store.view.value }, this.catalog) });
  }

  /**
   * Where the history stands with it: if an older edit was refused meanwhile, `#refuse` has dropped this one, and it is put back.
   * @param {Config} config
   */
  #settled(config) {
    if (this.store.config.value !== config) this.store.edit(config);
    return this.store.moment;
  }

  /**
   * Goes back to what trains, where something does; else a newer config has its turn, or the defaults.
   * @param {unknown} error @param {Config} config
   */
  async #refuse(error, config) {
    if (this.#applied) this.store.moment = this.#applied;
    else if (this.#newest === config) await this.#begin(this.catalog.defaults);
    this.complain(error);
  }

  /** The first network when what was asked for can't be. @param {Config} config */
  async #begin(config) {
    this.store.begin(config);
    const { moment } = this.store;
    if (await this.trainer.apply(config)) this.#applied = moment;
    this.picture.loop.invalidate();
  }

  undo() {
    this.store.undo();
    return this.#apply({ keepWeights: this.#hasLearned });
  }

  redo() {
    this.store.redo();
    return this.#apply({ keepWeights: this.#hasLearned });
  }

  /** What a control asks for; a failure is said. @param {() => Promise<unknown>} work */
  async #try(work) {
    await work().catch(this.complain);
    this.picture.loop.invalidate();
  }

  async play() {
    if (!this.diverged) await this.#try(() => this.trainer.play(this.store.view.value.speed));
  }

  pause() {
    return this.#try(() => this.trainer.pause());
  }

  toggle() {
    return this.trainer.running.value ? this.pause() : this.play();
  }

  /** @param {{ steps: number } | { epochs: number }} amount */
  async train(amount) {
    if (!this.diverged) await this.#try(() => this.trainer.train(amount));
  }

  /** Back to the first step: the same seed gives the same weights. */
  reset() {
    return this.#try(async () => {
      await this.trainer.pause();
      await this.#apply({ fresh: true });
    });
  }

  /** New data of the same kind; a network that has learned stays. One that has not is drawn anew, so that a link brings it back. */
  regenerate() {
    return this.edit(withNextSeed(this.store.config.value, this.catalog), { keepWeights: this.#hasLearned });
  }

  get #hasLearned() {
    return (this.trainer.metrics.value?.step ?? 0) > 0;
  }

  /** After a divergence: the last finite weights and a lower learning rate. */
  recover() {
    return this.#try(async () => {
      await this.trainer.recover();
      await this.edit(withLearningRate(this.store.config.value, this.lowerRate));
    });
  }

  get lowerRate() {
    const { min } = this.catalog.limits['optimizer.learningRate'] ?? { min: 0 };
    const rate = this.store.config.value.optimizer.learningRate;
    return rate < this.divergedRate ? rate : Math.max(min, Number((rate * rateCut).toPrecision(3)));
  }

  get diverged() {
    return this.trainer.metrics.value?.status === 'diverged';
  }

  /** What came with a config; its speed holds for a training that is under way. @param {View} view */
  #show(view) {
    this.store.setView(view);
    return this.#try(() => this.trainer.setSpeed(view.speed));
  }

  /** @param {number} speed steps a second */
  setSpeed(speed) {
    this.setView({ speed });
    return this.#try(() => this.trainer.setSpeed(speed));
  }

  /** @param {Partial<import('../state/types.js').View>} change */
  setView(change) {
    this.store.setView(change);
    this.picture.loop.invalidate();
    this.#tellChange();
  }

  dispose() {
    for (const stop of this.#stopEvents) stop();
    this.#emit = () => {};   // what was under way fails now, and nobody needs to know
    this.picture.loop.active = false;
    this.trainer.dispose();
  }
}
