/** What the plots of examples share: the frame with its axes, guides, and the mark on what is read. */

import { beginDrawing, drawAxes } from './axes.js';

/**
 * @typedef {import('./types.js').Context} Context
 * @typedef {import('./types.js').Theme} Theme
 * @typedef {import('./boundary.js').BoundaryLayout} PlotLayout
 */

/** Clears the canvas and draws frame and axes. @param {Context} ctx @param {PlotLayout} layout @param {number} scale @param {Theme} theme */
export function beginPlot(ctx, layout, scale, theme) {
  const { plot } = layout;
  beginDrawing(ctx, scale);
  ctx.clearRect(0, 0, layout.width, layout.height);
  ctx.strokeStyle = theme.rule;
  ctx.lineWidth = 1;
  ctx.strokeRect(plot.x - 0.5, plot.y - 0.5, plot.width + 1, plot.height + 1);
  if (layout.xTicks.length) drawAxes(ctx, layout, theme);
}

/** Draws inside the frame only. @param {Context} ctx @param {PlotLayout} layout @param {() => void} draw */
export function clipped(ctx, { plot }, draw) {
  ctx.save();
  ctx.beginPath();
  ctx.rect(plot.x, plot.y, plot.width, plot.height);
  ctx.clip();
  draw();
  ctx.restore();
}

/** @param {Context} ctx @param {string} color @param {number} width @param {readonly [x: number, y: number][]} places  CSS px */
export function drawLine(ctx, color, width, places) {
  ctx.beginPath();
  places.forEach(([x, y], i) => (i === 0 ? ctx.moveTo(x, y) : ctx.lineTo(x, y)));
  ctx.strokeStyle = color;
  ctx.lineWidth = width;
  ctx.stroke();
}

/** A ring around what is read. @param {Context} ctx @param {Theme} theme @param {number} x CSS px @param {number} y CSS px */
export function drawReading(ctx, theme, x, y) {
  for (const [color, width] of /** @type {const} */ ([[theme.background, 5], [theme.accent, 2.5]])) {
    ctx.beginPath();
    ctx.arc(x, y, 8, 0, 2 * Math.PI);
    ctx.strokeStyle = color;
    ctx.lineWidth = width;
    ctx.stroke();
  }
}

/** The least and the largest finite value of all lists; [0, 0] without any. @param {...ArrayLike<number>} lists @returns {[number, number]} */
export function extentOf(...lists) {
  let [least, most] = [Infinity, -Infinity];
  for (const list of lists) {
    for (let i = 0; i < list.length; ++i) {
      const value = /** @type {number} */ (list[i]);
      if (!Number.isFinite(value)) continue;
      if (value < least) least = value;
      if (value > most) most = value;
    }
  }
  return least <= most ? [least, most] : [0, 0];
}

/** A range with some room at both ends. @param {readonly [number, number]} extent @param {number} [margin] share @returns {[number, number]} */
export function withRoom([low, high], margin = 0.06) {
  const room = high > low ? (high - low) * margin : Math.max(1, Math.abs(low) * margin);
  return [low - room, high + room];
}
