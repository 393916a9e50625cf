/** Data of one column: what the network says over it, as curves, with the examples. */

import { beginPlot, clipped, drawLine, drawReading } from './plot.js';
import { drawPoints } from './points.js';

/**
 * @typedef {import('./types.js').Context} Context
 * @typedef {import('./types.js').Rect} Rect
 * @typedef {import('./types.js').Theme} Theme
 */

/**
 * @typedef {object} CurveOptions
 * @property {import('./plot.js').PlotLayout} layout
 * @property {number} scale                                           device px per CSS px
 * @property {Theme} theme
 * @property {readonly { values: Float32Array, color: string }[]} curves   each at even places from xMin to xMax of the layout
 * @property {import('./types.js').Points | null} points               null: a unit inside the network, which no target belongs to
 * @property {boolean} showTest
 * @property {import('./types.js').Range} range                        of the colours of the targets
 * @property {number | null} threshold                                 between two classes
 * @property {number | null} reading                                   index of the place that is read
 */

/** Clears the canvas and draws. @param {Context} ctx @param {CurveOptions} options */
export function drawCurve(ctx, { layout, scale, theme, curves, points, showTest, range, threshold, reading }) {
  const { plot, toY } = layout;
  beginPlot(ctx, layout, scale, theme);
  if (threshold !== null) {
    ctx.setLineDash([4, 4]);
    drawLine(ctx, theme.rule, 1, [[plot.x, toY(threshold)], [plot.x + plot.width, toY(threshold)]]);
    ctx.setLineDash([]);
  }
  if (points) drawPoints(ctx, { layout, scale, theme, points, showTest, range });
  clipped(ctx, layout, () => {
    ctx.lineJoin = 'round';
    for (const { values, color } of curves) {
      const places = Array.from(values, (value, i) => placeOf(layout, values.length, i, value));
      drawLine(ctx, theme.background, 5, places);   // stands out from the examples
      drawLine(ctx, color, 2.5, places);
    }
    if (reading === null) return;
    const [x] = placeOf(layout, curves[0]?.values.length ?? 1, reading, 0);
    drawLine(ctx, theme.rule, 1, [[x, plot.y], [x, plot.y + plot.height]]);
    for (const { values } of curves) drawReading(ctx, theme, x, toY(values[reading] ?? NaN));
  });
}

/** @param {import('./plot.js').PlotLayout} layout @param {number} count @param {number} i @param {number} value @returns {[number, number]} */
function placeOf({ plot, toY }, count, i, value) {
  return [plot.x + (i / Math.max(count - 1, 1)) * plot.width, toY(value)];
}

/**
 * One unit's curve at the size of a unit, with its zero.
 * @param {Context} ctx @param {Theme} theme @param {Rect} box CSS px
 * @param {Float32Array} values @param {import('./types.js').Range} range
 */
export function drawSmallCurve(ctx, theme, { x, y, width, height }, values, [low, high]) {
  const inset = 2;
  const toY = (/** @type {number} */ value) =>
    y + inset + ((high - Math.min(Math.max(value, low), high)) / (high - low)) * (height - 2 * inset);
  drawLine(ctx, theme.grid, 1, [[x, toY(0)], [x + width, toY(0)]]);
  const last = Math.max(values.length - 1, 1);
  drawLine(ctx, theme.text, 1.5, Array.from(values, (value, i) => [x + (i / last) * width, toY(value)]));
}
