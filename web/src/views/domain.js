/** The rectangle a picture of own data covers. */

/**
 * The smallest rectangle around the points, with a margin; a column of equal values gets one unit to each side.
 * @param {Float32Array} inputs  (N, 2), N ≥ 1
 * @param {number} [margin]      share of the side
 * @returns {import('./types.js').Domain}
 */
export function domainOf(inputs, margin = 0.06) {
  const [xMin, xMax] = side(inputs, 0, margin);
  const [yMin, yMax] = side(inputs, 1, margin);
  return { xMin, xMax, yMin, yMax };
}

/** @param {Float32Array} inputs @param {0 | 1} column @param {number} margin @returns {[number, number]} */
function side(inputs, column, margin) {
  let [least, most] = [Infinity, -Infinity];
  for (let i = column; i < inputs.length; i += 2) {
    least = Math.min(least, inputs[i] ?? Infinity);
    most = Math.max(most, inputs[i] ?? -Infinity);
  }
  const room = most > least ? (most - least) * margin : 1;
  return [least - room, most + room];
}
