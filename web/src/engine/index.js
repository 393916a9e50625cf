/**
 * The learning engine in the calling thread: a page, a Worker or Node. `connectEngine` of client.js has the same interface in
 * a worker of its own.
 *
 *     const engine = await loadEngine();
 *     const session = engine.createSession({ seed: 7, layers: [{ units: 8, activation: 'tanh' }] });
 *     session.train({ epochs: 100 }).testLoss;
 *     session.dispose();
 */

import { instantiate } from './engine.js';
import { compile, compileShared } from './wasm-module.js';

export { Engine } from './engine.js';
export { EngineError } from './error.js';
export { Session } from './session.js';

/**
 * @param {import('./wasm-module.js').WasmSource} [source]  by default the module beside the engine
 * @returns {Promise<import('./engine.js').Engine>}
 */
export async function loadEngine(source = {}) {
  const isDefault = !source.wasmBinary && !source.wasmUrl && !source.wasmModule;
  return instantiate(await (isDefault ? compileShared() : compile(source)));
}
