import { Batches } from './batches.js';
import { shareOut, shortest } from './typed.js';
import { endOf, knowledge, nextPosition, previousPosition, ticksOf } from './steps.js';

/**
 * One learning step after the other on copies of a session's parameters, in double precision: what has been chosen to look at, what it gave,
 * and how far the reader has gone through it.
 *
 *   record 0 ──"Next" past the update──▶ record 1 ─▶ …      each with a position from 0, nothing computed, to the update
 *
 * @typedef {import('../types.js').Network} Network
 * @typedef {import('../types.js').Examples} Examples
 * @typedef {import('../../engine/types.js').Trace & { target: Float64Array }} Trace  target: none for several examples
 * @typedef {import('../../engine/types.js').WeightUpdate} WeightUpdate
 * @typedef {import('./steps.js').Grain} Grain
 * @typedef {{ example: number } | { input: number[], target: number[] } | { examples: number[] }} Choice
 *
 * @typedef {object} Start
 * @property {Choice} of
 * @property {Float64Array} parameters
 * @property {Float64Array} [optimizerState]   by default the session's
 * @property {number} step                     mini-batches so far, for the schedule
 *
 * @typedef {object} Found
 * @property {ReadonlySet<number>} used        rows that this epoch has used, this mini-batch among them
 * @property {Trace} trace
 * @property {Trace[]} each                    of a mini-batch: the traces of its first examples
 * @property {WeightUpdate} update
 * @property {number} lossAfter                E of the same examples after the update; NaN until the update is on show
 *
 * @typedef {Start & Found} Record
 */

/** Examples of a mini-batch whose numbers are written out: what a formula has room for. */
const writtenOut = 4;
/** Mini-batches of an epoch that one question is about: more would keep a worker with a large network silent for too long. */
const batchesAtOnce = 50;
/** Steps that can be gone back. */
const mostRecords = 500;

/** @param {Choice} of @returns {of is { examples: number[] }} */
export const isBatch = (of) => 'examples' in of;

export class Study {
  #ask;
  #examples;
  #batchSize;
  #batches;
  #isSoftmax;
  /** @type {Record[]} */ #records = [];
  #at = 0;
  /** @type {import('./steps.js').Knowledge & { position: number } | null} */ #known = null;
  /** @type {Promise<unknown>} */ #queue = Promise.resolve();

  position = 0;
  /** Nobody has stepped yet: all is shown at once. */
  isOverview = true;
  /** @type {Grain} */ grain = 'layer';

  /**
   * @param {object} options
   * @param {(method: string, request?: object) => Promise<any>} options.ask  of the session
   * @param {Network} options.network
   * @param {Examples} options.examples
   * @param {number} options.batchSize
   */
  constructor({ ask, network, examples, batchSize }) {
    this.#ask = ask;
    this.#examples = examples;
    this.#batchSize = batchSize;
    this.#batches = new Batches(examples.isTrain, batchSize);
    this.ticks = ticksOf(network.layers);
    this.#isSoftmax = network.layers.at(-1)?.activation === 'softmax';
  }

  /** @returns {Record} */
  get record() {
    return /** @type {Record} */ (this.#records[this.#at]);
  }

  get isReady() {
    return this.#records.length > 0;
  }

  get tick() {
    return /** @type {import('./steps.js').Tick} */ (this.ticks[this.position]);
  }

  get known() {
    if (this.#known?.position !== this.position) this.#known = { position: this.position, ...knowledge(this.ticks, this.position) };
    return this.#known;
  }

  /** Those on show: after the update the new ones. */
  get parameters() {
    return this.known.updated ? this.record.update.parameters : this.record.parameters;
  }

  get canGoBack() {
    return this.position > 0 || this.#at > 0;
  }

  /** Learning steps since the first one. */
  get stepsTaken() {
    return this.record.step - /** @type {Record} */ (this.#records[0]).step + Number(this.known.updated);
  }

  /** One thing at a time, in the order in which it was asked for. @template T @param {() => Promise<T>} work @returns {Promise<T>} */
  #inTurn(work) {
    const done = this.#queue.then(work);
    this.#queue = done.catch(() => {});
    return done;
  }

  /** Begins anew with these parameters. @param {Float64Array} parameters @param {number} step @param {Choice} [of] */
  begin(parameters, step, of) {
    return this.#inTurn(async () => {
      const choice = of ?? (this.isReady ? this.record.of : this.firstExample());
      this.#records = [await this.#measured({ of: choice, parameters, step })];
      this.#at = 0;
      const computed = endOf(this.ticks, 'backward');
      this.position = Math.min(this.position || computed, computed);
    });
  }

