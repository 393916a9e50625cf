/**
 * The engine in workers, one for each session, with the interface of index.js; every member answers with a promise.
 *
 *     const engine = await connectEngine();
 *     const session = await engine.createSession({ seed: 7 });
 *     await session.play({ stepsPerSecond: Infinity });
 *     const { metrics, grids } = await session.snapshot({ grids: [{ columns: 100, rows: 100 }] });
 */

import { createWorker as createDefaultWorker } from './create-worker.js';
import { EngineError } from './error.js';
import { plain } from './plain.js';
import { Supervisor } from './supervisor.js';
import { compile, compileShared } from './wasm-module.js';

export { EngineError };

/** @typedef {import('./types.js').Config} Config */

/**
 * @param {import('./wasm-module.js').WasmSources & { createWorker?: () => Worker }} [options]  a second part of your own is loaded at once
 * @returns {Promise<RemoteEngine>}
 */
export async function connectEngine({ createWorker = createDefaultWorker, more, ...source } = {}) {
  const module = await (Object.keys(source).length > 0 ? compile(source) : compileShared());
  const engine = new RemoteEngine({ module, more: more && { wasmModule: await compile(more) } }, createWorker);
  await engine.catalog();
  return engine;
}

export class RemoteEngine {
  #parts;
  #createWorker;
  /** All that are at work or could be. @type {Set<Supervisor>} */
  #supervisors = new Set();
  /** Without a session. @type {Supervisor[]} */
  #idle = [];
  /** @type {Promise<import('./types.js').Catalog> | undefined} */
  #catalog;
  #isDisposed = false;

  /** @param {import('./protocol.js').Parts} parts @param {() => Worker} createWorker */
  constructor(parts, createWorker) {
    this.#parts = parts;
    this.#createWorker = createWorker;
  }

  /** @returns {Promise<import('./types.js').Catalog>} */
  catalog() {
    this.#catalog ??= this.#borrow((supervisor) => supervisor.call('catalog'));
    return this.#catalog;
  }

  /** @param {Config} config @returns {Promise<import('./types.js').CompleteConfig>} */
  complete(config) {
    return this.#borrow((supervisor) => supervisor.call('complete', plain(config)));
  }

  /** @param {Config} [config] @returns {Promise<RemoteSession>} */
  async createSession(config = {}) {
    const supervisor = this.#take();
    try {
      await supervisor.createSession(plain(config));
    } catch (error) {
      this.#giveBack(supervisor);
      throw error;
    }
    return new RemoteSession(supervisor, () => this.#giveBack(supervisor));
  }

  /** Ends all workers; sessions of this engine are gone. */
  dispose() {
    this.#isDisposed = true;
    for (const supervisor of this.#supervisors) supervisor.close();
    this.#supervisors.clear();
    this.#idle = [];
  }

  /** @returns {Supervisor} */
  #take() {
    if (this.#isDisposed) throw new EngineError({ code: 'disposed', message: 'the engine has been disposed of' });
    const idle = this.#idle.pop();
    if (idle) return idle;
    const supervisor = new Supervisor(this.#parts, this.#createWorker);
    this.#supervisors.add(supervisor);
    return supervisor;
  }

  /** @param {Supervisor} supervisor */
  #giveBack(supervisor) {
    if (supervisor.isOver) this.#supervisors.delete(supervisor);
    else this.#idle.push(supervisor);
  }

  /**
   * @template T
   * @param {(supervisor: Supervisor) => Promise<T>} use
   * @returns {Promise<T>}
   */
  async #borrow(use) {
    const supervisor = this.#take();
    try {
      return await use(supervisor);
    } finally {
      this.#giveBack(supervisor);
    }
  }
}

/**
 * The session of a worker. Events: `restart` (CustomEvent, detail `{ reason: 'trap' | 'hang' | 'killed', fromStep }`) when its worker was
 * replaced and training goes on; `failed` (detail: the EngineError) when it could not be.
 */
export class RemoteSession extends EventTarget {
  #supervisor;
  #release;
  #isDisposed = false;

  /** @param {Supervisor} supervisor @param {() => void} release */
  constructor(supervisor, release) {
    super();
    this.#supervisor = supervisor;
    this.#release = release;
    supervisor.onRestart = (detail) => this.dispatchEvent(new CustomEvent('restart', { detail }));
    supervisor.onEnd = (detail) => this.dispatchEvent(new CustomEvent('failed', { detail }));
  }

