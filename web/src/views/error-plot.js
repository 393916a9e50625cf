/**
 * The error of central differences against ε, both axes logarithmic. On the right the differences are inexact (truncation, as ε²), on
 * the left the two losses are so alike that little but rounding is left of their difference (as 1/ε).
 */

import { beginChart } from './axes.js';
import { logScale, formatPower, powerTicks, superscript } from './powers.js';

/**
 * @typedef {import('./types.js').Context} Context
 * @typedef {import('./types.js').Theme} Theme
 *
 * Rising ε; the largest and the median error of all parameters at each.
 * @typedef {{ epsilon: ArrayLike<number>, worst: ArrayLike<number>, median: ArrayLike<number> }} Sweep
 */

const LEFT = 50;
const RIGHT = 16;
const TOP = 38;
const BOTTOM = 34;
/** Ends of the axes. */
const EPSILON_RANGE = /** @type {const} */ ([1e-12, 1e-1]);
const ERROR_RANGE = /** @type {const} */ ([1e-14, 1]);
/** A gradient that is wrong is so at every ε: no error below this. */
const RIGHT_ERROR = 1e-4;

/** @param {{ width: number, height: number }} size  CSS px */
export function errorPlotLayout({ width, height }) {
  const plot = { x: LEFT, y: TOP, width: Math.max(1, width - LEFT - RIGHT), height: Math.max(1, height - TOP - BOTTOM) };
  return {
    width,
    height,
    plot,
    xTitle: 'ε',
    xTicks: powerTicks(...EPSILON_RANGE, plot.width / 46),
    yTicks: powerTicks(...ERROR_RANGE, plot.height / 26),
    toX: logScale(EPSILON_RANGE, [plot.x, plot.x + plot.width]),
    toY: logScale(ERROR_RANGE, [plot.y + plot.height, plot.y]),
  };
}

/** @typedef {ReturnType<typeof errorPlotLayout>} ErrorPlotLayout */

/** The ε of the sweep nearest to a place. @param {ErrorPlotLayout} layout @param {ArrayLike<number>} epsilons @param {number} x  CSS px */
export function epsilonAt({ toX }, epsilons, x) {
  let nearest = epsilons[0] ?? NaN;
  for (const epsilon of Array.from(epsilons)) if (Math.abs(toX(epsilon) - x) < Math.abs(toX(nearest) - x)) nearest = epsilon;
  return nearest;
}

/**
 * How the error depends on ε: error ≈ truncation · ε² + rounding / ε. Null for what can't be read off: too few samples, or a
 * gradient that is wrong at every ε.
 * @param {Sweep} sweep
 */
export function errorLaw({ epsilon, worst }) {
  const samples = Array.from(epsilon, (value, i) => ({ epsilon: value, error: worst[i] ?? NaN }));
  const best = samples.reduce((least, sample) => (sample.error < least.error ? sample : least), { epsilon: NaN, error: Infinity });
  if (!(best.error < RIGHT_ERROR)) return { best: null, truncation: null, rounding: null };
  const middle = (/** @type {number[]} */ values) => values.sort((a, b) => a - b)[values.length >> 1] ?? null;
  // Away from the valley one of the two outweighs the other; an error near 1 has reached its end.
  const usable = samples.filter(({ error }) => error > 0 && error < 0.3);
  return {
    best,
    truncation: middle(usable.filter((at) => at.epsilon > best.epsilon * 5).map((at) => at.error / at.epsilon ** 2)),
    rounding: middle(usable.filter((at) => at.epsilon < best.epsilon / 5).map((at) => at.error * at.epsilon)),
  };
}

/**
 * Clears the canvas and draws.
 * @param {Context} ctx
 * @param {object} options
 * @param {ErrorPlotLayout} options.layout
 * @param {number} options.scale     device px per CSS px
 * @param {Theme} options.theme
 * @param {Sweep} options.sweep
 * @param {number} options.chosen    ε
 */
export function drawErrorPlot(ctx, { layout, scale, theme, sweep, chosen }) {
  beginChart(ctx, layout, scale, theme);
  drawHeader(ctx, theme);
  drawLaw(ctx, layout, theme, sweep);
  drawChosen(ctx, layout, theme, chosen);
  drawCurve(ctx, layout, sweep.epsilon, sweep.median, { color: theme.muted, dash: [4, 3], radius: 0 });
  drawCurve(ctx, layout, sweep.epsilon, sweep.worst, { color: theme.negative, dash: [], radius: 2.5 });
}

/** @param {Context} ctx @param {Theme} theme */
function drawHeader(ctx, theme) {
  ctx.textBaseline = 'top';
  ctx.textAlign = 'left';
  let x = 4;
  for (const [text, color] of [['relative error:', theme.text], ['● worst', theme.negative], ['╌ median', theme.muted]]) {
    ctx.fillStyle = color ?? theme.text;
    ctx.fillText(text ?? '', x, 3);
    x += ctx.measureText(text ?? '').width + 10;
  }
}

