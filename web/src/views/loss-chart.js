/** Training and test loss over the epochs, with axes and the curves' names at their ends. */

import { beginChart, ticksFor } from './axes.js';
import { formatEpoch, formatNumber } from './format.js';
import { linearTicks, logTicks } from './ticks.js';

/**
 * @typedef {import('./types.js').Context} Context
 * @typedef {import('./types.js').Theme} Theme
 * @typedef {import('./loss-history.js').LossHistory} LossHistory
 * @typedef {import('./loss-history.js').LossSeries} LossSeries
 */

const LABEL_WIDTH = 34;
const AXIS_WIDTH = 44;
/** A digit is no wider in the usual fonts, and a tick with its gap. */
const DIGIT_WIDTH = 7;
const TICK_WIDTH = 8;
const HEADER = 20;
const FOOTER = 34;
const LINE_HEIGHT = 13;
/** A log axis covers at most so many decades below the highest loss: an exact 0 has no place on it. */
const MAX_DECADES = 8;
/** So much lies above the highest loss, and on a log axis below the lowest. */
const HEADROOM = 1.08;

/**
 * Where the chart has its plot and how epochs and losses become px. Make a new one for every drawing: the axes follow
 * the history.
 * @param {object} options
 * @param {LossHistory} options.history
 * @param {number} options.width         CSS px
 * @param {number} options.height        CSS px
 * @param {boolean} options.logarithmic  the losses' axis
 */
export function lossChartLayout({ history, width, height, logarithmic }) {
  const plotHeight = Math.max(1, height - HEADER - FOOTER);
  const { lastEpoch, least, most } = extent(history);
  const high = most > 0 ? most * HEADROOM : 1;
  const low = logarithmic ? Math.min(Math.max(least / HEADROOM, high * 10 ** -MAX_DECADES), high / 2) : 0;
  const yTicks = logarithmic ? logTicks(low, high, plotHeight / 28) : ticksFor(0, high, plotHeight * 1.6);
  const longest = Math.max(0, ...yTicks.map(({ label }) => label.length));
  const x = Math.max(AXIS_WIDTH, TICK_WIDTH + longest * DIGIT_WIDTH);
  const plot = { x, y: HEADER, width: Math.max(1, width - x - LABEL_WIDTH), height: plotHeight };
  const xMax = Math.max(lastEpoch, 1);
  const share = logarithmic
    ? (/** @type {number} */ loss) => Math.log(Math.max(loss, low) / low) / Math.log(high / low)
    : (/** @type {number} */ loss) => loss / high;
  return {
    history,
    width,
    height,
    plot,
    xMax,
    xTicks: linearTicks(0, xMax, Math.min(xMax, plot.width / 64)),
    xTitle: 'epoch',
    yTicks,
    /** Epoch → CSS px. @param {number} epoch */
    toX: (epoch) => plot.x + (epoch / xMax) * plot.width,
    /** Loss → CSS px. @param {number} loss */
    toY: (loss) => plot.y + plot.height * (1 - share(loss)),
  };
}

/** @typedef {ReturnType<typeof lossChartLayout>} LossChartLayout */

/** @param {LossHistory} history */
function extent({ train, test }) {
  let [lastEpoch, least, most] = [0, Infinity, 0];
  for (const series of [train, test]) {
    for (let i = 0; i < series.length; ++i) {
      lastEpoch = Math.max(lastEpoch, series.epoch(i));
      most = Math.max(most, series.value(i));
      if (series.value(i) > 0) least = Math.min(least, series.value(i));
    }
  }
  return { lastEpoch, least: Number.isFinite(least) ? least : 1e-3, most };
}

/**
 * Clears the canvas and draws.
 * @param {Context} ctx
 * @param {object} options
 * @param {LossChartLayout} options.layout
 * @param {number} options.scale            device px per CSS px
 * @param {Theme} options.theme
 * @param {number | null} [options.hoverX]  CSS px: reads the curves there
 */
export function drawLossChart(ctx, { layout, scale, theme, hoverX = null }) {
  const { history } = layout;
  beginChart(ctx, layout, scale, theme);
  drawTitles(ctx, layout, theme, hoverX);
  drawSeries(ctx, layout, history.train, theme.train, 1.25);
  drawSeries(ctx, layout, history.test, theme.test, 1.75);
  drawNames(ctx, layout, theme);
  if (hoverX !== null) drawHover(ctx, layout, theme, hoverX);
}

/**
 * The header says what the axis is, or what the pointer reads.
 * @param {Context} ctx @param {LossChartLayout} layout @param {Theme} theme @param {number | null} hoverX
 */