  /** @returns {Promise<import('./types.js').CompleteConfig>} */
  config() { return this.#call('config'); }

  /** @param {import('./types.js').Change} change @returns {Promise<void>} */
  async configure(change) { return this.#live.configure(plain(change)); }

  /** @param {import('./types.js').Config} config @returns {Promise<void>} */
  async reshape(config) { return this.#live.reshape(plain(config)); }

  /** In slices: snapshots are answered meanwhile. @param {import('./types.js').TrainRequest} request
   * @returns {Promise<import('./types.js').Metrics>} */
  train(request) { return this.#call('train', request); }

  /** @returns {Promise<import('./types.js').Metrics>} */
  metrics() { return this.#call('metrics'); }

  /** @param {import('./types.js').EvaluateRequest} [request] @returns {Promise<import('./types.js').Evaluation>} */
  evaluate(request) { return this.#call('evaluate', request); }

  /** @returns {Promise<import('./types.js').LayerStatistics[]>} */
  layerStatistics() { return this.#call('layerStatistics'); }

  /** @returns {Promise<Float32Array>} */
  parameters() { return this.#call('parameters'); }

  /** @param {Float32Array} parameters @returns {Promise<void>} */
  setParameters(parameters) { return this.#call('setParameters', parameters); }

  /** @param {Float32Array} inputs @returns {Promise<Float32Array>} */
  predict(inputs) { return this.#call('predict', inputs); }

  /** @param {Float32Array} inputs @returns {Promise<Float32Array>} */
  predictUnits(inputs) { return this.#call('predictUnits', inputs); }

  /** @param {import('./types.js').GridRequest} [request] @returns {Promise<Float32Array>} */
  predictGrid(request) { return this.#call('predictGrid', request); }

  /** @returns {Promise<Uint32Array>} */
  batch() { return this.#call('batch'); }

  /** @param {import('./types.js').TraceRequest} request @returns {Promise<import('./types.js').Trace>} */
  trace(request) { return this.#call('trace', request); }

  /** @param {import('./types.js').UpdateRequest} request @returns {Promise<import('./types.js').WeightUpdate>} */
  update(request) { return this.#call('update', request); }

  /** @param {import('./types.js').UpdatesRequest} request @returns {Promise<import('./types.js').WeightUpdate>} */
  updates(request) { return this.#call('updates', request); }

  /** @returns {Promise<Float64Array>} */
  gradient() { return this.#call('gradient'); }

  /** @param {import('./types.js').CheckRequest} [request] @returns {Promise<import('./types.js').GradientCheck>} */
  checkGradients(request) { return this.#call('checkGradients', request); }

  /** @param {import('./types.js').SweepRequest} [request] @returns {Promise<import('./types.js').EpsilonSweep>} */
  epsilonSweep(request) { return this.#call('epsilonSweep', request); }

  /** @returns {Promise<import('./types.js').GradientFlow>} */
  gradientFlow() { return this.#call('gradientFlow'); }

  /** @returns {Promise<import('./types.js').Data>} */
  data() { return this.#call('data'); }

  /** @returns {Promise<import('./types.js').Network>} */
  network() { return this.#call('network'); }

  /** @returns {Promise<import('./types.js').Checkpoint>} */
  checkpoint() { return this.#call('checkpoint'); }

  /** @param {import('./types.js').Checkpoint} checkpoint @returns {Promise<void>} */
  restore(checkpoint) { return this.#call('restore', checkpoint); }

  /** @returns {Promise<void>} */
  recover() { return this.#call('recover'); }

  /** Trains until `pause` or divergence; called again, changes the speed.
   * @param {{ stepsPerSecond?: number }} [speed]  above 0; by default as fast as it goes @returns {Promise<void>} */
  async play(speed = {}) { return this.#live.play(plain(speed)); }

  /** @returns {Promise<void>} */
  async pause() { return this.#live.pause(); }

  /** The state at one moment. @param {import('./types.js').SnapshotRequest} [request]
   * @returns {Promise<import('./types.js').Snapshot>} */
  snapshot(request) { return this.#call('snapshot', request); }

  /** The worker is free for another session. */
  async dispose() {
    if (this.#isDisposed) return;
    this.#isDisposed = true;
    this.#supervisor.onRestart = this.#supervisor.onEnd = () => {};
    await this.#supervisor.endSession().catch(() => {});  // a worker that is over has no session either
    this.#release();
  }

  get #live() {
    if (this.#isDisposed) throw new EngineError({ code: 'disposed', message: 'the session has been disposed of' });
    return this.#supervisor;
  }

  /** @param {string} method @param {any[]} args @returns {Promise<any>} */
  async #call(method, ...args) {
    return this.#live.call(method, ...args.map(plain));
  }
}
