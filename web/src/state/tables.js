/** The real data the page brings along, by name. The rows are fetched when they are asked for. */

/**
 * @typedef {object} NamedTable
 * @property {string} title
 * @property {string} source
 * @property {string} licence
 * @property {URL} url
 * @property {[string, string]} inputs   columns of the file
 * @property {string} label              column of the file
 * @property {string} against            this class against the rest
 * @property {string} normalization
 */

/** @type {Readonly<Record<string, NamedTable>>} */
export const tables = Object.freeze({
  penguins: {
    title: 'Palmer penguins: Adelie against the rest',
    source: 'K. Gorman, Palmer Station LTER; A. Horst, A. Hill, K. Gorman: palmerpenguins',
    licence: 'CC0-1.0',
    url: new URL('../../data/penguins.csv', import.meta.url),
    inputs: ['bill_length_mm', 'bill_depth_mm'],
    label: 'species',
    against: 'Adelie',
    normalization: 'standardize',
  },
});

/** @type {readonly string[]} */
export const tableNames = Object.freeze(Object.keys(tables));

/**
 * @param {string} name
 * @param {(url: URL) => Promise<string>} fetchText  the caller's way to read a file: fetch in a page, a file in Node
 * @param {{ trainFraction?: number }} [options]
 * @returns {Promise<import('./types.js').OwnData>} rejects with a sentence
 */
export async function loadTable(name, fetchText, options = {}) {
  const table = tableNames.includes(name) ? tables[name] : undefined;
  if (!table) throw new RangeError(`${name} is not a table of this page; expected ${tableNames.join(', ')}`);
  const { oneAgainstRest, parseTable } = await import('./table.js');
  const { inputs, label, normalization, against } = table;
  const { data, problems } = await parseTable(await fetchText(table.url), { inputs, label, normalization, ...options });
  if (!data) throw new Error(`${table.title}: ${problems[0]?.message}`);
  return oneAgainstRest(data, against);
}
