// The tables of the benchmark, in Markdown, so that they can be pasted.

/** @typedef {{ sizes: number[], batchSize: number, examplesPerSecond: Record<string, number> }} TrainingRow */
/** @typedef {{ side: number, units: number, milliseconds: Record<string, number> }} GridRow */
/** @typedef {{ machine: string, date: string, training: TrainingRow[], grid?: GridRow }} Report */

const FOOTNOTES = `Examples per second, one thread, median of interleaved rounds; in brackets the ratio to the typed-array JavaScript.
* typed-array JS: backpropagation by hand (contenders/typed-array.js), the faster of Float32Array and Float64Array.
* engine and typed-array JS shuffle once per epoch, the others take the examples in order (in their favour).
* brain.js has no mini-batches: it updates after every example, with momentum, whatever the batch size.
* TensorFlow.js: its own SGD on batches made beforehand, on the cpu (plain JavaScript) and the wasm (SIMD) backend.
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

/** @param {Report} report */
export function format({ machine, date, training, grid }) {
  const names = Object.keys(columns(training[0]));
  const rows = training.map((row) => {
    const speeds = columns(row);
    const cells = names.map((name) => {
      const ratio = name === 'typed-array JS' ? '' : ` (${times(speeds[name] / speeds['typed-array JS'])})`;
      return compact(speeds[name]) + ratio;
    });
    return [row.sizes.join('-'), String(row.batchSize), ...cells];
  });
  const parts = [`${machine}, ${date}`, table([['network', 'batch', ...names], ...rows]), FOOTNOTES];
  if (grid) {
    const { side, units, milliseconds } = grid;
    const [engine, byHand] = [milliseconds.engine, milliseconds['typed-array JS']];
    parts.push(`Grid of ${side} × ${side} over all ${units} units of a 6 × 8 tanh network: engine ${engine.toFixed(2)} ms, ` +
      `typed-array JS ${byHand.toFixed(2)} ms (${times(byHand / engine)}).`);
  }
  return parts.join('\n\n');
}
