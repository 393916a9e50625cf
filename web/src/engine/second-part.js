/**
 * The second part of the module: what a first visit does not run (wasm/split.mjs). Where the first part calls it there are placeholders,
 * in the table of functions that both share; the second part, once instantiated, has put its functions in their place.
 *
 * A worker loads it before a command that may need it (`needsSecond` in first-part.js): where that fails, nothing has happened yet. Should
 * a placeholder be called all the same, as for the words of a refusal, it loads the part on the spot. Where that fails, a session or a
 * config that was to be made is not made; in the midst of all else it ends like any trap in C++.
 */

import { compile, compileNow } from './wasm-module.js';

// A literal, because that is what bundlers look for
const defaultUrl = () => new URL('../../../build/wasm/wasm/backprop.more.wasm', import.meta.url);

export class SecondPart {
  /** @type {import('./wasm-module.js').WasmSource} */
  #source;
  /** Of the first part. @type {WebAssembly.Exports} */
  #exports = {};
  #isThere = false;
  /** Places in the table that are free again. @type {number[]} */ #free = [];

  /** @param {import('./wasm-module.js').WasmSource} [source] */
  constructor(source = {}) {
    this.#source = Object.keys(source).length > 0 ? source : { wasmUrl: defaultUrl() };
  }

  get isThere() {
    return this.#isThere;
  }

  /** Instantiates the first part. @param {WebAssembly.Module} module @param {WebAssembly.Imports} imports */
  instantiate = async (module, imports) => {
    const placeholder = (/** @type {string} */ index) => (/** @type {any[]} */ ...args) => this.#call(Number(index), args);
    const later = new Proxy({}, { get: (_, index) => placeholder(String(index)) });
    const instance = await WebAssembly.instantiate(module, { ...imports, later });
    this.#exports = instance.exports;
    return instance;
  };

  /** Can be tried again when it fails. @returns {Promise<void>} @throws {EngineError} */
  async load() {
    if (!this.#isThere) this.#join(await compile(this.#source));
  }

  /** @param {number} index @param {any[]} args */
  #call(index, args) {
    if (!this.#isThere) this.#join(compileNow(this.#source));   // in the midst of C++, which cannot wait
    return this.#table.get(index)(...args);
  }

  /** Through which C++ calls what it has a pointer to. */
  get #table() {
    return /** @type {WebAssembly.Table} */ (Object.values(this.#exports).find((value) => value instanceof WebAssembly.Table));
  }

  /**
   * Compiles a module that was written while the program runs, of one function `f` on the same memory.
   * @param {BufferSource} bytes @returns {number} its place in the table of functions
   */
  addFunction(bytes) {
    const memory = /** @type {WebAssembly.Memory} */ (Object.values(this.#exports).find((value) => value instanceof WebAssembly.Memory));
    const { f } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { m: { m: memory } }).exports;
    const index = this.#free.pop() ?? this.#table.grow(1);
    this.#table.set(index, f);
    return index;
  }

  /** @param {number} index  that nothing points to any more */
  removeFunction(index) {
    this.#table.set(index, null);
    this.#free.push(index);
  }

  /** @param {WebAssembly.Module} module */
  #join(module) {
    if (this.#isThere) return;   // two loads at once
    new WebAssembly.Instance(module, { first: this.#exports });
    this.#isThere = true;
  }
}
