/** The WebAssembly module with plain methods: what `loadEngine` and the worker share. */

import createModule from '#wasm';

import { EngineError, unwrap } from './error.js';
import { plain } from './plain.js';
import { Session } from './session.js';

/** @typedef {import('./types.js').Config} Config */
/** @typedef {import('./types.js').CompleteConfig} CompleteConfig */
/** @typedef {import('./types.js').Catalog} Catalog */

/** @param {WebAssembly.Module} module  the first part @param {import('./second-part.js').SecondPart} second @returns {Promise<Engine>} */
export async function instantiate(module, second) {
  return new Engine(guarded(await createModule({ wasm: module, instantiate: second.instantiate })), second);
}

/** What has changed nothing yet when the second part of the module, needed for the words of a refusal, does not come. */
const makers = new Set(['complete', 'createSession']);

/**
 * The functions of a module. After a trap its memory may be half-written: every later call throws instead of answering from it.
 * @param {Record<string, any>} wasm
 * @returns {any}
 */
export function guarded(wasm) {
  /** @type {unknown} */
  let trap;
  const guard = (/** @type {string} */ name, /** @type {Function} */ call) => (/** @type {any[]} */ ...args) => {
    if (trap) throw trap;
    try {
      return call(...args);
    } catch (error) {
      if (error instanceof EngineError && makers.has(name)) throw error;
      trap = error instanceof EngineError ? new Error(error.message)   // no refusal: the worker ends by it
        : error || new WebAssembly.RuntimeError('aborted');  // the glue throws an empty text for C++'s abort()
      throw trap;
    }
  };
  const functions = Object.entries(wasm).filter(([, value]) => typeof value === 'function');
  return Object.fromEntries(functions.map(([name, call]) => [name, guard(name, call)]));
}

export class Engine {
  /** @type {import('./session.js').Wasm} */
  #wasm;
  #second;
  /** @type {Catalog | undefined} */
  #catalog;

  /** @param {import('./session.js').Wasm} wasm @param {import('./second-part.js').SecondPart} second */
  constructor(wasm, second) {
    this.#wasm = wasm;
    this.#second = second;
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
    return new Session(this.#wasm, unwrap(this.#wasm.createSession(plain(config))), this.#second);
  }

  /** Sessions made and not yet disposed of. @returns {number} */
  get liveSessions() {
    return this.#wasm.liveSessions();
  }
}
