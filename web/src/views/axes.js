/** The frame, ticks and titles around a plot. */

import { linearTicks } from './ticks.js';

/**
 * @typedef {import('./types.js').Context} Context
 * @typedef {import('./types.js').Rect} Rect
 * @typedef {import('./types.js').Theme} Theme
 * @typedef {import('./ticks.js').Tick} Tick
 */

export const FONT_SIZE = 11;
export const FONT = `${FONT_SIZE}px system-ui, -apple-system, 'Segoe UI', sans-serif`;

const TICK_LENGTH = 4;
const PX_PER_TICK = 56;

/** Sets CSS px as the unit and the usual font. @param {Context} ctx @param {number} scale */
export function beginDrawing(ctx, scale) {
  ctx.setTransform(scale, 0, 0, scale, 0, 0);
  ctx.globalAlpha = 1;
  ctx.setLineDash([]);
  ctx.font = FONT;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'alphabetic';
}

/** As many ticks as fit `length` px. @param {number} low @param {number} high @param {number} length */
export const ticksFor = (low, high, length) => linearTicks(low, high, Math.max(2, length / PX_PER_TICK));

/**
 * @param {Context} ctx
 * @param {object} axes
 * @param {Rect} axes.plot
 * @param {Tick[]} axes.xTicks
 * @param {Tick[]} axes.yTicks
 * @param {(value: number) => number} axes.toX
 * @param {(value: number) => number} axes.toY
 * @param {string} [axes.xTitle]
 * @param {string} [axes.yTitle]
 * @param {number} axes.width   of the whole drawing
 * @param {number} axes.height  of the whole drawing
 * @param {Theme} theme
 */
export function drawAxes(ctx, axes, theme) {
  const { plot, xTicks, yTicks, toX, toY } = axes;
  const bottom = plot.y + plot.height;
  ctx.beginPath();
  for (const { value } of xTicks) {
    ctx.moveTo(toX(value), bottom);
    ctx.lineTo(toX(value), bottom + TICK_LENGTH);
  }
  for (const { value } of yTicks) {
    ctx.moveTo(plot.x, toY(value));
    ctx.lineTo(plot.x - TICK_LENGTH, toY(value));
  }
  ctx.strokeStyle = theme.rule;
  ctx.lineWidth = 1;
  ctx.stroke();
  drawTickLabels(ctx, axes, theme);
  drawTitles(ctx, axes, theme);
}

/**
 * A chart before its curves: empty, with a line at every tick of y, and its axes.
 * @param {Context} ctx
 * @param {Parameters<typeof drawAxes>[1] & { width: number, height: number }} layout
 * @param {number} scale  device px per CSS px
 * @param {Theme} theme
 */
export function beginChart(ctx, layout, scale, theme) {
  const { plot, yTicks, toY } = layout;
  beginDrawing(ctx, scale);
  ctx.clearRect(0, 0, layout.width, layout.height);
  ctx.beginPath();
  for (const { value } of yTicks) {
    ctx.moveTo(plot.x, toY(value));
    ctx.lineTo(plot.x + plot.width, toY(value));
  }
  ctx.strokeStyle = theme.grid;
  ctx.lineWidth = 1;
  ctx.stroke();
  drawAxes(ctx, layout, theme);
}

/** @param {Context} ctx @param {Parameters<typeof drawAxes>[1]} axes @param {Theme} theme */
function drawTickLabels(ctx, { plot, xTicks, yTicks, toX, toY, width }, theme) {
  ctx.fillStyle = theme.muted;
  ctx.textBaseline = 'top';
  ctx.textAlign = 'center';
  for (const { value, label } of xTicks) {
    const half = ctx.measureText(label).width / 2;
    const x = Math.min(Math.max(toX(value), half), width - half);  // the outermost labels stay inside
    ctx.fillText(label, x, plot.y + plot.height + TICK_LENGTH + 2);
  }
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'right';
  for (const { value, label } of yTicks) {
    ctx.fillText(label, plot.x - TICK_LENGTH - 3, Math.max(toY(value), FONT_SIZE / 2));
  }
}

/** @param {Context} ctx @param {Parameters<typeof drawAxes>[1]} axes @param {Theme} theme */
function drawTitles(ctx, { plot, xTitle, yTitle, height }, theme) {
  ctx.fillStyle = theme.text;
  ctx.textAlign = 'center';
  if (xTitle) {
    ctx.textBaseline = 'bottom';
    ctx.fillText(fitText(ctx, xTitle, plot.width), plot.x + plot.width / 2, height);
  }
  if (yTitle) {
    ctx.save();
    ctx.translate(0, plot.y + plot.height / 2);
    ctx.rotate(-Math.PI / 2);
    ctx.textBaseline = 'top';
    ctx.fillText(fitText(ctx, yTitle, plot.height), 0, 1);
    ctx.restore();
  }
}

/** `a long title` → `a lon…` @param {Context} ctx @param {string} text @param {number} width  px */
export function fitText(ctx, text, width) {
  if (ctx.measureText(text).width <= width) return text;
  for (let length = text.length - 1; length > 0; --length) {
    const shorter = `${text.slice(0, length).trimEnd()}…`;
    if (ctx.measureText(shorter).width <= width) return shorter;
  }
  return '';
}
