/** The WebAssembly module with plain methods: what `loadEngine` and the worker share. */

import createModule from '#wasm';

import { unwrap } from './error.js';
import { plain } from './plain.js';
import { Session } from './session.js';

/** @typedef {import('./types.js').Config} Config */
/** @typedef {import('./types.js').CompleteConfig} CompleteConfig */
/** @typedef {import('./types.js').Catalog} Catalog */

/** @param {WebAssembly.Module} module @returns {Promise<Engine>} */
export async function instantiate(module) {
  return new Engine(await createModule({
    instantiateWasm(/** @type {WebAssembly.Imports} */ imports, /** @type {Function} */ receive) {
      WebAssembly.instantiate(module, imports).then((instance) => receive(instance, module));
      return {};  // says that the instance comes later
    },
  }));
}

export class Engine {
  /** @type {import('./session.js').Wasm} */
  #wasm;
  /** @type {Catalog | undefined} */
  #catalog;

  /** @param {import('./session.js').Wasm} wasm */
  constructor(wasm) {
    this.#wasm = wasm;
  }

  /** All names, ranges and defaults. @returns {Catalog} */
  catalog() {
    this.#catalog ??= /** @type {Catalog} */ (this.#wasm.catalog());
    return this.#catalog;
  }

  /** The config with its defaults filled in. @param {Config} config @returns {CompleteConfig} @throws {EngineError} */
  complete(config) {
    return unwrap(this.#wasm.complete(plain(config)));
  }

  /** @param {Config} [config] @returns {Session} @throws {EngineError} */
  createSession(config = {}) {
    return new Session(this.#wasm, unwrap(this.#wasm.createSession(plain(config))));
  }

  /** Sessions made and not yet disposed of. @returns {number} */
  get liveSessions() {
    return this.#wasm.liveSessions();
  }
}
