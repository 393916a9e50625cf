/** The real data the page brings along, by name: what a menu shows of it. Columns and files: table-files.js, loaded with the rows. */

/**
 * @typedef {object} NamedTable
 * @property {string} text          in the menu
 * @property {string} title
 * @property {number} [classCount]  where there are more than two
 */

/** @type {Readonly<Record<string, NamedTable>>} */
export const tables = Object.freeze({
  penguins: { text: 'Penguins', title: 'Palmer penguins: Adelie against the rest, by their bills' },
  penguinSpecies: { text: 'Penguins, all', title: 'Palmer penguins: three species by four measures', classCount: 3 },
  iris: { text: 'Iris', title: 'Iris: three species by four measures', classCount: 3 },
  digits: { text: 'Digits', title: 'Handwritten digits of 8 × 8 pixels', classCount: 10 },
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
  if (!tableNames.includes(name)) {
    throw new RangeError(`${name} is not a table of this page; expected ${tableNames.join(', ')}`);
  }
  const { readTable } = await import('./table-files.js');
  return readTable(name, fetchText, options);
}
