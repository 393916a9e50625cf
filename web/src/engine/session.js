/** A network in training, in the calling thread. Shapes and units: types.js. */

import { EngineError, unwrap } from './error.js';
import { plain } from './plain.js';

/** @typedef {import('./types.js').Metrics} Metrics */

/**
 * What C++ offers (wasm/bindings.cpp); members that can fail return outcomes.
 * @typedef {object} SessionHandle
 * @property {() => any} config
 * @property {(change: any) => any} configure
 * @property {(config: any) => any} reshape
 * @property {(request: any) => any} train
 * @property {(steps: number) => void} advance
 * @property {() => boolean} diverged
 * @property {() => any} metrics
 * @property {(request: any) => any} evaluate
 * @property {() => any} layerStatistics
 * @property {() => any} parameters
 * @property {(parameters: any) => any} setParameters
 * @property {(inputs: any) => any} predict
 * @property {(inputs: any) => any} predictUnits
 * @property {(request: any) => any} predictGrid
 * @property {() => any} batch
 * @property {(request: any) => any} trace
 * @property {(request: any) => any} update
 * @property {() => any} gradient
 * @property {(request: any) => any} checkGradients
 * @property {(request: any) => any} epsilonSweep
 * @property {() => any} gradientFlow
 * @property {() => any} data
 * @property {() => any} network
 * @property {() => any} checkpoint
 * @property {(checkpoint: any) => any} restore
 * @property {() => any} recover
 * @property {() => void} delete
 *
 * @typedef {object} Wasm
 * @property {() => any} catalog
 * @property {(config: any) => any} complete
 * @property {(config: any) => any} createSession
 * @property {() => number} liveSessions
 */

export class Session {
  /** @type {SessionHandle | null} */
  #handle;

  /** Made by `engine.createSession`. @param {SessionHandle} handle  owned from now on */
  constructor(handle) {
    this.#handle = handle;
  }

  /** @returns {SessionHandle} */
  get #live() {
    if (!this.#handle) throw new EngineError({ code: 'disposed', message: 'the session has been disposed of' });
    return this.#handle;
  }

  /** @returns {import('./types.js').CompleteConfig} */
  config() {
    return this.#live.config();
  }

  /** Takes over settings that keep the weights. @param {import('./types.js').Change} change */
  configure(change) {
    unwrap(this.#live.configure(plain(change)));
  }

  /**
   * Becomes the session of another config, at step 0, and keeps the weights that still fit: those of units and inputs that both
   * networks have.
   * @param {import('./types.js').Config} config
   */
  reshape(config) {
    unwrap(this.#live.reshape(plain(config)));
  }

  /** A step is one mini-batch. @param {import('./types.js').TrainRequest} request @returns {Metrics} */
  train(request) {
    return unwrap(this.#live.train(plain(request)));
  }

  /**
   * Trains without measuring: for loops that look at the metrics less often.
   * @param {number} steps
   * @returns {boolean} false once training has diverged
   */
  advance(steps) {
    const handle = this.#live;
    if (!(Number.isSafeInteger(steps) && steps >= 0)) {
      throw new EngineError({ code: 'notWhole', path: 'steps', message: `steps: ${steps} is not a whole number from 0` });
    }
    handle.advance(steps);
    return !handle.diverged();
  }

  /** @returns {Metrics} */
  metrics() {
    return this.#live.metrics();
  }

  /** By default on the test examples. @param {import('./types.js').EvaluateRequest} [request] @returns {import('./types.js').Evaluation} */
  evaluate(request = {}) {
    return unwrap(this.#live.evaluate(plain(request)));
  }

  /** Over the first 1,000 training examples, the output layer last. @returns {import('./types.js').LayerStatistics[]} */
  layerStatistics() {
    return this.#live.layerStatistics();
  }

  /** A copy. @returns {Float32Array} */
  parameters() {
    return this.#live.parameters();
  }

  /** @param {Float32Array} parameters */
  setParameters(parameters) {
    unwrap(this.#live.setParameters(parameters));
  }

  /** @param {Float32Array} inputs (N, d) @returns {Float32Array} (N, outputs) */
  predict(inputs) {
    return unwrap(this.#live.predict(inputs));
  }

  /**
   * What every unit makes of examples.
   * @param {Float32Array} inputs (N, d)
   * @returns {Float32Array} (units, N): input features, hidden units layer by layer, outputs
   */
  predictUnits(inputs) {
    return unwrap(this.#live.predictUnits(inputs));
  }

  /** @param {import('./types.js').GridRequest} [request] @returns {Float32Array} (units, rows, columns), row 0 at yMax */
  predictGrid(request = {}) {
    return unwrap(this.#live.predictGrid(plain(request)));
  }

  /** Rows of the examples that the next step trains on. @returns {Uint32Array} (batchSize), or fewer at the end of an epoch */
  batch() {
    return this.#live.batch();
  }

  /** Every number of backpropagation, on one example or as the means over several, in double precision.
   * @param {import('./types.js').TraceRequest} request @returns {import('./types.js').Trace} */
  trace(request) {
    return unwrap(this.#live.trace(plain(request)));
  }

  /** What a step of the optimizer on these examples would do, in double precision. Nothing in the session changes.
   * @param {import('./types.js').UpdateRequest} request @returns {import('./types.js').WeightUpdate} */
  update(request) {
    return unwrap(this.#live.update(plain(request)));
  }

  /** Of the mean loss over the training examples, in parameter order. @returns {Float64Array} */
  gradient() {
    return this.#live.gradient();
  }

  /** @param {import('./types.js').CheckRequest} [request] @returns {import('./types.js').GradientCheck} */
  checkGradients(request = {}) {
    return unwrap(this.#live.checkGradients(plain(request)));
  }

  /** The check at 23 ε: takes as many times as long. @param {import('./types.js').SweepRequest} [request]
   * @returns {import('./types.js').EpsilonSweep} */
  epsilonSweep(request = {}) {
    return unwrap(this.#live.epsilonSweep(plain(request)));
  }

  /** Over the first 1,000 training examples, the output layer last. @returns {import('./types.js').GradientFlow} */
  gradientFlow() {
    return this.#live.gradientFlow();
  }

  /** @returns {import('./types.js').Data} */
  data() {
    return this.#live.data();
  }

  /** @returns {import('./types.js').Network} */
  network() {
    return this.#live.network();
  }

  /** @returns {import('./types.js').Checkpoint} */
  checkpoint() {
    return this.#live.checkpoint();
  }

  /** @param {import('./types.js').Checkpoint} checkpoint */
  restore(checkpoint) {
    unwrap(this.#live.restore(plain(checkpoint)));
  }

  /** After a divergence: back to the last checkpoint that was kept while all was finite. */
  recover() {
    unwrap(this.#live.recover());
  }

  /** Frees the memory; every other call then throws. */
  dispose() {
    this.#handle?.delete();
    this.#handle = null;
  }
}
