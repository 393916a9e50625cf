// The tables of the benchmark, in Markdown, so that they can be pasted.

/** @typedef {{ sizes: number[], batchSize: number, examplesPerSecond: Record<string, number> }} TrainingRow */
/** @typedef {{ sizes: number[], batchSize: number, wasm: number, native: number, share: number }} NativeRow */
/** @typedef {{ sizes: number[], batchSize: number, operationsPerSecond: { peak: number, training: number }, share: number }} Peak */
/** @typedef {{ side: number, units: number, milliseconds: Record<string, number> }} Grid */
/** @typedef {{ layers: number, rows: import('./growth.js').GrowthRow[] }} Growth */
/** @typedef {{ sessions: import('./memory.js').MemoryRow[], endurance: import('./memory.js').EnduranceRow }} Memory */
/** @typedef {{ machine: string, date: string, pytorch: string | null, training?: TrainingRow[], native?: NativeRow[], peak?: Peak,
 * grid?: Grid, growth?: Growth, memory?: Memory }} Report */

const FOOTNOTES = `Examples per second, one thread, median of interleaved rounds; in brackets the ratio to the typed-array JavaScript.
* typed-array JS: backpropagation by hand (contenders/typed-array.js), the faster of Float32Array and Float64Array.
* engine and typed-array JS shuffle once per epoch, the others take the examples in order (in their favour).
* brain.js has no mini-batches: it updates after every example, with momentum, whatever the batch size.
* TensorFlow.js: its own SGD on batches made beforehand, on the cpu (plain JavaScript) and the wasm (SIMD) backend.
* PyTorch: native, eager, torch.optim.SGD on batches made beforehand; in its column the second bracket is how many times faster
  the engine is.
* Before anything is timed, all but brain.js have arrived at the same parameters as the typed-array JS after 100 steps.`;

/** @param {number} value */
function compact(value) {
  return value >= 1e6 ? `${(value / 1e6).toPrecision(3)} M` : `${(value / 1e3).toPrecision(3)} k`;
}

/** @param {number} ratio */
const times = (ratio) => `${ratio >= 10 ? ratio.toFixed(0) : ratio.toPrecision(2)} ×`;

/** @param {string[][]} rows first the head */
function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const lines = rows.map((row) => `| ${row.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`);
  lines.splice(1, 0, `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`);
  return lines.join('\n');
}

/** The faster of the two array types is the yardstick. @param {Record<string, number>} examplesPerSecond */
export function yardstick(examplesPerSecond) {
  return Math.max(examplesPerSecond['typed-array JS (Float32)'], examplesPerSecond['typed-array JS (Float64)']);
}

/** @param {TrainingRow} row @returns {Record<string, number>} */
function columns({ examplesPerSecond }) {
  const { 'typed-array JS (Float32)': _32, 'typed-array JS (Float64)': _64, engine, ...peers } = examplesPerSecond;
  return { engine, 'typed-array JS': yardstick(examplesPerSecond), ...peers };
}

/** @param {TrainingRow[]} training @param {string | null} pytorch its version */
function trainingTable(training, pytorch) {
  const names = Object.keys(columns(training[0]));
  const rows = training.map((row) => {
    const speeds = columns(row);
    const cells = names.map((name) => {
      const ratio = name === 'typed-array JS' ? '' : ` (${times(speeds[name] / speeds['typed-array JS'])})`;
      return compact(speeds[name]) + ratio + (name === 'PyTorch' ? ` (${times(speeds.engine / speeds.PyTorch)})` : '');
    });
    return [shape(row), String(row.batchSize), ...cells, ...(pytorch ? [] : ['not installed'])];
  });
  const last = pytorch ? [] : ['PyTorch'];
  return `${table([['network', 'batch', ...names, ...last], ...rows])}\n\n${FOOTNOTES}`;
}

/** @param {{ sizes: number[] }} row */
const shape = ({ sizes }) => (sizes.length > 6 ? `${sizes[0]}-${sizes.length - 2}×${sizes[1]}-${sizes.at(-1)}` : sizes.join('-'));

const percent = (/** @type {number} */ share) => `${(100 * share).toFixed(0)} %`;
const kilobytes = (/** @type {number} */ bytes) => `${(bytes / 1024).toFixed(0)} KB`;
const megabytes = (/** @type {number} */ bytes) => `${(bytes / 2 ** 20).toFixed(1)} MB`;

/** @param {NativeRow[]} rows */
const nativeTable = (rows) => `The engine against itself as a native program (same C++, same four lanes, same bits), examples per second.

${table([['network', 'batch', 'wasm', 'native', 'wasm / native'],
    ...rows.map((row) => [shape(row), String(row.batchSize), compact(row.wasm), compact(row.native), percent(row.share)])])}`;

/** @param {Peak} peak */
const peakSentence = ({ sizes, batchSize, operationsPerSecond: { peak, training }, share }) =>
  `A tight WebAssembly SIMD loop multiplies and adds at ${(peak / 1e9).toFixed(1)} GFLOP/s; training ${sizes.join('-')} at batch ${
    batchSize} does ${(training / 1e9).toFixed(1)} GFLOP/s of matrix products (two for each multiply-add), ${percent(share)} of it.`;

/** @param {Grid} grid */
function gridSentence({ side, units, milliseconds }) {
  const [engine, byHand] = [milliseconds.engine, milliseconds['typed-array JS']];
  return `Grid of ${side} × ${side} over all ${units} units of a 6 × 8 tanh network: engine ${engine.toFixed(2)} ms, ` +
    `typed-array JS ${byHand.toFixed(2)} ms (${times(byHand / engine)}).`;
}

/** @param {Growth} growth */
const growthTable = ({ layers, rows }) => `Time of an epoch of ${layers} hidden layers at batch 32: in proportion to examples and weights
as far as the last column stays the same.

${table([['units', 'weights', 'examples', 'ms an epoch', 'ns an example and weight'],
    ...rows.map(({ units, weights, examples, milliseconds, nanoseconds }) =>
      [String(units), String(weights), String(examples), milliseconds.toFixed(milliseconds < 100 ? 1 : 0), nanoseconds.toFixed(3)])])}`;

/** @param {Memory} memory */
function memoryTable({ sessions, endurance: { sizes, examples, bytes } }) {
  const flat = bytes.every((size) => size === bytes[0]);
  return `${table([['network', 'parameters', 'memory of a session with 500 examples'],
    ...sessions.map((row) => [shape(row), String(row.parameters), kilobytes(row.bytes)])])}

The engine's memory after each tenth of ${examples.toExponential(0)} examples through ${sizes.join('-')}: ${
    flat ? `${megabytes(bytes[0])}, every time` : bytes.map(megabytes).join(', ')}.`;
}

/** @param {Report} report */
export function format({ machine, date, pytorch, training, native, peak, grid, growth, memory }) {
  return [
    `${machine}, ${date}${pytorch ? `, PyTorch ${pytorch}` : ''}`,
    training && trainingTable(training, pytorch),
    native && nativeTable(native),
    peak && peakSentence(peak),
    grid && gridSentence(grid),
    growth && growthTable(growth),
    memory && memoryTable(memory),
  ].filter(Boolean).join('\n\n');
}
