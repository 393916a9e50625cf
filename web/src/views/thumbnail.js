/** A data set at the size of a button; up is up, as in the big plot. */

import { beginDrawing } from './axes.js';
import { rampColor } from './colors.js';
import { classColor, traceMarker } from './points.js';

/** More points would only make a blot. */
const MAX_POINTS = 250;
const GOLDEN_RATIO = (Math.sqrt(5) - 1) / 2;

/**
 * Clears the canvas and draws.
 * @param {import('./types.js').Context} ctx
 * @param {object} options
 * @param {number} options.width    CSS px
 * @param {number} options.height   CSS px
 * @param {number} options.scale    device px per CSS px
 * @param {import('./types.js').Theme} options.theme
 * @param {Pick<import('./types.js').Points, 'inputs' | 'labels' | 'targets'>} options.points
 * @param {import('./types.js').Domain} options.domain
 * @param {import('./types.js').Range} [options.range]   of the targets' colours (regression)
 */
export function drawThumbnail(ctx, { width, height, scale, theme, points, domain, range = [-1, 1] }) {
  const { xMin, xMax, yMin, yMax } = domain;
  const { inputs, labels, targets } = points;
  const count = inputs.length / 2;
  const outputs = targets.length / count;
  const drawn = Math.min(count, MAX_POINTS);
  const radius = Math.max(1, Math.min(width, height) / 38);
  beginDrawing(ctx, scale);
  ctx.clearRect(0, 0, width, height);
  for (let k = 0; k < drawn; ++k) {
    // Spread over all rows without a period: tables are often sorted, or alternate between classes.
    const i = drawn === count ? k : Math.floor(((k * GOLDEN_RATIO) % 1) * count);
    const x = ((/** @type {number} */ (inputs[2 * i]) - xMin) / (xMax - xMin)) * width;
    const y = ((yMax - /** @type {number} */ (inputs[2 * i + 1])) / (yMax - yMin)) * height;
    const label = labels.length ? labels[i] ?? 0 : null;
    ctx.fillStyle = label === null ? rampColor(theme, 'unit', targets[i * outputs] ?? NaN, range) : classColor(theme, label);
    ctx.beginPath();
    traceMarker(ctx, label, x, y, radius);
    ctx.fill();
  }
}
