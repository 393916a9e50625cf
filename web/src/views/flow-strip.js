/**
 * How the typical size of a number in each layer has moved over training: one strip a layer, the output on top, time to the right, the
 * colour from neutral (small) to blue (large) on a log scale; the newest value stands at the strip's end.
 */

import { FONT_SIZE, beginDrawing, drawAxes } from './axes.js';
import { rampColor } from './colors.js';
import { decadesAround, formatPower } from './powers.js';
import { linearTicks } from './ticks.js';

/**
 * @typedef {import('./types.js').Context} Context
 * @typedef {import('./types.js').Theme} Theme
 * @typedef {import('./loss-history.js').LossSeries} LossSeries
 *
 * series: values over the steps of training
 * @typedef {{ name: string, series: LossSeries }} FlowStrip
 */

const LEFT = 50;
const RIGHT = 62;
const TOP = 22;
const BOTTOM = 36;
const ROW = 20;
const MOST_DECADES = 12;

/** @param {{ strips: FlowStrip[], width: number }} options  first layer first; width: CSS px */
export function flowStripLayout({ strips, width }) {
  const rows = strips.length;
  const plot = { x: LEFT, y: TOP, width: Math.max(1, width - LEFT - RIGHT), height: rows * ROW };
  const lastStep = Math.max(1, ...strips.map(({ series }) => (series.length ? series.epoch(series.length - 1) : 0)));
  const values = strips.flatMap(({ series }) => Array.from({ length: series.length }, (_, i) => series.value(i)));
  return {
    strips,
    width,
    height: TOP + plot.height + BOTTOM,
    plot,
    range: decadesAround(values, { most: MOST_DECADES }),
    xTitle: 'step',
    xTicks: linearTicks(0, lastStep, Math.min(lastStep, Math.max(2, plot.width / 80))),
    yTicks: strips.map(({ name }, i) => ({ value: i, label: name })),
    toX: (/** @type {number} */ step) => plot.x + (step / lastStep) * plot.width,
    /** Middle of a layer's strip. @param {number} layer */
    toY: (layer) => plot.y + (rows - layer - 0.5) * ROW,
  };
}

/** @typedef {ReturnType<typeof flowStripLayout>} FlowStripLayout */

/**
 * Clears the canvas and draws.
 * @param {Context} ctx @param {{ layout: FlowStripLayout, scale: number, theme: Theme, title: string }} options
 */
export function drawFlowStrip(ctx, { layout, scale, theme, title }) {
  const { strips, plot, toY } = layout;
  beginDrawing(ctx, scale);
  ctx.clearRect(0, 0, layout.width, layout.height);
  strips.forEach((strip, i) => drawStrip(ctx, layout, strip.series, toY(i), theme));
  drawAxes(ctx, layout, theme);
  ctx.fillStyle = theme.text;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'top';
  ctx.fillText(title, 4, 2);
  ctx.textBaseline = 'middle';
  strips.forEach(({ series }, i) => {
    if (series.length > 0) ctx.fillText(formatPower(series.value(series.length - 1)), plot.x + plot.width + 6, toY(i));
  });
  drawLegend(ctx, layout, theme);
}

/** The upper half of the table: neutral for little, blue for much. @param {Theme} theme @param {number} value @param {readonly [number, number]} range */
function sizeColor(theme, value, [low, high]) {
  const part = Math.log(Math.max(value, low) / low) / Math.log(high / low);
  return rampColor(theme, 'unit', part, [-1, 1]);
}

/** @param {Context} ctx @param {FlowStripLayout} layout @param {LossSeries} series @param {number} y @param {Theme} theme */
function drawStrip(ctx, { toX, plot, range }, series, y, theme) {
  const end = plot.x + plot.width;
  for (let i = 0; i < series.length; ++i) {
    const from = toX(series.epoch(i));
    const to = i + 1 < series.length ? toX(series.epoch(i + 1)) : end;
    if (to <= from && series.length > 1) continue;
    ctx.fillStyle = sizeColor(theme, series.value(i), range);
    ctx.fillRect(from, y - ROW / 2 + 1, Math.max(to - from, 1) + 0.5, ROW - 2);
  }
}

/** @param {Context} ctx @param {FlowStripLayout} layout @param {Theme} theme */
function drawLegend(ctx, { range, width }, theme) {
  const size = { width: 64, height: 8 };
  const [low, high] = range.map((value) => formatPower(value, 1));
  const right = width - 4;
  ctx.fillStyle = theme.muted;
  ctx.textBaseline = 'top';
  ctx.textAlign = 'right';
  ctx.fillText(high ?? '', right, 3);
  const x = right - ctx.measureText(high ?? '').width - 5 - size.width;
  ctx.fillText(low ?? '', x - 5, 3);
  for (let i = 0; i < size.width; ++i) {
    ctx.fillStyle = sizeColor(theme, range[0] * (range[1] / range[0]) ** (i / size.width), range);
    ctx.fillRect(x + i, 2 + (FONT_SIZE - size.height) / 2, 1.5, size.height);
  }
}
