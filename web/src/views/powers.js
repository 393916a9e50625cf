/** Numbers over many powers of ten, as people write them: 3.2·10⁻⁹. */

import { formatNumber } from './format.js';
import { logTicks } from './ticks.js';

/** @typedef {import('./ticks.js').Tick} Tick */

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** `−9` → `⁻⁹` @param {number} exponent  whole */
export function superscript(exponent) {
  return [...String(exponent)].map((digit) => (digit === '-' ? '⁻' : superscripts[Number(digit)])).join('');
}

/**
 * `0.0312`, but `3.1·10⁻⁹` where zeros would have to be counted.
 * @param {number} value
 * @param {number} [digits]  significant
 */
export function formatPower(value, digits = 2) {
  const size = Math.abs(value);
  if (!Number.isFinite(value) || value === 0 || (size >= 1e-3 && size < 1e5)) return formatNumber(value, digits);
  const [mantissa = '', exponent = ''] = value.toExponential(digits - 1).split('e');
  const power = `10${superscript(Number(exponent))}`;
  const factor = mantissa.replace('-', '−');
  return Number(mantissa) === 1 ? power : `${factor}·${power}`;
}

/** Powers of ten that fit a log axis from `low` to `high`. @param {number} low @param {number} high @param {number} count @returns {Tick[]} */
export function powerTicks(low, high, count) {
  return logTicks(low, high, count).map(({ value }) => ({ value, label: formatPower(value, 1) }));
}

/**
 * Places a value on a log axis; what is below it, an exact 0 too, lies on its lower end.
 * @param {readonly [low: number, high: number]} range  above 0
 * @param {readonly [from: number, to: number]} px
 * @returns {(value: number) => number}
 */
export function logScale([low, high], [from, to]) {
  const decades = Math.log(high / low);
  return (value) => from + (to - from) * Math.min(1, Math.log(Math.max(value, low) / low) / decades);
}

/**
 * The decades around values: whole powers of ten. Zeros and what is not finite have no place on a log axis.
 * @param {Iterable<number>} values
 * @param {{ most?: number }} [options]  most: decades below the largest value that are shown
 * @returns {[low: number, high: number]}
 */
export function decadesAround(values, { most = 16 } = {}) {
  let [least, largest] = [Infinity, 0];
  for (const value of values) {
    if (!(value > 0 && value < Infinity)) continue;
    least = Math.min(least, value);
    largest = Math.max(largest, value);
  }
  if (largest === 0) return [1e-3, 1];
  const high = Math.ceil(Math.log10(largest) - 1e-9);
  const low = Math.max(Math.floor(Math.log10(least) + 1e-9), high - most);
  return [10 ** Math.min(low, high - 1), 10 ** high];
}
