/** The line on which a field on a grid has one value, in straight pieces: marching squares. */

/** The corners of a square, clockwise from the top left. */
const cornerX = [0, 1, 1, 0, 0];
const cornerY = [0, 0, 1, 1, 0];

/**
 * Draws nothing between values that are no finite numbers.
 * @param {Float32Array} field  (rows, columns)
 * @param {number} columns @param {number} rows @param {number} threshold
 * @param {(x0: number, y0: number, x1: number, y1: number) => void} piece  in cells: the value of the first stands at (0.5, 0.5)
 */
export function traceContour(field, columns, rows, threshold, piece) {
  const over = (/** @type {number} */ at) => /** @type {number} */ (field[at]) - threshold;
  for (let row = 0; row + 1 < rows; ++row) {
    for (let column = 0, at = row * columns; column + 1 < columns; ++column, ++at) {
      const [a, b, c, d] = [over(at), over(at + 1), over(at + columns + 1), over(at + columns)];
      const above = Number(a >= 0) + Number(b >= 0) + Number(c >= 0) + Number(d >= 0);
      if (above % 4 === 0 || !Number.isFinite(a + b + c + d)) continue;
      const places = crossings([a, b, c, d, a], column + 0.5, row + 0.5);
      // Crossed on all four sides: the corners that have the sign of the middle belong together.
      if (places.length > 4 && (a >= 0) !== (a + b + c + d >= 0)) places.push(...places.splice(0, 2));
      for (let i = 0; i < places.length; i += 4) {
        piece(.../** @type {[number, number, number, number]} */ (places.slice(i, i + 4)));
      }
    }
  }
}

/**
 * Where the sides of a square are crossed, clockwise from the top: x, y, x, y, …
 * @param {number[]} corners  the first again at the end @param {number} left @param {number} top
 */
function crossings(corners, left, top) {
  const places = [];
  for (let side = 0; side < 4; ++side) {
    const [from = 0, to = 0] = corners.slice(side, side + 2);
    if (from >= 0 === to >= 0) continue;
    const share = from / (from - to);
    const between = (/** @type {number[]} */ [start = 0, end = 0]) => start + share * (end - start);
    places.push(left + between(cornerX.slice(side, side + 2)), top + between(cornerY.slice(side, side + 2)));
  }
  return places;
}
