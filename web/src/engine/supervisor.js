/**
 * Keeps a session alive whatever happens to its worker: a worker that traps, hangs or is killed is replaced, the session made again from
 * its config, the last checkpoint restored, and training goes on.
 */

import { EngineError, unwrap } from './error.js';
import { WorkerLink } from './link.js';
import { deathLimit, unrepeatable } from './protocol.js';

/** @typedef {import('./protocol.js').Reason} Reason */

/**
 * What a successor needs to go on.
 * @typedef {object} Legacy
 * @property {number} number
 * @property {import('./types.js').Config} config
 * @property {import('./types.js').Checkpoint | null} checkpoint
 * @property {{ stepsPerSecond?: number } | null} playing
 */

export class Supervisor {
  #parts;
  #createWorker;
  /** @type {WorkerLink} */
  #link;
  /** @type {Promise<void>} */
  #ready;
  /** @type {Legacy | null} */
  #legacy = null;
  #sessions = 0;
  /** @type {number[]} */
  #deaths = [];
  /** @type {EngineError | null} */
  #end = null;

  /** Told of every replacement while there is a session. @type {(restart: import('./protocol.js').Restart) => void} */
  onRestart = () => {};
  /** Told when there will be no more. @type {(error: EngineError) => void} */
  onEnd = () => {};

  /** @param {import('./protocol.js').Parts} parts @param {() => Worker} createWorker */
  constructor(parts, createWorker) {
    this.#parts = parts;
    this.#createWorker = createWorker;
    this.#link = this.#connect();
    this.#ready = this.#link.ready;
  }

  /** Has it given up, or been closed? */
  get isOver() {
    return this.#end !== null;
  }

  /** @param {string} method @param {any[]} args @returns {Promise<any>} @throws {EngineError} */
  async call(method, ...args) {
    try {
      return await this.#callOnce(method, args);
    } catch (error) {
      if (this.#end) throw this.#end;
      const mayRepeat = error instanceof EngineError && error.code === 'workerRestarted' && !unrepeatable.has(method);
      if (!mayRepeat) throw error;
      return this.#callOnce(method, args);
    }
  }

  /** @param {import('./types.js').Config} config */
  async createSession(config) {
    const number = ++this.#sessions;
    await this.call('createSession', config, number);
    this.#legacy = { number, config, checkpoint: null, playing: null };
  }

  /** @param {import('./types.js').Change} change */
  async configure(change) {
    const config = await this.call('configure', change);
    if (this.#legacy) this.#legacy.config = config;
  }

  /** @param {import('./types.js').Config} config */
  async reshape(config) {
    const complete = await this.call('reshape', config);
    if (this.#legacy) this.#legacy.config = complete;
  }

  /** @param {{ stepsPerSecond?: number }} speed */
  async play(speed) {
    const legacy = this.#legacy;
    const before = legacy?.playing ?? null;
    if (legacy) legacy.playing = speed;   // before the answer, which a pause may overtake
    try {
      await this.call('play', speed);
    } catch (error) {
      if (legacy?.playing === speed) legacy.playing = before;
      throw error;
    }
  }

  async pause() {
    if (this.#legacy) this.#legacy.playing = null;
    await this.call('pause');
  }

  async endSession() {
    this.#legacy = null;
    await this.call('dispose');
  }

  /** Ends the worker for good. */
  close() {
    this.#finish(new EngineError({ code: 'disposed', message: 'the engine has been disposed of' }));
  }

  /** @param {string} method @param {any[]} args */
  async #callOnce(method, args) {
    for (let ready; ready !== this.#ready;) {  // the worker may have died while we waited for it
      ready = this.#ready;
      await ready.catch(() => {});
    }
    if (this.#end) throw this.#end;
    return unwrap(await this.#link.call(method, ...args));
  }

  #connect() {
    const link = new WorkerLink(this.#createWorker(), this.#parts, {
      onBeat: (beat) => this.#keep(beat),
      onDeath: (reason, message) => this.#replace(reason, message),
    });
    link.ready.catch(() => {});  // its death is told to onDeath
    return link;
  }

  /** @param {import('./protocol.js').Beat} beat */
  #keep({ session, running, checkpoint }) {
    const legacy = this.#legacy;
    if (legacy?.number !== session) return;
    if (checkpoint) legacy.checkpoint = checkpoint;
    else if (!running) legacy.playing = null;  // diverged: a successor begins before that, and waits
  }

  /** @param {Reason} reason @param {string} message */
  #replace(reason, message) {
    if (this.#end) return;
    const now = performance.now();
    this.#deaths = [...this.#deaths.filter((at) => now - at < deathLimit.within), now];
    if (this.#deaths.length >= deathLimit.count) {
      return this.#giveUp(`failed ${deathLimit.count} times within ${deathLimit.within / 1000} seconds, the last time because ${message}`);
    }
    this.#link = this.#connect();
    this.#ready = this.#revive(this.#link, reason).catch((error) => {
      if (error.code !== 'workerRestarted') this.#giveUp(`failed, and its successor can't go on from where it was: ${error.message}`);
    });
  }

  /** @param {string} what  happened to the worker */
  #giveUp(what) {
    const error = new EngineError({ code: 'workerFailed', message: `the worker ${what}` });
    this.#finish(error);
    this.onEnd(error);
  }

  /** @param {EngineError} error */
  #finish(error) {
    this.#end ??= error;
    this.#link.close(error);
  }

  /** @param {WorkerLink} link @param {Reason} reason */
  async #revive(link, reason) {
    await link.ready;
    const legacy = this.#legacy;
    if (!legacy) return;
    const { number, config, checkpoint, playing } = legacy;
    unwrap(await link.call('createSession', config, number));
    if (checkpoint) unwrap(await link.call('restore', checkpoint));
    if (playing) unwrap(await link.call('play', playing));
    this.onRestart({ reason, fromStep: checkpoint?.step ?? 0 });
  }
}
