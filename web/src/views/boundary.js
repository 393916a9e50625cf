/**
 * The output over the plane: a field of colours, the line where it crosses the threshold, and axes in the user's units.
 * The points are drawn by points.js, over it or on a canvas of their own (they change less often).
 */

import { contours } from 'd3-contour';

import { beginDrawing, drawAxes, FONT_SIZE, ticksFor } from './axes.js';
import { borrowRaster, hatch, paintGrid } from './raster.js';

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
 * @property {Float32Array} field               (rows, columns), row 0 at yMax; values at the middles of the cells
 * @property {number} columns
 * @property {number} rows
 * @property {import('./types.js').Range} range  values of the two ends of the colours: [−1, 1], [0, 1]
 * @property {number | null} threshold          where the line runs; null: no line (regression)
 * @property {boolean} [discretize]             two colours instead of a ramp; needs a threshold
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
  const complete = drawField(ctx, options);
  if (threshold !== null) drawContour(ctx, options, threshold, complete);
  if (layout.xTicks.length) {
    ctx.strokeStyle = theme.rule;
    ctx.lineWidth = 1;
    ctx.strokeRect(plot.x - 0.5, plot.y - 0.5, plot.width + 1, plot.height + 1);
    drawAxes(ctx, layout, theme);
  }
}

/** @param {Context} ctx @param {BoundaryOptions} options @returns {boolean} whether every value is a number */
function drawField(ctx, { layout, theme, field, columns, rows, range, threshold, discretize }) {
  const { plot } = layout;
  const raster = borrowRaster(columns, rows);
  const cut = discretize && threshold !== null ? { threshold } : {};
  const complete = paintGrid(raster, { values: field, columns, rows }, theme.field, range, cut);
  raster.context.putImageData(raster.image, 0, 0);
  if (!complete) hatch(ctx, plot, theme.hatch);
  ctx.imageSmoothingEnabled = true;
  ctx.drawImage(raster.canvas, plot.x, plot.y, plot.width, plot.height);
  return complete;
}

/** @param {Context} ctx @param {BoundaryOptions} options @param {number} threshold @param {boolean} complete */
function drawContour(ctx, { layout, scale, theme, field, columns, rows }, threshold, complete) {
  const { plot } = layout;
  const [width, height] = [columns + 2, rows + 2];
  const padded = withMargin(field, columns, rows);
  const isNumber = complete ? () => true : numberTest(padded, width, height);
  // d3-contour only reads by index; its types ask for an array.
  const values = /** @type {number[]} */ (/** @type {unknown} */ (padded));
  const { coordinates } = contours().size([width, height]).contour(values, threshold);
  const [dx, dy] = [plot.width / columns, plot.height / rows];
  ctx.save();
  ctx.beginPath();
  ctx.rect(plot.x, plot.y, plot.width, plot.height);
  ctx.clip();
  ctx.translate(plot.x - dx, plot.y - dy);
  ctx.beginPath();
  for (const ring of coordinates.flat()) traceInside(ctx, ring, width, height, dx, dy, isNumber);
  ctx.strokeStyle = theme.contour;
  ctx.lineWidth = Math.max(1.25, 1.5 / scale);
  ctx.lineJoin = 'round';
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

/**
 * A closed ring without the parts that only run along the edge of the grid: there the region ends, not the class.
 * @param {Context} ctx @param {import('geojson').Position[]} ring  in cells
 * @param {number} columns @param {number} rows @param {number} dx @param {number} dy  px per cell
 * @param {(x: number, y: number) => boolean} isNumber
 */
function traceInside(ctx, ring, columns, rows, dx, dy, isNumber) {
  const isBorder = (/** @type {number} */ x, /** @type {number} */ y) => x <= 0 || x >= columns || y <= 0 || y >= rows;
  let drawing = false;
  for (let i = 1; i < ring.length; ++i) {
    const [x0 = 0, y0 = 0] = ring[i - 1] ?? [];
    const [x1 = 0, y1 = 0] = ring[i] ?? [];
    if (isBorder(x0, y0) && isBorder(x1, y1) || !isNumber((x0 + x1) / 2, (y0 + y1) / 2)) {
      drawing = false;
      continue;
    }
    if (!drawing) ctx.moveTo(x0 * dx, y0 * dy);
    ctx.lineTo(x1 * dx, y1 * dy);
    drawing = true;
  }
}

/**
 * Whether the four values around a place in the grid are numbers.
 * @param {Float32Array} field @param {number} columns @param {number} rows
 */
const numberTest = (field, columns, rows) => (/** @type {number} */ x, /** @type {number} */ y) => {
  const left = Math.min(Math.max(Math.floor(x - 0.5), 0), columns - 2);
  const top = Math.min(Math.max(Math.floor(y - 0.5), 0), rows - 2);
  const at = top * columns + left;
  const sum = (field[at] ?? 0) + (field[at + 1] ?? 0) + (field[at + columns] ?? 0) + (field[at + columns + 1] ?? 0);
  return !Number.isNaN(sum);
};