  /** The first that is trained on. @returns {Choice} */
  firstExample() {
    return { example: Math.max(0, this.#examples.isTrain.indexOf(1)) };
  }

  /** @param {Start} start @returns {Promise<Record>} */
  async #measured(start) {
    const { of, parameters, optimizerState, step } = start;
    const { used } = this.#batches;
    const each = isBatch(of) ? of.examples.slice(0, writtenOut) : [];
    const [trace, update, ...traces] = await Promise.all([
      this.#ask('trace', { ...of, parameters }),
      this.#ask('update', { ...of, parameters, step, ...(optimizerState && { optimizerState }) }),
      ...each.map((example) => this.#ask('trace', { example, parameters })),
    ]);
    return {
      ...start, used, update, lossAfter: NaN, trace: { ...trace, target: this.#targetOf(of) },
      each: traces.map((found, index) => ({ ...found, target: this.#targetOf({ example: each[index] ?? 0 }) })),
    };
  }

  /** @param {Choice} of @returns {Float64Array} empty for several */
  #targetOf(of) {
    if (isBatch(of)) return new Float64Array();
    if ('target' in of) return Float64Array.from(of.target);
    const { targets, outputs } = this.#examples;
    return Float64Array.from(targets.subarray(of.example * outputs, (of.example + 1) * outputs));
  }

  /** The numbers of an example as they are typed. @param {Choice} of */
  typed(of) {
    if ('input' in of) return of;
    const example = 'example' in of ? of.example : of.examples[0] ?? 0;
    const { inputs, dimensions } = this.#examples;
    const row = inputs.subarray(example * dimensions, (example + 1) * dimensions);
    return { input: [...row].map(shortest), target: [...this.#targetOf({ example })].map(shortest) };
  }

  /** @param {number} position */
  go(position) {
    return this.#inTurn(() => this.#arrive(position));
  }

  /** @param {number} position */
  async #arrive(position) {
    const last = this.ticks.length - 1;
    if (position >= last) await this.#judged(this.record);
    this.isOverview = false;
    this.position = Math.min(Math.max(position, 0), last);
  }

  /** With E after the update: a second answer of the worker, so asked for where it is said, not at every change. @param {Record} record */
  async #judged(record) {
    if (Number.isNaN(record.lossAfter)) {
      const { loss } = await this.#ask('trace', { ...record.of, parameters: record.update.parameters });
      record.lossAfter = loss;
    }
    return record;
  }

  /** @param {Choice} of */
  choose(of) {
    return this.#inTurn(() => this.#replace({ ...this.#now(), of }));
  }

  /** A row of the data further on or back, round at the ends; from a mini-batch or typed numbers to the first or the last. @param {1 | -1} by */
  chooseNeighbour(by) {
    return this.#inTurn(() => {
      const { of } = this.record;
      const count = this.#examples.isTrain.length;
      const from = 'example' in of ? of.example : Math.min(0, -by);
      return this.#replace({ ...this.#now(), of: { example: (from + by + count) % count } });
    });
  }

  /** Another number of the example. @param {'input' | 'target'} what @param {number} index @param {number} value */
  type(what, index, value) {
    return this.#inTurn(() => {
      const { input, target } = this.typed(this.record.of);
      const of = { input: [...input], target: [...target] };
      of[what][index] = value;
      if (what === 'target' && this.#isSoftmax) shareOut(of.target, index);
      return this.#replace({ ...this.#now(), of });
    });
  }

  /** Another value for one parameter. @param {number} index @param {number} value */
  setParameter(index, value) {
    return this.#inTurn(() => {
      const start = this.#now();
      const parameters = Float64Array.from(start.parameters);
      parameters[index] = value;
      return this.#replace({ ...start, parameters });
    });
  }

