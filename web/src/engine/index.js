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
import { SecondPart } from './second-part.js';
import { compile, compileShared } from './wasm-module.js';

export { Engine } from './engine.js';
export { EngineError } from './error.js';
export { Session } from './session.js';

/**
 * Loads both parts of the module, for every method answers at once.
 * @param {import('./wasm-module.js').WasmSources} [sources]  by default the modules beside the engine
 * @returns {Promise<import('./engine.js').Engine>}
 */
export async function loadEngine({ more, ...source } = {}) {
  const second = new SecondPart(more);
  const first = await (Object.keys(source).length > 0 ? compile(source) : compileShared());
  const engine = await instantiate(first, second);
  await second.load();
  return engine;
}