function drawTitles(ctx, layout, theme, hoverX) {
  const reading = hoverX === null ? null : valueAt(layout, hoverX);
  ctx.textBaseline = 'top';
  ctx.textAlign = 'left';
  ctx.fillStyle = theme.text;
  if (!reading) {
    ctx.fillText('loss', 4, 2);
    return;
  }
  const text = readingText(reading);
  ctx.fillText(text, Math.max(0, Math.min(layout.plot.x, layout.width - ctx.measureText(text).width)), 2);
}

/** @param {{ epoch: number, train: number | null, test: number | null }} reading */
function readingText({ epoch, train, test }) {
  const parts = [formatEpoch(Math.floor(epoch))];
  if (train !== null) parts.push(`train ${formatNumber(train)}`);
  if (test !== null) parts.push(`test ${formatNumber(test)}`);
  return parts.join(' · ');
}

/**
 * @param {Context} ctx @param {LossChartLayout} layout @param {LossSeries} series
 * @param {string} color @param {number} lineWidth
 */
function drawSeries(ctx, { toX, toY }, series, color, lineWidth) {
  if (series.length === 0) return;
  ctx.beginPath();
  for (let i = 0; i < series.length; ++i) ctx.lineTo(toX(series.epoch(i)), toY(series.value(i)));
  ctx.strokeStyle = color;
  ctx.lineWidth = lineWidth;
  ctx.lineJoin = 'round';
  ctx.stroke();
}

/**
 * The names stand at the curves' ends, pushed apart where the ends meet.
 * @param {Context} ctx @param {LossChartLayout} layout @param {Theme} theme
 */
function drawNames(ctx, { plot, history, toY }, theme) {
  const names = [
    { text: 'train', series: history.train, color: theme.muted },
    { text: 'test', series: history.test, color: theme.test },
  ].filter(({ series }) => series.length > 0)
    .map(({ text, series, color }) => ({ text, color, y: toY(series.value(series.length - 1)) }))
    .sort((a, b) => a.y - b.y);
  const [upper, lower] = names;
  if (upper && lower) {
    const push = Math.max(0, LINE_HEIGHT - (lower.y - upper.y)) / 2;
    upper.y -= push;
    lower.y += push;
    const over = Math.max(0, lower.y - (plot.y + plot.height));
    upper.y -= over;
    lower.y -= over;
  }
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  for (const { text, y, color } of names) {
    ctx.fillStyle = color;
    ctx.fillText(text, plot.x + plot.width + 6, y);
  }
}

/** @param {Context} ctx @param {LossChartLayout} layout @param {Theme} theme @param {number} hoverX */
function drawHover(ctx, layout, theme, hoverX) {
  const reading = valueAt(layout, hoverX);
  if (!reading) return;
  const { plot, toX, toY } = layout;
  const x = toX(reading.epoch);
  ctx.beginPath();
  ctx.moveTo(x, plot.y);
  ctx.lineTo(x, plot.y + plot.height);
  ctx.strokeStyle = theme.accent;
  ctx.lineWidth = 1;
  ctx.stroke();
  ctx.fillStyle = theme.accent;
  for (const loss of [reading.train, reading.test]) {
    if (loss === null) continue;
    ctx.beginPath();
    ctx.arc(x, toY(loss), 3, 0, 2 * Math.PI);
    ctx.fill();
  }
}

/**
 * What the curves say at a place, from the nearest kept samples.
 * @param {LossChartLayout} layout
 * @param {number} x  CSS px
 * @returns {{ epoch: number, train: number | null, test: number | null } | null} null while there is no loss
 */
export function valueAt({ plot, xMax, history: { train, test } }, x) {
  const wanted = (Math.min(Math.max(x - plot.x, 0), plot.width) / plot.width) * xMax;
  const trainIndex = nearest(train, wanted);
  const testIndex = nearest(test, wanted);
  if (trainIndex < 0 && testIndex < 0) return null;
  return {
    epoch: trainIndex < 0 ? test.epoch(testIndex) : train.epoch(trainIndex),
    train: trainIndex < 0 ? null : train.value(trainIndex),
    test: testIndex < 0 ? null : test.value(testIndex),
  };
}

/** @param {LossSeries} series @param {number} epoch @returns {number} index, or −1 of an empty series */
function nearest(series, epoch) {
  let low = 0;
  let high = series.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (series.epoch(middle) < epoch) low = middle + 1;
    else high = middle;
  }
  return low > 0 && epoch - series.epoch(low - 1) < series.epoch(low) - epoch ? low - 1 : high < 0 ? -1 : low;
}
