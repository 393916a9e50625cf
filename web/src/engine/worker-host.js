/** The worker's side: one session at a time, trained in slices between the messages. */

import { instantiate } from './engine.js';
import { EngineError } from './error.js';
import { needsSecond } from './first-part.js';
import { beatInterval } from './protocol.js';
import { SecondPart } from './second-part.js';
import { Meter, Pace, SliceSize, sleep, yieldToMessages } from './worker-pace.js';

/** @typedef {import('./types.js').Metrics} Metrics */

/**
 * What `serve` needs of the worker's global scope.
 * @typedef {object} Scope
 * @property {(type: 'message', listener: (event: MessageEvent) => void, options?: { once?: boolean }) => void} addEventListener
 * @property {(message: any, transfer?: Transferable[]) => void} postMessage
 * @property {() => void} close
 */

/** Commands that change what training depends on: their answer follows a checkpoint. */
const changes = new Set(['createSession', 'configure', 'reshape', 'train', 'setParameters', 'restore', 'recover', 'play', 'pause']);

/**
 * Waits for the page's `start`, then answers its commands.
 * @param {Scope} scope
 * @param {typeof Host} [Kind]
 */
export function serve(scope, Kind = Host) {
  scope.addEventListener('message', async ({ data: { module, more, port, lock } }) => {
    const second = new SecondPart(more);
    const [engine, holdsLock] = await Promise.all([instantiate(module, second), hold(lock)]);
    const host = new Kind(engine, second, scope);
    port.onmessage = async (/** @type {{ data: import('./protocol.js').Command }} */ { data: { call, method, args } }) => {
      const outcome = await host.answer(method, args);
      port.postMessage({ call, outcome }, buffersIn(outcome));
    };
    scope.postMessage({ type: 'ready', holdsLock });
  }, { once: true });
}

// The browser frees the lock when the worker is gone, however it went: the only sign of a terminated worker that there is. Insecure
// and opaque origins have no locks; the watchdog serves them.
/** @param {string} lock @returns {Promise<boolean>} */
function hold(lock) {
  return new Promise((resolve) => {
    const locks = globalThis.navigator?.locks;
    if (!locks) return resolve(false);
    locks.request(lock, () => {
      resolve(true);
      return new Promise(() => {});
    }).catch(() => resolve(false));
  });
}

/** The buffers of all typed arrays in a value. @param {any} value @returns {ArrayBuffer[]} */
function buffersIn(value) {
  if (ArrayBuffer.isView(value)) return [/** @type {ArrayBuffer} */ (value.buffer)];
  if (Array.isArray(value) && typeof value[0] !== 'object') return [];
  return value && typeof value === 'object' ? Object.values(value).flatMap(buffersIn) : [];
}

export class Host {
  #engine;
  #second;
  #scope;
  /** Settles when the command before has begun. @type {Promise<void>} */
  #turn = Promise.resolve();
  /** @type {import('./session.js').Session | null} */
  #session = null;
  #number = 0;
  /** @type {Pace | null} */
  #playing = null;
  #meter = new Meter();
  #slice = new SliceSize();
  #lastBeat = 0;
  #steps = 0;

  /** @param {import('./engine.js').Engine} engine @param {SecondPart} second @param {Scope} scope */
  constructor(engine, second, scope) {
    this.#engine = engine;
    this.#second = second;
    this.#scope = scope;
  }

  /** @param {string} method @param {any[]} args @returns {Promise<import('./types.js').Outcome<any>>} */
  async answer(method, args) {
    try {
      await this.#readyFor(method, args);
      const value = await this.perform(method, args);
      if (changes.has(method)) this.#beat();
      return { value };
    } catch (error) {
      if (error instanceof EngineError) return { failure: error.toFailure() };
      return this.#die(error);
    }
  }

