/** The files of the page's tables: which columns are the inputs, how they are read. web/data/README.md */

import { oneAgainstRest, parseTable } from './table.js';
import { tables } from './tables.js';

/** @typedef {import('./types.js').OwnData} OwnData */

/**
 * @typedef {object} TableFile
 * @property {URL} url
 * @property {string[]} [inputs]        columns of a CSV file; left out: the file holds pixels, see `readPixels`
 * @property {string} [label]           column of a CSV file
 * @property {string} [against]         this class against the rest
 * @property {string} normalization
 */

const penguins = {
  url: new URL('../../data/penguins.csv', import.meta.url),
  label: 'species',
  normalization: 'standardize',
};

/** @type {Readonly<Record<string, TableFile>>} */
export const tableFiles = Object.freeze({
  penguins: { ...penguins, inputs: ['bill_length_mm', 'bill_depth_mm'], against: 'Adelie' },
  penguinSpecies: { ...penguins, inputs: ['bill_length_mm', 'bill_depth_mm', 'flipper_length_mm', 'body_mass_g'] },
  iris: {
    url: new URL('../../data/iris.csv', import.meta.url),
    inputs: ['sepal_length_cm', 'sepal_width_cm', 'petal_length_cm', 'petal_width_cm'],
    label: 'species',
    normalization: 'standardize',
  },
  digits: {
    url: new URL('../../data/digits.txt', import.meta.url),
    normalization: 'minMax',
  },
});

/**
 * @param {string} name  one of `tables`
 * @param {(url: URL) => Promise<string>} fetchText
 * @param {{ trainFraction?: number }} options
 * @returns {Promise<OwnData>} rejects with a sentence
 */
export async function readTable(name, fetchText, options) {
  const { url, inputs, label, against, normalization } = /** @type {TableFile} */ (tableFiles[name]);
  const text = await fetchText(url);
  if (!inputs || !label) return { ...readPixels(text), trainFraction: 0.5, normalization, ...options };
  const { data, problems } = await parseTable(text, { inputs, label, normalization, ...options });
  if (!data) throw new Error(`${tables[name]?.title}: ${problems[0]?.message}`);
  return against ? oneAgainstRest(data, against) : data;
}

const side = 8;
const blank = 'a'.charCodeAt(0);

/**
 * One image a line: 8 × 8 pixels row by row, each a letter from `a`, 0, to `q`, 16, then the digit. Half as long as the CSV.
 * @param {string} text
 */
function readPixels(text) {
  const lines = text.trim().split('\n');
  if (!lines.every((line) => /^[a-q]{64}\d$/.test(line))) throw new Error(`${tables.digits?.title}: the file is damaged`);
  return {
    inputs: lines.map((line) => Array.from({ length: side ** 2 }, (_, i) => line.charCodeAt(i) - blank)),
    labels: lines.map((line) => Number(line[side ** 2])),
    classes: Array.from({ length: 10 }, (_, digit) => String(digit)),
    names: Array.from({ length: side ** 2 }, (_, i) => `r${Math.floor(i / side) + 1} c${(i % side) + 1}`),
  };
}
