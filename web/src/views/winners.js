/** Which of several outputs is the largest, cell by cell: what a classifier of more than two classes says of a place. */

/**
 * @typedef {object} Winners
 * @property {Uint8Array} label      (cells), the class of the largest output
 * @property {Float32Array} best     (cells), that output
 * @property {Float32Array} second   (cells), the largest of the others
 */

/**
 * Where an output is not a number, neither best nor second is.
 * @param {Float32Array} outputs  (classes, cells) @param {number} cells
 * @returns {Winners}
 */
export function findWinners(outputs, cells) {
  const label = new Uint8Array(cells);
  const best = outputs.slice(0, cells);
  const second = new Float32Array(cells).fill(-Infinity);
  const classes = outputs.length / cells;
  for (let j = 1; j < classes; ++j) {
    for (let cell = 0; cell < cells; ++cell) {
      const value = /** @type {number} */ (outputs[j * cells + cell]);
      if (value > /** @type {number} */ (best[cell])) {
        second[cell] = /** @type {number} */ (best[cell]);
        best[cell] = value;
        label[cell] = j;
      } else if (!(value <= /** @type {number} */ (second[cell]))) {
        second[cell] = value;
        if (value !== value) best[cell] = value;
      }
    }
  }
  return { label, best, second };
}

/**
 * By how much a class leads, or is behind the best: its border is where this is 0.
 * @param {Float32Array} outputs @param {Winners} winners @param {number} j  the class
 * @returns {Float32Array} (cells)
 */
export function leadOf(outputs, { label, best, second }, j) {
  const cells = label.length;
  return Float32Array.from(label, (winner, cell) => {
    const value = /** @type {number} */ (outputs[j * cells + cell]);
    return value - /** @type {number} */ ((winner === j ? second : best)[cell]);
  });
}
