/**
 * What the statistics of the layers say of their health, in plain words. The bounds are rules of thumb: A. Karpathy, "A recipe for
 * training neural networks", 2019, and the notes of Stanford's CS231n, "Babysitting the learning process", for the ratio.
 * @typedef {import('../engine/types.js').LayerStatistics} LayerStatistics
 */

/** From this share of outputs on the flat parts of the activation a hidden layer passes hardly any gradient on. */
const saturatedFrom = 0.8;
/** From this share of dead units on a layer has lost too much. */
const deadFrom = 0.25;
/** A gradient so much shorter than the longest of the layers has vanished on its way. */
const vanishedBelow = 1e-3;

/**
 * What is wrong with each layer. A saturated output is no fault: it is sure of itself.
 * @param {readonly LayerStatistics[]} layers  the output layer last
 * @returns {string[][]}
 */
export function judge(layers) {
  const longest = Math.max(...layers.map(({ gradientNorm }) => gradientNorm));
  return layers.map(({ saturated, dead, gradientNorm }, i) => [
    dead >= deadFrom ? 'dead units' : '',
    saturated >= saturatedFrom && dead < saturatedFrom && i < layers.length - 1 ? 'saturated' : '',
    gradientNorm < longest * vanishedBelow ? 'vanishing gradient' : '',
  ].filter(Boolean));
}

/** How fast weights move that change by this share of their length in a step. @param {number} ratio */
export function paceOf(ratio) {
  if (!(ratio > 0)) return 'at rest';
  if (ratio < 1e-5) return 'hardly moves';
  if (ratio < 1e-4) return 'slow';
  if (ratio <= 1e-2) return 'healthy';
  return ratio <= 0.1 ? 'fast' : 'far too fast';
}
