/**
 * The output over the plane: a field of colours, the line where it crosses the threshold, and axes in the user's units.
 * The points are drawn by points.js, over it or on a canvas of their own (they change less often).
 */

import { beginDrawing, drawAxes, FONT_SIZE, ticksFor } from './axes.js';
import { traceContour } from './contour.js';
import { classRamp } from './colors.js';
import { borrowRaster, hatch, paintGrid, paintWinners } from './raster.js';
import { findWinners, leadOf } from './winners.js';

/**
 * @typedef {import('./types.js').Context} Context
 * @typedef {import('./types.js').Domain} Domain
 * @typedef {import('./types.js').Theme} Theme
 */

/** Narrower drawings have no room for axes, and a little wider ones none for titles (CSS px). */
const AXES_FROM = 170;
const TITLES_FROM = 240;

/**
 * Where a field of this size has its plot, and how the user's units become px. Cheap: keep it until the size changes.
 * @param {object} options
 * @param {number} options.width    CSS px of the whole drawing
 * @param {number} options.height
 * @param {Domain} options.domain   user's units
 * @param {string} [options.xTitle] with its unit: `bill length (mm)`
 * @param {string} [options.yTitle]
 * @param {boolean} [options.axes]  false: the plot alone
 */
export function boundaryLayout({ width, height, domain, xTitle = '', yTitle = '', axes = true }) {
  const { xMin, xMax, yMin, yMax } = domain;
  const withAxes = axes && Math.min(width, height) >= AXES_FROM;
  const withTitles = withAxes && Math.min(width, height) >= TITLES_FROM;
  const yTicks = withAxes ? ticksFor(yMin, yMax, height) : [];
  const labelWidth = Math.max(0, ...yTicks.map(({ label }) => label.length)) * 6.5;
  const left = withAxes ? Math.ceil(labelWidth + 9 + (withTitles && yTitle ? 17 : 0)) : 0;
  const bottom = withAxes ? 19 + (withTitles && xTitle ? 16 : 0) : 0;
  const edge = withAxes ? FONT_SIZE / 2 + 1 : 0;  // half of the outermost tick's label
  const plot = {
    x: left, y: edge, width: Math.max(1, width - left - edge), height: Math.max(1, height - bottom - edge),
  };
  return {
    width,
    height,
    domain,
    plot,
    xTitle: withTitles ? xTitle : '',
    yTitle: withTitles ? yTitle : '',
    xTicks: withAxes ? ticksFor(xMin, xMax, plot.width) : [],
    yTicks,
    /** User's units → CSS px. @param {number} value */
    toX: (value) => plot.x + ((value - xMin) / (xMax - xMin)) * plot.width,
    /** User's units → CSS px. @param {number} value */
    toY: (value) => plot.y + ((yMax - value) / (yMax - yMin)) * plot.height,
    /**
     * CSS px → user's units; may lie outside the domain.
     * @param {number} x @param {number} y @returns {[number, number]}
     */
    toData: (x, y) => [
      xMin + ((x - plot.x) / plot.width) * (xMax - xMin),
      yMax - ((y - plot.y) / plot.height) * (yMax - yMin),
    ],
  };
}

/** @typedef {ReturnType<typeof boundaryLayout>} BoundaryLayout */

/**
 * @typedef {object} BoundaryOptions
 * @property {BoundaryLayout} layout
 * @property {number} scale                     device px per CSS px
 * @property {Theme} theme
 * @property {Float32Array} field               (rows, columns), row 0 at yMax; values at the middles of the cells. With `classes`
 *   one such field for each of them
 * @property {number} columns
 * @property {number} rows
 * @property {import('./types.js').Range} range  values of the two ends of the colours: [−1, 1], [0, 1]
 * @property {number | null} threshold          where the line runs; null: no line (regression)
 * @property {boolean} [classes]                each cell belongs to the class whose output is the largest
 * @property {boolean} [discretize]             one colour for a class instead of a ramp; needs a threshold or classes
 */

/**
 * Clears the canvas and draws. Cells that are not numbers are hatched.
 * @param {Context} ctx @param {BoundaryOptions} options
 */
