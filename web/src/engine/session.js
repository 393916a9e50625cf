/** A network in training, in the calling thread. Shapes and units: types.js. */

import { CompiledStep } from './compiled-step.js';
import { EngineError, unwrap } from './error.js';
import { plain } from './plain.js';

/** @typedef {import('./types.js').Metrics} Metrics */

/**
 * What C++ offers (wasm/bindings.cpp); what can fail returns an outcome. A session is the number that `createSession` gives.
 * @typedef {object} Wasm
 * @property {() => any} catalog
 * @property {(config: any) => any} complete
 * @property {(config: any) => any} createSession
 * @property {() => number} liveSessions
 * @property {(session: number) => void} dispose
 * @property {(session: number) => any} config
 * @property {(session: number, change: any) => any} configure
 * @property {(session: number, config: any) => any} reshape
 * @property {(session: number, add: (module: Uint8Array<ArrayBuffer>) => number) => number} compileStep
 * @property {(session: number, request: any) => any} train
 * @property {(session: number, steps: number) => void} advance
 * @property {(session: number) => boolean} diverged
 * @property {(session: number) => any} metrics
 * @property {(session: number, request: any) => any} evaluate
 * @property {(session: number) => any} layerStatistics
 * @property {(session: number) => any} parameters
 * @property {(session: number, parameters: any) => any} setParameters
 * @property {(session: number, inputs: any) => any} predict
 * @property {(session: number, inputs: any) => any} predictUnits
 * @property {(session: number, request: any) => any} predictGrid
 * @property {(session: number) => any} batch
 * @property {(session: number, request: any) => any} trace
 * @property {(session: number, request: any) => any} update
 * @property {(session: number) => any} gradient
 * @property {(session: number, request: any) => any} checkGradients
 * @property {(session: number, request: any) => any} epsilonSweep
 * @property {(session: number) => any} gradientFlow
 * @property {(session: number) => any} data
 * @property {(session: number) => any} network
 * @property {(session: number) => any} checkpoint
 * @property {(session: number, checkpoint: any) => any} restore
 * @property {(session: number) => any} recover
 */

export class Session {
  #wasm;
  /** 0 once disposed of */
  #number;
  #compiled;

  /**
   * Made by `engine.createSession`.
   * @param {Wasm} wasm @param {number} number  of the session, owned from now on
   * @param {import('./second-part.js').SecondPart} second
   */
  constructor(wasm, number, second) {
    this.#wasm = wasm;
    this.#number = number;
    this.#compiled = new CompiledStep(wasm, number, second);
  }

  get #live() {
    if (!this.#number) throw new EngineError({ code: 'disposed', message: 'the session has been disposed of' });
    return this.#number;
  }

  /** @returns {import('./types.js').CompleteConfig} */
  config() {
    return this.#wasm.config(this.#live);
  }