/** The two laws as thin lines, clipped to the plot, with their names. @param {Context} ctx @param {ErrorPlotLayout} layout @param {Theme} theme @param {Sweep} sweep */
function drawLaw(ctx, layout, theme, sweep) {
  const { plot } = layout;
  const { truncation, rounding, best } = errorLaw(sweep);
  ctx.save();
  ctx.beginPath();
  ctx.rect(plot.x, plot.y, plot.width, plot.height);
  ctx.clip();
  ctx.strokeStyle = theme.rule;
  ctx.lineWidth = 1;
  ctx.setLineDash([1, 3]);
  const [low, high] = EPSILON_RANGE;
  if (truncation !== null) drawPower(ctx, layout, low, high, (epsilon) => truncation * epsilon ** 2);
  if (rounding !== null) drawPower(ctx, layout, low, high, (epsilon) => rounding / epsilon);
  ctx.restore();
  ctx.fillStyle = theme.text;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'top';
  if (best === null && sweep.epsilon.length > 8) ctx.fillText('no ε makes all agree', plot.x + plot.width / 2, plot.y + 12);
  ctx.textBaseline = 'bottom';
  drawName(ctx, plot.x + 6, plot.y + plot.height, 'left', ['rounding', `∝ 1/ε`]);
  drawName(ctx, plot.x + plot.width - 6, plot.y + plot.height, 'right', ['truncation', `∝ ε${superscript(2)}`]);
}

/** @param {Context} ctx @param {ErrorPlotLayout} layout @param {number} low @param {number} high @param {(epsilon: number) => number} law */
function drawPower(ctx, { toX, plot }, low, high, law) {
  // Unclamped, unlike toY: the line leaves the plot at its own slope.
  const decades = Math.log10(ERROR_RANGE[1] / ERROR_RANGE[0]);
  const y = (/** @type {number} */ error) => plot.y - (plot.height * Math.log10(error / ERROR_RANGE[1])) / decades;
  ctx.beginPath();
  ctx.moveTo(toX(low), y(law(low)));
  ctx.lineTo(toX(high), y(law(high)));
  ctx.stroke();
}

/** @param {Context} ctx @param {number} x @param {number} bottom @param {'left' | 'right'} align @param {string[]} lines */
function drawName(ctx, x, bottom, align, lines) {
  ctx.textAlign = align;
  lines.forEach((line, i) => ctx.fillText(line, x, bottom - 6 - (lines.length - 1 - i) * 14));
}

/** @param {Context} ctx @param {ErrorPlotLayout} layout @param {Theme} theme @param {number} chosen */
function drawChosen(ctx, { plot, toX, width }, theme, chosen) {
  const x = toX(chosen);
  ctx.beginPath();
  ctx.moveTo(x, plot.y);
  ctx.lineTo(x, plot.y + plot.height);
  ctx.strokeStyle = theme.accent;
  ctx.lineWidth = 1.5;
  ctx.stroke();
  ctx.fillStyle = theme.accent;
  ctx.beginPath();
  ctx.moveTo(x, plot.y);
  ctx.lineTo(x - 5, plot.y - 6);
  ctx.lineTo(x + 5, plot.y - 6);
  ctx.fill();
  const text = `ε = ${formatPower(chosen, 1)}`;
  const half = ctx.measureText(text).width / 2 + 2;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'bottom';
  ctx.fillText(text, Math.min(Math.max(x, plot.x + half), width - half), plot.y - 8);
}

/**
 * @param {Context} ctx @param {ErrorPlotLayout} layout @param {ArrayLike<number>} epsilons @param {ArrayLike<number>} errors
 * @param {{ color: string, dash: number[], radius: number }} style
 */
function drawCurve(ctx, { toX, toY }, epsilons, errors, { color, dash, radius }) {
  ctx.beginPath();
  for (let i = 0; i < epsilons.length; ++i) ctx.lineTo(toX(epsilons[i] ?? NaN), toY(errors[i] ?? NaN));
  ctx.strokeStyle = ctx.fillStyle = color;
  ctx.lineWidth = 1.75;
  ctx.setLineDash(dash);
  ctx.stroke();
  ctx.setLineDash([]);
  if (radius === 0) return;
  ctx.beginPath();
  for (let i = 0; i < epsilons.length; ++i) {
    const [x, y] = [toX(epsilons[i] ?? NaN), toY(errors[i] ?? NaN)];
    ctx.moveTo(x + radius, y);
    ctx.arc(x, y, radius, 0, 2 * Math.PI);
  }
  ctx.fill();
}
