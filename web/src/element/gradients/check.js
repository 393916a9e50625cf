/**
 * The gradient check of one moment of training: at the chosen ε first, then at every other one, so that another ε is there at once.
 * Without signals, as every part that is loaded later (see own-data.js).
 *
 * @typedef {import('../app.js').App} App
 * @typedef {import('../types.js').Network} Network
 * @typedef {import('../types.js').Examples} Examples
 *
 * @typedef {object} Comparison   as the engine's GradientCheck
 * @property {number} epsilon
 * @property {Float64Array} analytic
 * @property {Float64Array} numeric
 * @property {Float64Array} error
 * @property {number} worst
 */

/** 1e-1 … 1e-12 in half decades. */
export const epsilons = Object.freeze(Array.from({ length: 23 }, (_, i) => Number(`${i % 2 ? 3.1622776601683795 : 1}e${-1 - Math.ceil(i / 2)}`)));
/** Small enough for the differences to be exact, large enough for more than rounding to be left of them. */
const usual = 1e-5;
/** Multiplications of one check, about half a second; more are kept small by fewer examples. */
const workLimit = 1e8;
/** Two losses for each parameter: beyond this even one example takes too long at 23 ε. */
const mostParameters = 5000;

/** How many examples a check of so many parameters can take. @param {number} parameters @param {number} available */
export function examplesFor(parameters, available) {
  return Math.max(1, Math.min(available, Math.floor(workLimit / (2 * parameters ** 2))));
}

export class Check {
  #app;
  #onChange;
  #tickets = 0;

  /** @type {Map<number, Comparison>} */ results = new Map();
  chosen = usual;
  /** The parameter that is looked at; −1: the worst one. */
  selected = -1;
  running = false;
  problem = '';
  /** Of the moment that was checked. */
  step = 0;
  fault = 'none';
  examples = 0;
  /** @type {Network | null} */ network = null;

  /** @param {App} app @param {() => void} onChange */
  constructor(app, onChange) {
    this.#app = app;
    this.#onChange = onChange;
  }

  /** At the chosen ε. @returns {Comparison | null} */
  get comparison() {
    return this.results.get(this.chosen) ?? null;
  }

  /** Worst and median error at every ε so far, ε rising. @returns {import('../../views/error-plot.js').Sweep} */
  get sweep() {
    const all = [...this.results.values()].sort((a, b) => a.epsilon - b.epsilon);
    return {
      epsilon: all.map(({ epsilon }) => epsilon),
      worst: all.map(({ error, worst }) => error[worst] ?? NaN),
      median: all.map(({ error }) => error.slice().sort()[error.length >> 1] ?? NaN),
    };
  }

  /** Forgets what was found: the network is another one. */
  clear() {
    this.#tickets += 1;
    this.results.clear();
    this.selected = -1;
    this.running = false;
    this.problem = '';
    this.#onChange();
  }

  /** Checks the network as it is now. */
  async run() {
    const ticket = ++this.#tickets;
    const isCurrent = () => ticket === this.#tickets;
    this.running = true;
    this.problem = '';
    this.#onChange();
    try {
      const request = await this.#moment();
      if (!request || !isCurrent()) return;
      const fresh = new Map();
      for (const epsilon of orderFrom(this.chosen)) {
        const comparison = await this.#app.trainer.ask('checkGradients', { ...request, epsilon });
        if (!isCurrent()) return;
        if (comparison) fresh.set(epsilon, comparison);
        if (fresh.has(usual)) this.results = fresh;   // another ε alone can't be judged
        this.#onChange();
      }
    } catch (error) {
      if (isCurrent()) this.problem = error instanceof Error ? error.message : String(error);
    } finally {
      if (isCurrent()) this.running = false;
      this.#onChange();
    }
  }

  /** Holds the moment still that is checked, while training goes on. */
  async #moment() {
    const { trainer } = this.#app;
    const checkpoint = await trainer.ask('checkpoint');
    const [network, examples, config] = [trainer.network.value, trainer.examples.value, trainer.config.value];   // an edit may have come first
    if (!network || !examples || !checkpoint) return null;
    const { parameters, step } = checkpoint;
    if (parameters.length > mostParameters) {
      throw new Error(`This network has ${parameters.length} parameters; each takes two losses over the examples, so the check is for up to ${mostParameters}.`);
    }
    const train = trainingRows(examples);
    const rows = train.slice(0, examplesFor(parameters.length, train.length));
    Object.assign(this, { network, step, fault: config?.fault ?? 'none', examples: rows.length });
    return { parameters: Float64Array.from(parameters), fault: this.fault, examples: rows };
  }

  /** @param {number} epsilon  one of `epsilons` */
  choose(epsilon) {
    this.chosen = epsilon;
    this.#onChange();
  }

  /** @param {number} parameter */
  select(parameter) {
    if (parameter === this.selected) return;
    this.selected = parameter;
    this.#onChange();
  }

  dispose() {
    this.#tickets += 1;
    this.#onChange = () => {};
  }
}

/** The chosen ε first, then the others the nearer they are to the usual one. @param {number} chosen */
function orderFrom(chosen) {
  const distance = (/** @type {number} */ epsilon) => (epsilon === chosen ? -1 : Math.abs(Math.log(epsilon / usual)));
  return [...epsilons].sort((a, b) => distance(a) - distance(b));
}

/** @param {Examples} examples */
function trainingRows({ isTrain }) {
  return Uint32Array.from(isTrain.keys()).filter((row) => isTrain[row] === 1);
}