  /** Takes over settings that keep the weights. @param {import('./types.js').Change} change */
  configure(change) {
    unwrap(this.#wasm.configure(this.#live, plain(change)));
    this.#compiled.drop();
  }

  /**
   * Becomes the session of another config, at step 0, and keeps the weights that still fit: those of units and inputs that both
   * networks have.
   * @param {import('./types.js').Config} config
   */
  reshape(config) {
    unwrap(this.#wasm.reshape(this.#live, plain(config)));
    this.#compiled.drop();
  }

  /** A step is one mini-batch. @param {import('./types.js').TrainRequest} request @returns {Metrics} */
  train(request) {
    const metrics = unwrap(this.#wasm.train(this.#live, plain(request)));
    this.#compiled.trainedTo(metrics.step);
    return metrics;
  }

  /**
   * Trains without measuring: for loops that look at the metrics less often.
   * @param {number} steps
   * @returns {boolean} false once training has diverged
   */
  advance(steps) {
    const number = this.#live;
    if (!(Number.isSafeInteger(steps) && steps >= 0)) {
      throw new EngineError({ code: 'notWhole', path: 'steps', message: `steps: ${steps} is not a whole number from 0` });
    }
    this.#wasm.advance(number, steps);
    this.#compiled.trained(steps);
    return !this.#wasm.diverged(number);
  }

  /** @returns {Metrics} */
  metrics() {
    return this.#wasm.metrics(this.#live);
  }

  /** By default on the test examples. @param {import('./types.js').EvaluateRequest} [request] @returns {import('./types.js').Evaluation} */
  evaluate(request = {}) {
    return unwrap(this.#wasm.evaluate(this.#live, plain(request)));
  }

  /** Over the first 1,000 training examples, the output layer last. @returns {import('./types.js').LayerStatistics[]} */
  layerStatistics() {
    return this.#wasm.layerStatistics(this.#live);
  }

  /** A copy. @returns {Float32Array} */
  parameters() {
    return this.#wasm.parameters(this.#live);
  }

  /** @param {Float32Array} parameters */
  setParameters(parameters) {
    unwrap(this.#wasm.setParameters(this.#live, parameters));
  }

  /** @param {Float32Array} inputs (N, d) @returns {Float32Array} (N, outputs) */
  predict(inputs) {
    return unwrap(this.#wasm.predict(this.#live, inputs));
  }

  /**
   * What every unit makes of examples.
   * @param {Float32Array} inputs (N, d)
   * @returns {Float32Array} (units, N): input features, hidden units layer by layer, outputs
   */
  predictUnits(inputs) {
    return unwrap(this.#wasm.predictUnits(this.#live, inputs));
  }

  /** @param {import('./types.js').GridRequest} [request] @returns {Float32Array} (units, rows, columns), row 0 at yMax */
  predictGrid(request = {}) {
    return unwrap(this.#wasm.predictGrid(this.#live, plain(request)));
  }

  /** Rows of the examples that the next step trains on. @returns {Uint32Array} (batchSize), or fewer at the end of an epoch */
  batch() {
    return this.#wasm.batch(this.#live);
  }

  /** Every number of backpropagation, on one example or as the means over several, in double precision.
   * @param {import('./types.js').TraceRequest} request @returns {import('./types.js').Trace} */
  trace(request) {
    return unwrap(this.#wasm.trace(this.#live, plain(request)));
  }

  /** What a step of the optimizer on these examples would do, in double precision. Nothing in the session changes.
   * @param {import('./types.js').UpdateRequest} request @returns {import('./types.js').WeightUpdate} */
  update(request) {
    return unwrap(this.#wasm.update(this.#live, plain(request)));
  }

  /** The updates of several mini-batches, each from where the one before it ended. @param {import('./types.js').UpdatesRequest} request
   * @returns {import('./types.js').WeightUpdate} the last one */
  updates(request) {
    const { batches, ...start } = request ?? {};
    if (!Array.isArray(batches) || batches.length === 0) {
      throw new EngineError({ code: 'wrongType', path: 'updates.batches', message: 'updates.batches: that is not a list of batches, one at least' });
    }
    const { step = this.checkpoint().step } = start;
    let from = { ...start, step };
    let last;
    for (const [i, examples] of batches.entries()) {
      last = inBatch(i, () => this.update({ ...from, examples }));
      const { parameters, optimizerState } = last;
      from = { ...start, step: from.step + 1, parameters, optimizerState };
    }
    return /** @type {import('./types.js').WeightUpdate} */ (last);
  }

  /** Of the mean loss over the training examples, in parameter order. @returns {Float64Array} */
  gradient() {
    return this.#wasm.gradient(this.#live);
  }

  /** @param {import('./types.js').CheckRequest} [request] @returns {import('./types.js').GradientCheck} */
  checkGradients(request = {}) {
    return unwrap(this.#wasm.checkGradients(this.#live, plain(request)));
  }

  /** The check at 23 ε: takes as many times as long. @param {import('./types.js').SweepRequest} [request]
   * @returns {import('./types.js').EpsilonSweep} */
  epsilonSweep(request = {}) {
    return unwrap(this.#wasm.epsilonSweep(this.#live, plain(request)));
  }

  /** Over the first 1,000 training examples, the output layer last. @returns {import('./types.js').GradientFlow} */
  gradientFlow() {
    return this.#wasm.gradientFlow(this.#live);
  }

  /** @returns {import('./types.js').Data} */
  data() {
    return this.#wasm.data(this.#live);
  }

  /** @returns {import('./types.js').Network} */
  network() {
    return this.#wasm.network(this.#live);
  }

  /** @returns {import('./types.js').Checkpoint} */
  checkpoint() {
    return this.#wasm.checkpoint(this.#live);
  }

  /** @param {import('./types.js').Checkpoint} checkpoint */
  restore(checkpoint) {
    unwrap(this.#wasm.restore(this.#live, plain(checkpoint)));
  }

  /** After a divergence: back to the last checkpoint that was kept while all was finite. */
  recover() {
    unwrap(this.#wasm.recover(this.#live));
  }

  /** Frees the memory; every other call then throws. */
  dispose() {
    if (this.#number) this.#wasm.dispose(this.#number);
    this.#compiled.drop();
    this.#number = 0;
  }
}

/** What is wrong in an update is told as of the batch that it was for. @template T @param {number} index @param {() => T} update */
function inBatch(index, update) {
  try {
    return update();
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    const { code, path, message } = error;
    const renamed = (/** @type {string} */ text) => text.replace(/^update\.examples/, `updates.batches[${index}]`).replace(/^update\b/, 'updates');
    throw new EngineError({ code, path: renamed(path), message: renamed(message) });
  }
}
