// How fast this machine multiplies and adds in WebAssembly SIMD: a tight loop that does nothing else, assembled by hand so that no
// compiler stands between. What training reaches of it is the share of the machine that does the mathematics.

/** Independent chains a ← a · x + y: enough that no addition waits for the one before it, few enough for sixteen registers. */
const CHAINS = 12;
const LANES = 4;
/** Operations of one round: a multiplication and an addition in each lane of each chain. */
const OPERATIONS = CHAINS * LANES * 2;

const [I32, V128, F32] = [0x7f, 0x7b, 0x7d];
const [X, Y, FIRST] = [1, 2, 3];   // locals: 0 the rounds left, then x, y and the chains

/** @param {number} value @returns {number[]} LEB128, unsigned */
const leb = (value) => (value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...leb(value >>> 7)]);
/** @param {number} id @param {number[]} content */
const section = (id, content) => [id, ...leb(content.length), ...content];
/** @param {number} code */
const simd = (code) => [0xfd, ...leb(code)];
/** @param {number} value */
const float = (value) => [0x43, ...new Uint8Array(new Float32Array([value]).buffer)];
/** @param {number} local */
const get = (local) => [0x20, ...leb(local)];
/** @param {number} local */
const set = (local) => [0x21, ...leb(local)];
const [SPLAT, EXTRACT, ADD, MULTIPLY] = [simd(0x13), [...simd(0x1f), 0], simd(0xe4), simd(0xe6)];

function body() {
  const chains = Array.from({ length: CHAINS }, (_, chain) => FIRST + chain);
  return [
    1, ...leb(2 + CHAINS), V128,
    ...float(0.999), ...SPLAT, ...set(X), ...float(0.001), ...SPLAT, ...set(Y),   // towards 1: never subnormal, never infinite
    ...chains.flatMap((chain) => [...float(chain), ...SPLAT, ...set(chain)]),
    0x03, 0x40,                                                                   // loop
    ...chains.flatMap((chain) => [...get(chain), ...get(X), ...MULTIPLY, ...get(Y), ...ADD, ...set(chain)]),
    ...get(0), 0x41, 1, 0x6b, 0x22, 0, 0x0d, 0, 0x0b,                             // --rounds, again unless 0
    ...get(FIRST), ...chains.slice(1).flatMap((chain) => [...get(chain), ...ADD]), ...EXTRACT, 0x0b,
  ];
}

function assemble() {
  const code = body();
  return new Uint8Array([
    0, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
    ...section(1, [1, 0x60, 1, I32, 1, F32]),             // rounds → sum of the chains, so that none is left out
    ...section(3, [1, 0]),
    ...section(7, [1, 1, 'r'.charCodeAt(0), 0, 0]),
    ...section(10, [1, ...leb(code.length), ...code]),
  ]);
}

const ROUNDS = 100_000;

/** One piece of work, and how many operations it is. */
export async function createPeakLoop() {
  const { instance } = await WebAssembly.instantiate(assemble());
  const run = /** @type {(rounds: number) => number} */ (instance.exports.r);
  const sum = run(1e6);
  if (!(Math.abs(sum - CHAINS) < 0.01)) throw new Error(`the loop computes ${sum} and not ${CHAINS}`);
  return {
    operations: ROUNDS * OPERATIONS,
    /** @param {number} repetitions */
    work: (repetitions) => void run(ROUNDS * repetitions),
  };
}

/**
 * Multiplications and additions of the matrix products that training on one example takes: W x forward, δ xᵀ for the gradient, and
 * Wᵀ δ backward in all layers but the first. Nothing else is counted: no activation, no bias, no update.
 * @param {number[]} sizes units per layer, inputs first
 */
export function operationsPerExample(sizes) {
  const weights = sizes.slice(1).map((units, layer) => units * sizes[layer]);
  const all = weights.reduce((sum, count) => sum + count, 0);
  return 2 * (3 * all - weights[0]);
}
