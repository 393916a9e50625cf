/**
 * The learning engine in the calling thread: a page, a Worker or Node. `connectEngine` of client.js has the same interface in
 * a worker of its own.
 *
 *     const engine = await loadEngine();
 *     const session = engine.createSession({ seed: 7, layers: [{ units: 8, activation: 'tanh' }] });
 *     session.train({ epochs: 100 }).testLoss;
 *     session.dispose();
 */

import createModule from '#wasm';

import { EngineError, unwrap } from './error.js';
import { plain } from './plain.js';
import { Session } from './session.js';
import { compile, compileShared } from './wasm-module.js';

export { EngineError, Session };

/** @typedef {import('./types.js').Config} Config */
/** @typedef {import('./types.js').CompleteConfig} CompleteConfig */
/** @typedef {import('./types.js').Catalog} Catalog */

/**
 * @param {import('./wasm-module.js').WasmSource} [source]  by default the module beside the engine
 * @returns {Promise<Engine>}
 */
export async function loadEngine(source = {}) {
  const isDefault = !source.wasmBinary && !source.wasmUrl && !source.wasmModule;
  const module = await (isDefault ? compileShared() : compile(source));
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
    return new Session(unwrap(this.#wasm.createSession(plain(config))));
  }

  /** Sessions made and not yet disposed of. @returns {number} */
  get liveSessions() {
    return this.#wasm.liveSessions();
  }
}
