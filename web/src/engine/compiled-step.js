/** Steps of a session from which on its training is worth the time that compiling takes. */
const hot = 50_000;

/**
 * The training step of one session as a WebAssembly function of its own (wasm/compiled_step.h), once its network has been trained for a
 * while and where the second part of the module, which compiles, is there anyway: the same bits in less time.
 */
export class CompiledStep {
  #wasm;
  #session;
  #second;
  /** As far as is known without asking. */
  #step = 0;
  #since = 0;
  /** In the table of functions; 0 while there is none. */
  #index = 0;
  #isTried = false;

  /** @param {import('./session.js').Wasm} wasm @param {number} session @param {import('./second-part.js').SecondPart} second */
  constructor(wasm, session, second) {
    this.#wasm = wasm;
    this.#session = session;
    this.#second = second;
  }

  /** @param {number} steps  more */
  trained(steps) {
    this.trainedTo(this.#step + steps);
  }

  /** @param {number} step */
  trainedTo(step) {
    this.#step = step;
    if (step - this.#since < hot || this.#isTried || !this.#second.isThere) return;
    this.#isTried = true;
    this.#index = this.#wasm.compileStep(this.#session, (module) => {
      try {
        return this.#second.addFunction(module);
      } catch {
        return 0;   // a browser may want large modules to be compiled elsewhere, or no more of them
      }
    });
  }

  /** The session trains otherwise from now on, or is gone. */
  drop() {
    if (this.#index) this.#second.removeFunction(this.#index);
    this.#index = 0;
    this.#since = this.#step;
    this.#isTried = false;
  }
}
