import { batch, signal } from '@preact/signals-core';

import { difference } from './config-edits.js';
import { classNames, hasOutputPerClass } from './scene.js';

/**
 * @typedef {import('./types.js').Config} Config
 * @typedef {import('./types.js').Engine} Engine
 * @typedef {import('./types.js').Session} Session
 * @typedef {import('./types.js').Metrics} Metrics
 * @typedef {import('./types.js').Network} Network
 * @typedef {import('./types.js').Examples} Examples
 * @typedef {import('./types.js').Snapshot} Snapshot
 */

/**
 * Holds one session of the engine and keeps it in step with the config. Configs come faster than sessions are built (slider
 * drags), so only the newest waits its turn.
 */
export class Trainer {
  /** @type {Engine} */ #engine;
  /** @type {(config: Config) => Promise<Config>} */ #resolve;
  /** @type {Session | null} */ #session = null;
  /** @type {Config | null} */ #applied = null;
  /** @type {Promise<unknown>} */ #queue = Promise.resolve();
  #speed = Infinity;
  #tickets = 0;

  /** Counts the sessions: what belongs to an older one is out of date. */
  generation = 0;
  running = signal(false);
  metrics = signal(/** @type {Metrics | null} */ (null));
  network = signal(/** @type {Network | null} */ (null));
  examples = signal(/** @type {Examples | null} */ (null));
  /** The config as the engine completed it, own data included. */
  config = signal(/** @type {Config | null} */ (null));
  /** @type {(detail: { reason: string, fromStep: number }) => void} */ onRestart = () => {};
  /** @type {(error: unknown) => void} */ onFailed = () => {};

  /**
   * @param {Engine} engine
   * @param {(config: Config) => Promise<Config>} resolve  puts the rows in place of a table's name
   */
  constructor(engine, resolve) {
    this.#engine = engine;
    this.#resolve = resolve;
  }

  /**
   * Makes `config` the one that trains. Rejects, and keeps the session it has, when the engine refuses.
   * @param {Config} config
   * @param {{ keepWeights?: boolean, fresh?: boolean, reshape?: boolean }} [options]  fresh: start again even if nothing changed;
   *   reshape: another network keeps the weights that fit
   * @returns {Promise<boolean>} false when a newer config overtook this one
   */
  apply(config, options = {}) {
    const ticket = ++this.#tickets;
    return this.#inTurn(async () => {
      if (ticket !== this.#tickets) return false;
      await this.#change(config, options);
      return true;
    });
  }

  /** @template T @param {() => Promise<T>} work @returns {Promise<T>} */
  #inTurn(work) {
    const done = this.#queue.then(work);
    this.#queue = done.catch(() => {});
    return done;
  }

  /** @param {Config} config @param {{ keepWeights?: boolean, fresh?: boolean, reshape?: boolean }} options */
  async #change(config, { keepWeights = false, fresh = false, reshape = false }) {
    const before = this.#applied;
    const plan = before && !fresh ? difference(before, config, { keepWeights, reshape }) : { kind: /** @type {const} */ ('rebuild') };
    if (plan.kind === 'none') return;
    const resolved = await this.#resolve(config);
    if (plan.kind === 'configure' && this.#session) {
      const changes = plan.changes.data ? { ...plan.changes, data: resolved.data } : plan.changes;
      await this.#session.configure(changes);
      this.#applied = config;
      await this.#publish(this.#session);
    } else if (plan.kind === 'reshape' && this.#session) {
      await this.#session.reshape(resolved);
      this.#applied = config;
      this.generation += 1;
      await this.#publish(this.#session);
    } else {
      await this.#rebuild(config, resolved);
    }
  }

  /** @param {Config} config @param {Config} resolved */
  async #rebuild(config, resolved) {
    const session = await this.#engine.createSession(resolved);
    const old = this.#session;
    const wasRunning = this.running.value;
    this.#session = session;
    this.#applied = config;
    this.generation += 1;
    session.addEventListener('restart', (event) => this.onRestart(event.detail));
    session.addEventListener('failed', (event) => {
      this.running.value = false;
      this.onFailed(event.detail);
    });
    await old?.dispose();
    await this.#publish(session);
    if (wasRunning) await session.play({ stepsPerSecond: this.#speed });
  }

  /** @param {Session} session */
  async #publish(session) {
    const [config, metrics, network, examples] = await Promise.all([
      session.config(), session.metrics(), session.network(), session.data(),
    ]);
    batch(() => {
      this.config.value = config;
      this.metrics.value = metrics;
      this.network.value = hasOutputPerClass(network, examples) ? { ...network, answers: classNames(config, examples) } : network;
      this.examples.value = examples;
    });
  }

  /** @param {number} stepsPerSecond */
  async play(stepsPerSecond) {
    this.#speed = stepsPerSecond;
    await this.#inTurn(async () => {
      await this.#session?.play({ stepsPerSecond });
      this.running.value = this.#session !== null;
    });
  }

  /** @param {number} stepsPerSecond */
  async setSpeed(stepsPerSecond) {
    this.#speed = stepsPerSecond;
    if (this.running.value) await this.play(stepsPerSecond);
  }

  async pause() {
    await this.#inTurn(async () => {
      await this.#session?.pause();
      this.running.value = false;
      if (this.#session) this.metrics.value = await this.#session.metrics();
    });
  }

  /** @param {{ steps: number } | { epochs: number }} amount */
  async train(amount) {
    await this.pause();
    await this.#inTurn(async () => {
      if (this.#session) this.metrics.value = await this.#session.train(amount);
    });
  }

  /** After a divergence: back to the last finite weights. */
  async recover() {
    await this.#inTurn(async () => {
      if (!this.#session) return;
      await this.#session.recover();
      this.metrics.value = await this.#session.metrics();
    });
  }

  /**
   * @param {import('./types.js').SnapshotRequest} wanted
   * @returns {Promise<Snapshot | null>} null when the session it was asked of is gone
   */
  async snapshot(wanted) {
    const session = this.#session;
    if (!session) return null;
    const snapshot = await session.snapshot({ parameters: true, ...wanted });
    if (session !== this.#session) return null;
    if (!snapshot.running && snapshot.metrics.status === 'diverged') {
      batch(() => {
        this.running.value = false;
        this.metrics.value = snapshot.metrics;
      });
    }
    return snapshot;
  }

  /** How good it is on a set, and how its layers fare. @param {'train' | 'test'} set  null when the session asked is gone */
  async measure(set) {
    const session = this.#session;
    if (!session) return null;
    const [evaluation, layers] = await Promise.all([session.evaluate({ set }), session.layerStatistics()]);
    return session === this.#session ? { evaluation, layers } : null;
  }

  /**
   * Any other method of the session, when what was asked before is done.
   * @param {string} method @param {...unknown} args @returns {Promise<any>}
   */
  ask(method, ...args) {
    return this.#inTurn(async () => /** @type {any} */ (this.#session)?.[method](...args));
  }

  dispose() {
    this.#tickets += 1;
    this.#session = null;
    this.#engine.dispose();
  }
}
