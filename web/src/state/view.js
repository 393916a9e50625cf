/** What the page shows and how fast, with its part of the link. */

import { parseBoolean, parseName, parseNumber } from './codec.js';

/** @typedef {import('./types.js').View} View */

/** @type {Readonly<View>} */
export const defaultView = Object.freeze({
  showTestData: true,
  discretize: false,
  speed: 300,           // the circle's border forms within five seconds: one sees it being learnt, and not only what was learnt
  lossScale: 'log',
  keepWeights: false,   // the address with its seed is then all that a network comes from, and two sizes start alike
});

/** Slowest: one batch a second. Fastest with a number: what a timer can still pace; faster is `max`. */
export const speedLimit = Object.freeze({ min: 1, max: 10_000, integer: true });

/** @param {string} text @returns {number} */
const parseSpeed = (text) => (text === 'max' ? Infinity : parseNumber(text, speedLimit, ' or max'));

/** @type {readonly { key: keyof View, parse: (text: string) => View[keyof View], format: (value: any) => string }[]} */
export const viewProperties = [
  { key: 'showTestData', parse: parseBoolean, format: String },
  { key: 'discretize', parse: parseBoolean, format: String },
  { key: 'keepWeights', parse: parseBoolean, format: String },
  { key: 'speed', parse: parseSpeed, format: (speed) => (speed === Infinity ? 'max' : String(speed)) },
  {
    key: 'lossScale',
    parse: (text) => /** @type {View['lossScale']} */ (parseName(text, ['linear', 'log'])),
    format: String,
  },
];