  /** Commands begin in the order in which they came, also while one waits for the second part of the module.
   * @param {string} method @param {any[]} args */
  #readyFor(method, args) {
    const ready = this.#turn.then(() => (needsSecond(method, args) ? this.#loadSecond() : undefined));
    this.#turn = ready.catch(() => {});
    return ready;
  }

  /** With signs of life: who waits for a slow connection has not hung. */
  async #loadSecond() {
    if (this.#second.isThere) return;
    const beats = setInterval(() => this.#beat(), beatInterval);
    await this.#second.load().finally(() => clearInterval(beats));
  }

  /** @param {string} method @param {any[]} args @returns {any} */
  perform(method, args) {
    switch (method) {
      case 'catalog': return this.#engine.catalog();
      case 'complete': return this.#engine.complete(args[0]);
      case 'createSession': return this.#create(args[0], args[1]);
      case 'dispose': return this.#dispose();
      case 'configure': return this.#configure(args[0]);
      case 'reshape': return this.#reshape(args[0]);
      case 'train': return this.#train(args[0]);
      case 'play': return this.#play(args[0]);
      case 'pause': return this.#pause();
      case 'snapshot': return this.#snapshot(args[0]);
      default: return /** @type {any} */ (this.#live)[method](...args);
    }
  }

  get #live() {
    if (!this.#session) throw new EngineError({ code: 'disposed', message: 'the session has been disposed of' });
    return this.#session;
  }

  /** @param {import('./types.js').Config} config @param {number} number */
  #create(config, number) {
    this.#dispose();
    this.#session = this.#engine.createSession(config);
    this.#number = number;
    this.#slice = new SliceSize();
  }

  #dispose() {
    this.#playing = null;
    this.#session?.dispose();
    this.#session = null;
  }

  /** The page keeps the config, to begin again from it. @param {import('./types.js').Change} change */
  #configure(change) {
    this.#live.configure(change);
    this.#slice = new SliceSize();
    return this.#live.config();
  }

  /** @param {import('./types.js').Config} config */
  #reshape(config) {
    this.#live.reshape(config);
    this.#slice = new SliceSize();
    return this.#live.config();
  }

  /** @param {{ stepsPerSecond?: number }} request */
  #play(request) {
    const { stepsPerSecond = Infinity } = request ?? {};
    if (typeof stepsPerSecond !== 'number' || !(stepsPerSecond > 0)) {
      const message = `stepsPerSecond: ${String(stepsPerSecond)} is not a number above 0`;
      throw new EngineError({ code: 'outOfRange', path: 'stepsPerSecond', message });
    }
    if (!this.#live.advance(0)) return;
    this.#playing = new Pace(stepsPerSecond);
    this.#meter = new Meter();
    this.#loop(this.#playing).catch((error) => this.#die(error));
  }

  #pause() {
    this.#playing = null;
  }

  /** @param {Pace} pace  until another one takes over */
  async #loop(pace) {
    while (this.#playing === pace) {
      const due = pace.due();
      if (due >= 1) pace.take(this.#advance(due));
      this.#beatIfDue();
      const wait = pace.wait();
      await (wait > 0 ? sleep(Math.min(wait, beatInterval)) : yieldToMessages());
    }
  }

  /** Trains one slice, of at most `most` steps. @param {number} most @returns {number} the steps taken */
  #advance(most) {
    const steps = Math.min(most, this.#slice.steps);
    let isFinite = true;
    this.#slice.measure(() => {
      isFinite = this.#live.advance(steps);
    }, steps);
    this.#steps += steps;
    if (!isFinite) {
      this.#playing = null;
      this.#beat();
    }
    return steps;
  }

  /** @param {import('./types.js').TrainRequest} request @returns {Promise<Metrics>} */
  async #train(request) {
    const session = this.#live;
    const [[unit, length] = ['', 0], ...others] = Object.entries(request ?? {});
    const limit = this.#engine.catalog().limits[`train.${unit}`];
    const isInParts = limit && others.length === 0 && Number.isInteger(length) && length > 0 && length <= limit.max;
    if (!isInParts) return session.train(request);
    for (let left = unit === 'steps' ? length : this.#stepsOf(length); left > 0 && session.advance(0);) {
      left -= this.#advance(left);
      this.#beatIfDue();
      await yieldToMessages();
    }
    return session.metrics();
  }

  /** Until so many epochs have ended. @param {number} epochs */
  #stepsOf(epochs) {
    const session = this.#live;
    const { batchSize } = session.config();
    const examples = session.data().isTrain.reduce((sum, flag) => sum + flag, 0);
    return Math.ceil((examples - session.checkpoint().position) / batchSize) + (epochs - 1) * Math.ceil(examples / batchSize);
  }

  /** @param {import('./types.js').SnapshotRequest} request @returns {import('./types.js').Snapshot} */
  #snapshot(request) {
    const { parameters = false, grids = [], points = [] } = request ?? {};
    if (!Array.isArray(grids) || !Array.isArray(points)) {
      const message = 'snapshot: grids and points are lists';
      throw new EngineError({ code: 'wrongType', path: 'snapshot', message });
    }
    const session = this.#live;
    this.#meter.mark(this.#steps);
    return {
      metrics: session.metrics(),
      running: this.#playing !== null,
      stepsPerSecond: this.#playing ? this.#meter.rate : 0,
      ...(parameters && { parameters: session.parameters() }),
      grids: grids.map((grid) => session.predictGrid(grid)),
      points: points.map((inputs) => session.predictUnits(inputs)),
    };
  }

  #beatIfDue() {
    if (performance.now() - this.#lastBeat >= beatInterval) this.#beat();
  }

  #beat() {
    this.#lastBeat = performance.now();
    this.#meter.mark(this.#steps);
    const checkpoint = this.#session?.advance(0) ? this.#session.checkpoint() : null;
    const beat = { type: 'beat', session: this.#number, running: this.#playing !== null, checkpoint };
    this.#scope.postMessage(beat, buffersIn(checkpoint));
  }

  /** Whatever is no EngineError may have left the memory half-written. @param {unknown} error @returns {Promise<never>} */
  #die(error) {
    this.#scope.postMessage({ type: 'fatal', message: String(error) });
    this.#scope.close();
    return new Promise(() => {});
  }
}