  /**
   * Measures again: a setting has changed. With other data or batches, or an optimizer that remembers other things, the steps before are
   * no longer what led here, and what was looked at is looked for again.
   * @param {{ examples: Examples, batchSize: number, keepsOptimizer: boolean }} options
   */
  reconfigure({ examples, batchSize, keepsOptimizer }) {
    return this.#inTurn(async () => {
      const keepsData = examples === this.#examples && batchSize === this.#batchSize;
      const start = this.#now();
      if (keepsData && keepsOptimizer) return this.#replace(start);
      if (!keepsOptimizer) delete start.optimizerState;
      if (!keepsData) {
        [this.#examples, this.#batchSize] = [examples, batchSize];
        this.#batches = new Batches(examples.isTrain, batchSize);
        start.of = await this.#chosenAgain(start.of);
      }
      this.#records = [await this.#measured(start)];
      this.#at = 0;
      if (this.known.updated) this.position = endOf(this.ticks, 'backward');
    });
  }

  /** @param {Choice} of @returns {Promise<Choice>} */
  async #chosenAgain(of) {
    if (isBatch(of)) return { examples: await this.#nextBatch() };
    return 'example' in of && of.example >= this.#examples.isTrain.length ? this.firstExample() : of;
  }

  async #nextBatch() {
    const rows = [...await this.#ask('batch')];
    this.#batches.use(rows);
    return rows;
  }

  /** What is on show as the start of a learning step. @returns {Start} */
  #now() {
    const { of, parameters, optimizerState, step, update } = this.record;
    return this.known.updated
      ? { of, parameters: update.parameters, optimizerState: update.optimizerState, step: step + 1 }
      : { of, parameters, ...(optimizerState && { optimizerState }), step };
  }

  /** @param {Start} start */
  async #replace(start) {
    const wasUpdated = this.known.updated;
    const record = await this.#measured(start);
    this.#records = [...this.#records.slice(0, wasUpdated ? this.#at + 1 : this.#at), record];
    this.#at = this.#records.length - 1;
    if (wasUpdated) this.position = endOf(this.ticks, 'backward');
  }

  /** @param {Grain} grain */
  async setGrain(grain) {
    this.grain = grain;
    const { of } = this.record;
    if ((grain === 'batch' || grain === 'epoch') && !isBatch(of)) await this.chooseBatch();
    if (grain === 'example' && isBatch(of)) await this.choose(this.firstExample());
  }

  /** The mini-batch that the session would train on next. */
  async chooseBatch() {
    await this.choose({ examples: await this.#nextBatch() });
  }

  next() {
    return this.#inTurn(async () => {
      if (this.grain === 'epoch') return this.#epoch();
      const position = nextPosition(this.ticks, this.position, this.grain);
      if (position !== null) await this.#arrive(position);
      else await this.#advance();
    });
  }

  /** The next learning step, with the new parameters. */
  async #advance() {
    const coarse = this.grain === 'example' || this.grain === 'batch';
    const seen = this.#records[this.#at + 1];
    const record = seen ?? await this.#measured({ ...this.#now(), of: this.#following(this.record.of) });
    if (coarse) await this.#judged(record);
    if (seen) this.#at += 1;
    else this.#push(record);
    await this.#arrive(coarse ? this.ticks.length - 1 : 0);
  }

  /** @param {Record} record */
  #push(record) {
    this.#records = [...this.#records.slice(0, this.#at + 1), record].slice(-mostRecords);
    this.#at = this.#records.length - 1;
  }

  /** All mini-batches until each training example has been used. */
  async #epoch() {
    const { of, ...start } = this.#now();
    this.#batches.used = this.record.used;   // after going back fewer
    let examples = !this.known.updated && isBatch(of) ? of.examples : this.#batches.next();
    const batches = [];
    for (; !this.#batches.isOver; examples = this.#batches.next()) batches.push(examples);
    for (let done = 0; done < batches.length; done += batchesAtOnce) {
      const some = batches.slice(done, done + batchesAtOnce);
      const { parameters, optimizerState } = await this.#ask('updates', { batches: some, ...start });
      Object.assign(start, { parameters, optimizerState, step: start.step + some.length });
    }
    this.#push(await this.#judged(await this.#measured({ of: { examples }, ...start })));
    await this.#arrive(this.ticks.length - 1);
  }

  /** @param {Choice} of @returns {Choice} */
  #following(of) {
    if (isBatch(of)) return { examples: this.#batches.next() };
    if ('input' in of) return of;
    const { isTrain } = this.#examples;
    const next = isTrain.indexOf(1, of.example + 1);
    return next < 0 ? this.firstExample() : { example: next };
  }

  back() {
    return this.#inTurn(async () => {
      const coarse = this.grain !== 'unit' && this.grain !== 'layer';
      const position = previousPosition(this.ticks, this.position, this.grain);
      if (this.#at > 0 && (position === null || coarse)) {
        this.#at -= 1;
        await this.#arrive(this.ticks.length - 1);
      } else if (position !== null) {
        await this.#arrive(position);
      }
    });
  }
}
