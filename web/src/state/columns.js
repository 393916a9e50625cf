/** What a table's columns hold: numbers or not, which of them are the inputs and the label, and how a title reads. */

/**
 * @typedef {object} Column
 * @property {string} name      as the file writes it
 * @property {string} title     as an axis writes it
 * @property {boolean} numeric  every value that is there is a number, and there is one
 * @property {boolean} isLabel  its values can be classes: they are words, or few numbers; else they are numbers to be learned
 */

const MISSING = new Set(['', '-', '?', 'na', 'n/a', 'nan', 'null', 'none']);

/** How units end a column's name, and how people write them. */
const UNITS = new Map(Object.entries({
  mm: 'mm', cm: 'cm', m: 'm', km: 'km', mg: 'mg', g: 'g', kg: 'kg', ms: 'ms', s: 's', min: 'min', ml: 'ml',
  hz: 'Hz', kpa: 'kPa', px: 'px', pct: '%', percent: '%', deg: '°',
}));

/** The surest first: `y` is as often a coordinate. */
const USUAL_LABELS = ['label', 'class', 'species', 'target', 'category', 'group', 'y'];

export const MAX_CLASSES = 10;

/** @param {string} cell */
export const isMissing = (cell) => MISSING.has(cell.trim().toLowerCase());

/**
 * @param {string} cell
 * @param {boolean} decimalComma  `39,1` is a number too
 * @returns {number} NaN for what is no finite number
 */
export function toNumber(cell, decimalComma) {
  const text = cell.trim();
  const value = Number(decimalComma ? text.replace(',', '.') : text);
  // Number('') is 0 and Number('0x1f') is 31: neither is what a table means.
  return /^[+-]?[\d.,]+(e[+-]?\d+)?$/i.test(text) && Number.isFinite(value) ? value : NaN;
}

/** `bill_length_mm` → `bill length (mm)` @param {string} name */
export function columnTitle(name) {
  const words = name.trim().split(/[_\s]+/).filter(Boolean);
  const unit = words.length > 1 ? UNITS.get(/** @type {string} */ (words.at(-1)).toLowerCase()) : undefined;
  return unit ? `${words.slice(0, -1).join(' ')} (${unit})` : words.join(' ');
}

/**
 * @param {string[]} names @param {string[][]} rows @param {boolean} decimalComma
 * @returns {Column[]}
 */
export function describeColumns(names, rows, decimalComma) {
  return names.map((name, index) => {
    const values = rows.map((row) => row[index] ?? '').filter((cell) => !isMissing(cell));
    const numbers = values.filter((cell) => !Number.isNaN(toNumber(cell, decimalComma))).length;
    // A few wrong cells don't make a column of numbers one of words: they are reported row by row.
    const numeric = numbers > 0 && numbers >= values.length * 0.8;
    const different = new Set(values).size;
    return { name, title: columnTitle(name), numeric, isLabel: !numeric || (different > 1 && different <= MAX_CLASSES) };
  });
}

/**
 * @typedef {object} Choice
 * @property {readonly (string | number)[]} [inputs]   columns of numbers, by name or by position from 0
 * @property {string | number} [label]                 the column with the answer
 */

/** More inputs than this the engine does not take (`catalog.limits['data.inputs']`). */
export const MAX_INPUTS = 64;

/** By position from 0. @typedef {{ inputs: number[], label: number }} Picked */

/**
 * The columns the caller chose, or else the first two of numbers, which make a plane, and the one that looks like a label.
 * @param {Column[]} columns @param {Choice} choice
 * @returns {Picked | { message: string }}
 */
export function pickColumns(columns, choice) {
  const wanted = [...(choice.inputs ?? []), ...(choice.label === undefined ? [] : [choice.label])];
  const absent = wanted.find((column) => find(columns, column) < 0);
  if (absent !== undefined) {
    return { message: `there is no column ${absent}; the columns are ${columns.map(({ name }) => name).join(', ')}` };
  }
  const label = choice.label === undefined ? guessLabel(columns, choice) : find(columns, choice.label);
  const usable = columns.flatMap(({ numeric }, index) => (numeric && index !== label ? [index] : []));
  const inputs = choice.inputs?.map((column) => find(columns, column)) ?? usable.slice(0, 2);
  if (label < 0 || usable.length === 0) {
    return { message: `a column of numbers and one with the answer are needed; found ${usable.length} of numbers in ` +
      `${columns.length} column${columns.length === 1 ? '' : 's'}` };
  }
  if (inputs.length < 1 || inputs.length > MAX_INPUTS) return { message: `${inputs.length} columns are chosen; 1…${MAX_INPUTS} can be learned from` };
  return { inputs, label };
}

/** @param {Column[]} columns @param {string | number} wanted */
const find = (columns, wanted) => (typeof wanted === 'number'
  ? (wanted in columns ? wanted : -1)
  : columns.findIndex(({ name }) => name === wanted));

/** @param {Column[]} columns @param {Choice} choice */
function guessLabel(columns, { inputs = [] }) {
  const taken = inputs.map((column) => find(columns, column));
  const free = columns.map((_, index) => index).filter((index) => !taken.includes(index));
  const possible = free.filter((index) => columns[index]?.isLabel);
  const named = USUAL_LABELS.map((name) => possible.find((index) => columns[index]?.name.toLowerCase() === name));
  const words = possible.find((index) => !columns[index]?.numeric);
  return named.find((index) => index !== undefined) ?? words ?? possible.at(-1) ?? free.at(-1) ?? -1;
}
