/**
 * A pasted or opened table (CSV, TSV, …) becomes own data: columns of numbers, and one with the answer, a class or a number. Every cell
 * that can't be used is named with its row, counted as a spreadsheet counts, and its column; `leftOut` says how many rows are not in the
 * data for that.
 */

import { describeColumns, isMissing, MAX_CLASSES, pickColumns, toNumber } from './columns.js';

/**
 * @typedef {import('./types.js').OwnData} OwnData
 * @typedef {import('./columns.js').Column} Column
 */

/**
 * One sentence about the table. Row and column are null where the whole table is meant.
 * @typedef {{ row: number | null, column: string | null, message: string }} TableProblem
 */

/** @typedef {{ min: number, max: number }} Range */

/**
 * @typedef {object} TableResult
 * @property {OwnData | null} data        null: nothing usable, `problems` says why
 * @property {Column[]} columns           what a menu of columns offers
 * @property {import('./columns.js').Picked | null} picked
 * @property {Range | null} range         of answers that are numbers, before they were brought to −1…1
 * @property {TableProblem[]} problems    with data: the rows left out
 * @property {number} leftOut             how many they are; `problems` names the first of them
 */

export const MAX_BYTES = 5_000_000;
export const MAX_ROWS = 10_000;
/** With those that are empty, which are no rows. */
const MAX_LINES = 10 * MAX_ROWS;
const MAX_PROBLEMS = 20;

/** Of equally likely ones the first is taken: in `1,5⇥2,5⇥a` the commas are decimal ones. */
const DELIMITERS = ['\t', ';', '|', ','];

/**
 * @param {string} text  the file
 * @param {import('./columns.js').Choice & { trainFraction?: number, normalization?: string }} [options]
 * @returns {Promise<TableResult>}
 */
export async function parseTable(text, options = {}) {
  if (text.length > MAX_BYTES || new TextEncoder().encode(text).length > MAX_BYTES) {
    return tooLarge();
  }
  const { default: papa } = await import('papaparse');
  const parsed = papa.parse(text.replace(/^\uFEFF/, ''), { preview: MAX_LINES, delimitersToGuess: DELIMITERS });
  const quotes = parsed.errors.find(({ type }) => type === 'Quotes');
  if (quotes) return failure(`row ${(quotes.row ?? 0) + 1}: a quotation mark has no partner`);

  const lines = /** @type {string[][]} */ (parsed.data);
  const decimalComma = parsed.meta.delimiter !== ',' && hasDecimalCommas(lines);
  const { names, rows } = splitHeader(lines, decimalComma);
  if (rows.length === 0) return failure('the table has no rows of data');
  if (rows.length > MAX_ROWS) return failure(`the table has more than ${MAX_ROWS} rows`);
  if (parsed.meta.truncated) return failure(`the table has ${MAX_LINES} lines or more, most of them empty`);
  const columns = describeColumns(names, rows.map(({ cells }) => cells), decimalComma);
  const picked = pickColumns(columns, options);
  if ('message' in picked) return { ...failure(picked.message), columns };
  return { columns, picked, ...collect(rows, columns, picked, { decimalComma, ...options }) };
}

/** @param {string} message @returns {TableResult} */
const failure = (message) => ({
  data: null, columns: [], picked: null, range: null, leftOut: 0, problems: [{ row: null, column: null, message }],
});

export const tooLarge = () => failure(`the table is larger than ${MAX_BYTES / 1e6} MB`);

/**
 * Where numbers have points too, a comma more likely divides thousands: such cells are reported, not guessed.
 * @param {string[][]} lines
 */
function hasDecimalCommas(lines) {
  const some = (/** @type {RegExp} */ number) => lines.some((cells) => cells.some((cell) => number.test(cell)));
  return some(/^\s*[+-]?\d*,\d+\s*$/) && !some(/^\s*[+-]?\d*\.\d+\s*$/);
}

/**
 * A first row without any number is a header. Empty lines are no rows but count as lines.
 * @param {string[][]} lines @param {boolean} decimalComma
 */
function splitHeader(lines, decimalComma) {
  const rows = lines
    .map((cells, index) => ({ cells, row: index + 1 }))
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  const first = rows[0]?.cells ?? [];
  const hasHeader = first.every((cell) => Number.isNaN(toNumber(cell, decimalComma)));
  const width = Math.max(0, ...rows.slice(0, 100).map(({ cells }) => cells.length));
  const names = Array.from({ length: width }, (_, index) => {
    const name = hasHeader ? (first[index] ?? '').trim() : '';
    return name || `column ${index + 1}`;
  });
  return { names, rows: hasHeader ? rows.slice(1) : rows };
}