export function drawBoundary(ctx, options) {
  const { layout, scale, theme, threshold } = options;
  const { plot } = layout;
  beginDrawing(ctx, scale);
  ctx.clearRect(0, 0, layout.width, layout.height);
  if (options.classes) drawClasses(ctx, options);
  else {
    drawField(ctx, options);
    if (threshold !== null) drawContour(ctx, options, threshold);
  }
  if (layout.xTicks.length) {
    ctx.strokeStyle = theme.rule;
    ctx.lineWidth = 1;
    ctx.strokeRect(plot.x - 0.5, plot.y - 0.5, plot.width + 1, plot.height + 1);
    drawAxes(ctx, layout, theme);
  }
}

/** @param {Context} ctx @param {BoundaryOptions} options */
function drawField(ctx, { layout, theme, field, columns, rows, range, threshold, discretize }) {
  const raster = borrowRaster(columns, rows);
  const cut = discretize && threshold !== null ? { threshold } : {};
  const complete = paintGrid(raster, { values: field, columns, rows }, theme.field, range, cut);
  drawRaster(ctx, raster, layout.plot, theme, complete);
}

/** @param {Context} ctx @param {BoundaryOptions} options */
function drawClasses(ctx, options) {
  const { layout, theme, field, columns, rows, range: [low, high], discretize } = options;
  const winners = findWinners(field, columns * rows);
  const ramps = Array.from({ length: field.length / (columns * rows) }, (_, label) => classRamp(theme, label));
  const raster = borrowRaster(columns, rows);
  const complete = paintWinners(raster, winners, ramps, discretize ? 0 : high - low);
  drawRaster(ctx, raster, layout.plot, theme, complete);
  const borders = ramps.length === 2 ? [0] : ramps.keys();   // two classes share theirs
  for (const label of borders) drawContour(ctx, { ...options, field: leadOf(field, winners, label) }, 0);
}

/** @param {Context} ctx @param {import('./raster.js').Raster} raster @param {import('./types.js').Rect} plot @param {Theme} theme @param {boolean} complete */
function drawRaster(ctx, raster, plot, theme, complete) {
  raster.context.putImageData(raster.image, 0, 0);
  if (!complete) hatch(ctx, plot, theme.hatch);
  ctx.imageSmoothingEnabled = true;
  ctx.drawImage(raster.canvas, plot.x, plot.y, plot.width, plot.height);
}

/** @param {Context} ctx @param {BoundaryOptions} options @param {number} threshold */
function drawContour(ctx, { layout, scale, theme, field, columns, rows }, threshold) {
  const { plot } = layout;
  const [dx, dy] = [plot.width / columns, plot.height / rows];
  ctx.save();
  ctx.beginPath();
  ctx.rect(plot.x, plot.y, plot.width, plot.height);
  ctx.clip();
  ctx.translate(plot.x - dx, plot.y - dy);
  ctx.beginPath();
  traceContour(withMargin(field, columns, rows), columns + 2, rows + 2, threshold, (x0, y0, x1, y1) => {
    ctx.moveTo(x0 * dx, y0 * dy);
    ctx.lineTo(x1 * dx, y1 * dy);
  });
  ctx.strokeStyle = theme.contour;
  ctx.lineWidth = Math.max(1.25, 1.5 / scale);
  ctx.lineCap = 'round';
  ctx.stroke();
  ctx.restore();
}

/**
 * The field with its outermost cells repeated once around it: the line then runs on beyond the edge of the plot.
 * @param {Float32Array} field @param {number} columns @param {number} rows
 * @returns {Float32Array} (rows + 2, columns + 2)
 */
function withMargin(field, columns, rows) {
  const width = columns + 2;
  const padded = new Float32Array(width * (rows + 2));
  for (let row = 0; row < rows + 2; ++row) {
    const from = Math.min(Math.max(row - 1, 0), rows - 1) * columns;
    padded.set(field.subarray(from, from + columns), row * width + 1);
    padded[row * width] = /** @type {number} */ (field[from]);
    padded[row * width + width - 1] = /** @type {number} */ (field[from + columns - 1]);
  }
  return padded;
}
