/**
 * Data of three or more columns has no plane to draw. This shows how its examples fare: in rows by class, or over the
 * number that is right.
 */

import { fitText } from './axes.js';
import { beginPlot, clipped, drawLine, drawReading } from './plot.js';
import { drawMarks } from './marks.js';

/**
 * @typedef {import('./types.js').Context} Context
 * @typedef {import('./types.js').Points} Points
 * @typedef {import('./types.js').Rect} Rect
 * @typedef {import('./types.js').Theme} Theme
 */

/**
 * @typedef {object} CasesOptions
 * @property {import('./plot.js').PlotLayout} layout
 * @property {number} scale               device px per CSS px
 * @property {Theme} theme
 * @property {Points} points              (N, 2) places in the units of the layout
 * @property {boolean} showTest
 * @property {import('./types.js').Range} range   of the colours of the targets
 * @property {string[]} rows              names of the classes, one a row, from the top; empty for numbers
 * @property {number | null} border       left of it the network is wrong; null: nothing here is right or wrong
 * @property {boolean} diagonal           on it the network is right
 * @property {number | null} reading      index of the example that is read
 */

/** Clears the canvas and draws. @param {Context} ctx @param {CasesOptions} options */
export function drawCases(ctx, options) {
  const { layout, scale, theme, points, showTest, range, reading } = options;
  beginPlot(ctx, layout, scale, theme);
  clipped(ctx, layout, () => drawGuides(ctx, options));
  clipped(ctx, layout, () => drawMarks(ctx, { layout, scale, theme, points, showTest, range }));
  clipped(ctx, layout, () => drawRowNames(ctx, options));
  if (reading === null) return;
  const [x = NaN, y = NaN] = points.inputs.subarray(2 * reading, 2 * reading + 2);
  drawReading(ctx, theme, layout.toX(x), layout.toY(y));
}

/** @param {Context} ctx @param {CasesOptions} options */
function drawGuides(ctx, { layout, theme, rows, border, diagonal }) {
  const { plot, toX, toY, domain } = layout;
  const right = plot.x + plot.width;
  const bottom = plot.y + plot.height;
  if (border !== null) {
    ctx.fillStyle = theme.grid;
    ctx.fillRect(plot.x, plot.y, toX(border) - plot.x, plot.height);
    drawLine(ctx, theme.contour, 1.5, [[toX(border), plot.y], [toX(border), bottom]]);
  }
  for (let row = 1; row < rows.length; ++row) drawLine(ctx, theme.rule, 1, [[plot.x, toY(row)], [right, toY(row)]]);
  if (!diagonal) return;
  const { xMin, xMax } = domain;
  drawLine(ctx, theme.contour, 1.5, [[toX(xMin), toY(xMin)], [toX(xMax), toY(xMax)]]);
}

/** Over the points, on a ground of their own. @param {Context} ctx @param {CasesOptions} options */
function drawRowNames(ctx, { layout, theme, rows }) {
  const { plot, toY } = layout;
  const high = plot.height / Math.max(rows.length, 1);
  if (high < 13) return;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'top';
  rows.forEach((name, label) => {
    const text = fitText(ctx, name, plot.width * 0.45);
    const top = toY(rows.length - label) + 1;
    ctx.globalAlpha = 0.85;
    ctx.fillStyle = theme.background;
    ctx.fillRect(plot.x + 1, top, ctx.measureText(text).width + 8, 15);
    ctx.globalAlpha = 1;
    ctx.fillStyle = theme.text;
    ctx.fillText(text, plot.x + 5, top + 3);
  });
}

/**
 * The height of an example in the rows: class 0 on top, spread within its row so that equal values stay apart.
 * @param {number} label @param {number} classes @param {number} example
 */
export function rowOf(label, classes, example) {
  const golden = (Math.sqrt(5) - 1) / 2;
  return classes - label - 0.5 + (((example * golden) % 1) - 0.5) * 0.7;
}

/** One example in the small picture of a unit. @typedef {{ example: number, color: string, height: number }} Dot   height: share from the top */

/**
 * A unit's outputs at the size of a unit: to the right the larger ones.
 * @param {Context} ctx @param {Rect} box CSS px
 * @param {Float32Array} values  of all examples
 * @param {import('./types.js').Range} range
 * @param {readonly Dot[]} dots  those of one colour together: a change of colour takes longer than a dot
 */
export function drawSmallCases(ctx, { x, y, width, height }, values, [low, high], dots) {
  const size = 2;
  let before = '';
  for (const { example, color, height: share } of dots) {
    const across = (/** @type {number} */ (values[example]) - low) / (high - low);
    if (Number.isNaN(across)) continue;
    if (color !== before) ctx.fillStyle = before = color;
    ctx.fillRect(x + Math.min(Math.max(across, 0), 1) * (width - size), y + share * (height - size), size, size);
  }
}
