/** One worker from start to death. A dead worker never answers, so every call here races the death. */

import { EngineError } from './error.js';
import { longCommands, longPatience, patience } from './protocol.js';

/** @typedef {import('./protocol.js').Reason} Reason */
/** @typedef {import('./protocol.js').FromWorker} FromWorker */
/** @typedef {import('./types.js').Outcome<any>} Outcome */
/** @typedef {{ method: string, reject: (error: EngineError) => void }} Pending */

const watchInterval = 100;     // ms
const suspendedAfter = 1000;   // ms; a watch that comes this late was itself held up, and says nothing about the worker

export class WorkerLink {
  #worker;
  #onBeat;
  #onDeath;
  #port;
  #calls = 0;
  /** What waits for the answer to a call, by its number. @type {Map<number, (outcome: Outcome) => void>} */
  #answers = new Map();
  /** @type {Set<Pending>} */
  #pending = new Set();
  #isRunning = false;
  #isDead = false;
  #lastSign = performance.now();
  #lastWatch = performance.now();
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #watch;
  #lock = `backprop-${Math.random().toString(36).slice(2)}-${performance.now()}`;
  #unlock = new AbortController();
  /** @type {() => void} */
  #settleReady = () => {};

  /**
   * @param {Worker} worker
   * @param {import('./protocol.js').Parts} parts
   * @param {{ onBeat: (beat: import('./protocol.js').Beat) => void, onDeath: (reason: Reason, message: string) => void }} listeners
   */
  constructor(worker, parts, { onBeat, onDeath }) {
    this.#worker = worker;
    this.#onBeat = onBeat;
    this.#onDeath = onDeath;
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    port1.onmessage = ({ data }) => this.#answered(data);
    worker.addEventListener('message', (event) => this.#receive(event.data));
    worker.addEventListener('error', (event) => {
      event.preventDefault?.();
      this.#die('killed', event.message || 'the worker did not start');
    });
    /** Settles when the worker takes commands. @type {Promise<void>} */
    this.ready = this.#raced('start', new Promise((resolve) => {
      this.#settleReady = () => resolve(undefined);
    }));
    worker.postMessage({ type: 'start', ...parts, port: port2, lock: this.#lock }, [port2]);
  }

  /** @param {string} method @param {any[]} args @returns {Promise<Outcome>} */
  call(method, ...args) {
    return this.#raced(method, new Promise((resolve) => {
      const call = ++this.#calls;
      this.#port.postMessage({ call, method, args });
      this.#answers.set(call, resolve);
    }));
  }

  /** @param {import('./protocol.js').Answer} answer */
  #answered({ call, outcome }) {
    this.#answers.get(call)?.(outcome);
    this.#answers.delete(call);
  }

  /** Ends the worker; what is pending rejects with `error`. @param {EngineError} error */
  close(error) {
    if (this.#isDead) return;
    this.#isDead = true;
    clearInterval(this.#watch);
    this.#unlock.abort();
    this.#worker.terminate();
    this.#port.close();
    for (const { reject } of this.#pending) reject(error);
    this.#pending.clear();
  }

  /**
   * @template T
   * @param {string} method
   * @param {Promise<T>} answer
   * @returns {Promise<T>}
   */
  #raced(method, answer) {
    return new Promise((resolve, reject) => {
      if (this.#isDead) return reject(workerRestarted(method, 'it was gone'));
      const pending = { method, reject };
      const settle = () => {
        this.#pending.delete(pending);
        this.#sign();
      };
      if (this.#pending.size === 0 && !this.#isRunning) this.#sign();
      this.#pending.add(pending);
      this.#startWatch();
      answer.then(resolve, reject).finally(settle);
    });
  }

  /** @param {FromWorker} message */
  #receive(message) {
    this.#sign();
    if (message.type === 'fatal') return this.#die('trap', message.message);
    if (message.type === 'ready') {
      if (message.holdsLock) this.#watchLock();
      return this.#settleReady();
    }
    this.#isRunning = message.running;
    this.#startWatch();
    this.#onBeat(message);
  }

  // We get the lock when the worker is gone
  #watchLock() {
    navigator.locks.request(this.#lock, { signal: this.#unlock.signal }, () => this.#die('killed', 'it was ended from outside'))
      .catch(() => {});  // aborted by close()
  }

  #sign() {
    this.#lastSign = performance.now();
  }

  #startWatch() {
    if (this.#watch !== undefined || this.#isDead) return;
    this.#lastWatch = performance.now();
    this.#watch = setInterval(() => this.#look(), watchInterval);
  }

  #look() {
    const now = performance.now();
    if (now - this.#lastWatch > suspendedAfter) this.#sign();
    this.#lastWatch = now;
    if (this.#pending.size === 0 && !this.#isRunning) {
      clearInterval(this.#watch);
      this.#watch = undefined;
      return;
    }
    const isLong = [...this.#pending].some(({ method }) => longCommands.has(method));
    const limit = isLong ? longPatience : patience;
    if (now - this.#lastSign > limit) this.#die('hang', `it gave no sign of life for ${limit / 1000} seconds`);
  }

  /** @param {Reason} reason @param {string} message */
  #die(reason, message) {
    if (this.#isDead) return;
    this.close(workerRestarted([...this.#pending].map(({ method }) => method).join(', '), message));
    this.#onDeath(reason, message);
  }
}

/** @param {string} method @param {string} message */
const workerRestarted = (method, message) => new EngineError({
  code: 'workerRestarted',
  message: `the worker ended before it answered ${method}: ${message}`,
});
