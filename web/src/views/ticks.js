/** Where an axis has its ticks and what they say. */

import { formatNumber } from './format.js';

/** @typedef {{ value: number, label: string }} Tick */

/**
 * Round numbers (1, 2 or 5 times a power of ten) from `low` to `high`.
 * @param {number} low @param {number} high
 * @param {number} count  about how many
 * @returns {Tick[]}
 */
export function linearTicks(low, high, count) {
  if (!(high > low) || !Number.isFinite(high - low)) return [];
  const rough = (high - low) / Math.max(count, 1);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((factor) => factor * power >= rough * 0.999) ?? 10);
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const ticks = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9; ++k) {
    ticks.push({ value: k * step, label: tickLabel(k * step, decimals) });
  }
  return ticks;
}

/** @param {number} value @param {number} decimals */
function tickLabel(value, decimals) {
  if (decimals > 5 || Math.abs(value) >= 1e6) return formatNumber(value, 2);
  return value.toLocaleString('en', { minimumFractionDigits: decimals, maximumFractionDigits: decimals })
    .replace(/^-(0(\.0+)?)$/, '$1').replace('-', '−');
}

/**
 * Powers of ten, with 2 and 5 times them where there is room, from `low` > 0 to `high`.
 * @param {number} low @param {number} high @param {number} count
 * @returns {Tick[]}
 */
export function logTicks(low, high, count) {
  if (!(low > 0) || !(high > low)) return [];
  if (high < 8 * low) return linearTicks(low, high, Math.max(count, 4));  // too short for powers of ten
  const first = Math.floor(Math.log10(low));
  const last = Math.ceil(Math.log10(high));
  const decades = Math.log10(high / low);
  const every = Math.max(1, Math.ceil(decades / Math.max(count, 1)));
  const factors = decades * 3 <= count || decades < 2 ? [1, 2, 5] : [1];   // one tick alone would be no scale
  const ticks = [];
  for (let power = first; power <= last; power += 1) {
    if (power % every !== 0) continue;
    for (const factor of factors) {
      const value = Number(`${factor}e${power}`);
      if (value >= low * 0.999 && value <= high * 1.001) ticks.push({ value, label: logLabel(value) });
    }
  }
  return ticks;
}

/** @param {number} value */
const logLabel = (value) => (value >= 1e-4 && value < 1e4
  ? String(value)
  : value.toExponential(0).replace('-', '−').replace('+', ''));
