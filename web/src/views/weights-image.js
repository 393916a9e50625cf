/** The weights from an image to a unit, as the image that excites it most: blue where light counts for it, vermillion where against. */

import { borrowRaster, paintGrid } from './raster.js';

/**
 * @param {import('./types.js').Context} ctx @param {import('./types.js').Theme} theme
 * @param {import('./types.js').Rect} box                CSS px
 * @param {Float32Array} weights                         (side, side), row 0 on top
 */
export function drawWeightsImage(ctx, theme, { x, y, width, height }, weights) {
  const side = Math.sqrt(weights.length);
  const largest = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 1e-6);
  const raster = borrowRaster(side, side);
  paintGrid(raster, { values: weights, columns: side, rows: side }, theme.unit, [-largest, largest]);
  raster.context.putImageData(raster.image, 0, 0);
  ctx.imageSmoothingEnabled = false;
  ctx.drawImage(raster.canvas, x, y, width, height);
  ctx.imageSmoothingEnabled = true;
}