/**
 * @param {{ cells: string[], row: number }[]} rows
 * @param {Column[]} columns
 * @param {import('./columns.js').Picked} picked
 * @param {{ decimalComma: boolean, trainFraction?: number, normalization?: string }} options
 * @returns {Pick<TableResult, 'data' | 'range' | 'problems' | 'leftOut'>}
 */
function collect(rows, columns, picked, { decimalComma, trainFraction = 0.5, normalization = 'standardize' }) {
  /** @type {TableProblem[]} */
  const problems = [];
  /** @type {number[][]} */
  const inputs = [];
  /** @type {string[]} */
  const words = [];
  for (const { cells, row } of rows) {
    const wrong = wrongCell(cells, columns, picked, decimalComma);
    if (wrong) {
      problems.push({ row, ...wrong });
      continue;
    }
    inputs.push(picked.inputs.map((index) => toNumber(cells[index] ?? '', decimalComma)));
    words.push((cells[picked.label] ?? '').trim());
  }
  const column = columns[picked.label]?.name ?? null;
  const answers = columns[picked.label]?.isLabel ? classesOf(words) : numbersOf(words.map((word) => toNumber(word, decimalComma)));
  if ('message' in answers) {
    const problem = { row: null, column, message: `column ${column}: ${answers.message}` };
    return { data: null, range: null, leftOut: problems.length, problems: shorten([problem, ...problems]) };
  }
  const { range = null, ...targets } = answers;
  const names = picked.inputs.map((index) => columns[index]?.title ?? '');
  const data = { inputs, ...targets, names, trainFraction, normalization };
  return { data, range, leftOut: problems.length, problems: shorten(problems) };
}

/** @typedef {Pick<OwnData, 'labels' | 'classes' | 'targets'> & { range?: Range } | { message: string }} Answers */

/** @param {string[]} words @returns {Answers} */
function classesOf(words) {
  const classes = [...new Set(words)].sort();
  if (classes.length < 2 || classes.length > MAX_CLASSES) return { message: `${classes.length} different labels; 2…${MAX_CLASSES} are needed` };
  return { labels: words.map((word) => classes.indexOf(word)), classes };
}

/** Brought to −1…1, which outputs begin near and colours span. @param {number[]} numbers @returns {Answers} */
function numbersOf(numbers) {
  const [min, max] = [Math.min(...numbers), Math.max(...numbers)];
  if (!(min < max)) return { message: 'there are no two different numbers to learn' };
  return { targets: numbers.map((number) => [2 * ((number - min) / (max - min)) - 1]), range: { min, max } };
}

/**
 * The first cell of a row that can't be used, or null.
 * @param {string[]} cells @param {Column[]} columns
 * @param {import('./columns.js').Picked} picked @param {boolean} decimalComma
 */
function wrongCell(cells, columns, picked, decimalComma) {
  for (const index of [...picked.inputs, picked.label]) {
    const cell = cells[index] ?? '';
    const column = columns[index]?.name ?? '';
    if (isMissing(cell)) return { column, message: `${column} is missing` };
    if ((index !== picked.label || !columns[index]?.isLabel) && Number.isNaN(toNumber(cell, decimalComma))) {
      return { column, message: `${column}: "${cell.trim().slice(0, 40)}" is not a number` };
    }
  }
  return null;
}

/** @param {TableProblem[]} problems */
function shorten(problems) {
  if (problems.length <= MAX_PROBLEMS) return problems;
  const more = problems.length - MAX_PROBLEMS;
  return [
    ...problems.slice(0, MAX_PROBLEMS),
    { row: null, column: null, message: `${more} more row${more === 1 ? '' : 's'} can't be used` },
  ];
}

/**
 * Two classes out of several: class 1 (blue) is the chosen one, class 0 all the others.
 * @param {OwnData} data  with labels and classes
 * @param {string} className
 * @returns {OwnData}
 */
export function oneAgainstRest(data, className) {
  const { labels, classes = [] } = data;
  const chosen = classes.indexOf(className);
  if (!labels || chosen < 0) {
    throw new RangeError(`${className} is not a class of this table; expected one of ${classes.join(', ')}`);
  }
  const rest = classes.length === 2 ? /** @type {string} */ (classes[1 - chosen]) : `not ${className}`;
  return { ...data, labels: labels.map((label) => Number(label === chosen)), classes: [rest, className] };
}
