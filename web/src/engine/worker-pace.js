/** How many steps to take now: slices short enough to answer messages in between, at the speed that was asked for. */

const sliceTime = 10;       // ms
const backlogTime = 1000;   // ms; what a machine that slept or is too slow has missed beyond this is forgotten
const meterWindow = 1500;   // ms

/** Finds the number of steps that take `sliceTime`. */
export class SliceSize {
  steps = 1;

  /** @param {() => void} work  of `taken` steps @param {number} taken */
  measure(work, taken) {
    const before = performance.now();
    work();
    const fits = taken * sliceTime / Math.max(performance.now() - before, 1e-3);
    this.steps = Math.max(1, Math.min(Math.floor(fits), 2 * Math.max(taken, this.steps)));
  }
}

/** What is due at `stepsPerSecond`, exact in the mean. */
export class Pace {
  #start = performance.now();
  #done = 0;

  /** @param {number} stepsPerSecond */
  constructor(stepsPerSecond) {
    this.stepsPerSecond = stepsPerSecond;
  }

  /** Steps that should have been taken by now and were not. @returns {number} */
  due() {
    if (this.stepsPerSecond === Infinity) return Infinity;
    const perMs = this.stepsPerSecond / 1000;
    const most = Math.max(1, backlogTime * perMs);
    const due = (performance.now() - this.#start) * perMs - this.#done;
    if (due > most + 1) this.#start += (due - most) / perMs;
    return Math.floor(Math.min(due, most));
  }

  /** Milliseconds until the next step is due. @returns {number} */
  wait() {
    return this.#start + (this.#done + 1) * 1000 / this.stepsPerSecond - performance.now();
  }

  /** @param {number} steps */
  take(steps) {
    this.#done += steps;
  }
}

/** Steps per second over the last one or two seconds. */
export class Meter {
  /** @type {{ at: number, step: number }[]} */
  #marks = [];

  /** @param {number} step  so many in all */
  mark(step) {
    const at = performance.now();
    this.#marks.push({ at, step });
    while (this.#marks.length > 2 && at - /** @type {{ at: number }} */ (this.#marks[1]).at > meterWindow) this.#marks.shift();
  }

  /** @returns {number} */
  get rate() {
    const [first] = this.#marks;
    const last = this.#marks.at(-1);
    return first && last && last.at > first.at ? (last.step - first.step) * 1000 / (last.at - first.at) : 0;
  }
}

/** @type {(() => void)[]} */
const resumes = [];
const resume = () => resumes.shift()?.();

/** Asks for a later turn of the event loop. @type {() => void} */
const requestTurn = turnsOfPlatform();

// Timers would wait 4 ms, and a second in a hidden page; a message to oneself comes back after those that have arrived before it.
// Node hands a port a thousand messages in one turn and would starve the others, but has setImmediate.
function turnsOfPlatform() {
  const { setImmediate } = /** @type {any} */ (globalThis);
  if (setImmediate) return () => setImmediate(resume);
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = resume;
  return () => port2.postMessage(null);
}

/** Lets the messages that have arrived be handled. @returns {Promise<void>} */
export const yieldToMessages = () => new Promise((continueWork) => {
  resumes.push(continueWork);
  requestTurn();
});

/** @param {number} ms @returns {Promise<void>} */
export const sleep = (ms) => new Promise((continueWork) => {
  setTimeout(continueWork, ms);
});
