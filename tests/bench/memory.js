// What a session takes of WebAssembly's memory, which only ever grows, and that training takes no more of it.
import { loadEngine } from '../../web/src/engine/index.js';

const NETWORKS = [[4, 2], [8, 8, 8], [64, 64, 64], [256, 256, 256, 256, 256, 256]];
const EXAMPLES = 1e8;
const PARTS = 10;

/** Sessions are made until the memory is as large. */
const ENOUGH = 160 * 2 ** 20;

/** @typedef {{ sizes: number[], parameters: number, bytes: number }} MemoryRow of one session */
/** @typedef {{ sizes: number[], examples: number, bytes: number[] }} EnduranceRow after each tenth of the examples */

/** An engine in an instance of its own, and what its memory measures. */
async function freshEngine() {
  /** @type {WebAssembly.Memory | undefined} */
  let memory;
  const { instantiate } = WebAssembly;
  /** @type {any} */ (WebAssembly).instantiate = async (/** @type {any} */ module, /** @type {any} */ imports) => {
    const instance = /** @type {any} */ (await instantiate(module, imports));
    memory = /** @type {any} */ (Object.values(instance.exports).find((value) => value instanceof WebAssembly.Memory));
    return instance;
  };
  const engine = await loadEngine();
  WebAssembly.instantiate = instantiate;
  if (!memory) throw new Error('the module shows no memory');
  return { engine, bytes: () => /** @type {WebAssembly.Memory} */ (memory).buffer.byteLength };
}

/** @param {number[]} sizes units of the hidden layers */
const configOf = (sizes) => ({
  data: { generator: 'circle', examples: 500 },
  layers: sizes.map((units) => ({ units, activation: 'tanh' })),
});

/**
 * How much each further session takes. The memory grows by leaps, so many sessions are made: when it leaps it is full.
 * @param {number[]} sizes @returns {Promise<MemoryRow>}
 */
async function measureSession(sizes) {
  const { engine, bytes } = await freshEngine();
  const leaps = [];
  let parameters = 0;
  for (let sessions = 1; bytes() < ENOUGH; sessions++) {
    const full = bytes();
    const session = engine.createSession(configOf(sizes));
    session.train({ epochs: 1 });
    session.predictGrid({ columns: 100, rows: 100 });
    parameters = session.parameters().length;
    if (bytes() > full) leaps.push({ sessions, full });
  }
  const [first, last] = [leaps[0], leaps[leaps.length - 1]];
  return { sizes: [2, ...sizes, 1], parameters, bytes: (last.full - first.full) / (last.sessions - first.sessions) };
}

/** @returns {Promise<EnduranceRow>} */
async function measureEndurance() {
  const { engine, bytes } = await freshEngine();
  const session = engine.createSession({ ...configOf(NETWORKS[0]), batchSize: 10 });
  const sizes = [2, ...NETWORKS[0], 1];
  const after = [];
  for (let part = 0; part < PARTS; part++) {
    session.train({ steps: EXAMPLES / PARTS / 10 });
    after.push(bytes());
  }
  if (session.metrics().step * 10 !== EXAMPLES) throw new Error('not all of the examples were trained on');
  return { sizes, examples: EXAMPLES, bytes: after };
}

/** @returns {Promise<{ sessions: MemoryRow[], endurance: EnduranceRow }>} */
export async function measureMemory() {
  const sessions = [];
  for (const sizes of NETWORKS) sessions.push(await measureSession(sizes));
  return { sessions, endurance: await measureEndurance() };
}
