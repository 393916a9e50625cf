/**
 * How large a number is in each layer: one column a layer, the middle half of the values as a bar, 5 to 95 % as a thin line, the median
 * as a notch; the axis is logarithmic.
 */

import { beginChart } from './axes.js';
import { decadesAround, logScale, powerTicks } from './powers.js';

/**
 * @typedef {import('./types.js').Context} Context
 * @typedef {import('./types.js').Theme} Theme
 *
 * quantiles: 5, 25, 50, 75 and 95 %
 * @typedef {{ name: string, quantiles: ArrayLike<number> }} FlowColumn
 */

const LEFT = 50;
const RIGHT = 6;
const TOP = 20;
const BOTTOM = 34;
const WIDEST_BAR = 26;
const MOST_DECADES = 14;

/**
 * @param {object} options
 * @param {FlowColumn[]} options.columns
 * @param {number} options.width    CSS px
 * @param {number} options.height   CSS px
 */
export function flowChartLayout({ columns, width, height }) {
  const plot = { x: LEFT, y: TOP, width: Math.max(1, width - LEFT - RIGHT), height: Math.max(1, height - TOP - BOTTOM) };
  const range = decadesAround(columns.flatMap(({ quantiles }) => Array.from(quantiles)), { most: MOST_DECADES });
  const each = plot.width / Math.max(columns.length, 1);
  const every = Math.ceil(22 / each);
  const toX = (/** @type {number} */ column) => plot.x + (column + 0.5) * each;
  return {
    columns,
    width,
    height,
    plot,
    toX,
    toY: logScale(range, [plot.y + plot.height, plot.y]),
    bar: Math.min(WIDEST_BAR, each * 0.5),
    xTitle: 'layer',
    xTicks: columns.map(({ name }, value) => ({ value, label: name })).filter((_, i) => (columns.length - 1 - i) % every === 0),
    yTicks: powerTicks(...range, plot.height / 26),
  };
}

/** @typedef {ReturnType<typeof flowChartLayout>} FlowChartLayout */

/**
 * Clears the canvas and draws.
 * @param {Context} ctx
 * @param {{ layout: FlowChartLayout, scale: number, theme: Theme, title: string, color: string }} options
 *   scale: device px per CSS px; title: what the axis measures
 */
export function drawFlowChart(ctx, { layout, scale, theme, title, color }) {
  const { toX } = layout;
  beginChart(ctx, layout, scale, theme);
  ctx.fillStyle = theme.text;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'top';
  ctx.fillText(title, 4, 2);
  drawMedians(ctx, layout, color);
  layout.columns.forEach(({ quantiles }, i) => drawColumn(ctx, layout, toX(i), quantiles, theme, color));
}

/** A line through the medians shows the flow at a glance. @param {Context} ctx @param {FlowChartLayout} layout @param {string} color */
function drawMedians(ctx, { columns, toX, toY }, color) {
  ctx.beginPath();
  columns.forEach(({ quantiles }, i) => ctx.lineTo(toX(i), toY(quantiles[2] ?? NaN)));
  ctx.strokeStyle = color;
  ctx.lineWidth = 1;
  ctx.setLineDash([2, 3]);
  ctx.stroke();
  ctx.setLineDash([]);
}

/** @param {Context} ctx @param {FlowChartLayout} layout @param {number} x @param {ArrayLike<number>} quantiles @param {Theme} theme @param {string} color */
function drawColumn(ctx, { toY, bar }, x, quantiles, theme, color) {
  const [lowest = NaN, low = NaN, middle = NaN, high = NaN, highest = NaN] = Array.from(quantiles, toY);
  ctx.fillStyle = color;
  ctx.fillRect(x - 1, highest, 2, Math.max(lowest - highest, 1));
  ctx.globalAlpha = 0.35;
  ctx.fillRect(x - bar / 2, high, bar, Math.max(low - high, 1));
  ctx.globalAlpha = 1;
  ctx.strokeStyle = color;
  ctx.lineWidth = 1;
  ctx.strokeRect(x - bar / 2, high, bar, Math.max(low - high, 1));
  ctx.fillStyle = theme.text;
  ctx.fillRect(x - bar / 2 - 2, middle - 1, bar + 4, 2);
}
