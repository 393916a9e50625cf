/** Numbers as the drawing of the microscope writes them, and the boxes around them. */

import { formatNumber } from './format.js';

/**
 * @typedef {import('./types.js').Context} Context
 * @typedef {import('./microscope.js').MicroscopeScene} MicroscopeScene
 * @typedef {import('./types.js').Rect & { radius: number }} Box
 */

export const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif';

/** With fewer digits where a number would be too long, at last as a power. @param {number} number @param {number} digits @param {number} letters @returns {string} */
export function fitting(number, digits, letters) {
  const text = formatNumber(number, digits);
  if (text.length <= letters) return text;
  if (digits > 2) return fitting(number, digits - 1, letters);
  const power = number.toExponential(1).replaceAll('-', '−').replace('+', '');
  return power.length < text.length ? power : text;
}

/**
 * A number, in bold on a tint where the formula uses it.
 * @param {Context} ctx @param {MicroscopeScene} scene
 * @param {{ text: string, marked: string, size: number, x: number, y: number, align: 'left' | 'right', ink: string, height?: number,
 *   room?: number }} options   size of the font; height of what marks it; CSS px that a wide font is pressed into
 */
export function drawFigure(ctx, { theme }, { text, marked, size, x, y, align, ink, height = 15, room }) {
  ctx.font = `${marked ? '700 ' : ''}${size}px ${FONT}`;
  if (marked) {
    const width = Math.min(ctx.measureText(text).width, room ?? Infinity) + 6;
    const left = align === 'left' ? x - 3 : x - width + 3;
    const inset = marked === 'pointed' ? 1 : 0;   // for the outline, so that nothing leaves the line
    const box = { x: left + inset, y: y - height / 2 + inset, width: width - 2 * inset, height: height - 2 * inset, radius: 4 };
    if (marked === 'pointed') drawPlate(ctx, box, theme.background, ink, 2);
    else drawTint(ctx, box, ink);
  }
  ctx.textAlign = align;
  ctx.fillStyle = marked ? ink : theme.text;
  ctx.fillText(text, x, y, room);
}

/** @param {Context} ctx @param {Box} box @param {string | null} fill @param {string | null} stroke @param {number} [lineWidth] */
export function drawPlate(ctx, { x, y, width, height, radius }, fill, stroke, lineWidth = 1.5) {
  ctx.beginPath();
  ctx.roundRect(x, y, width, height, radius);
  if (fill) {
    ctx.fillStyle = fill;
    ctx.fill();
  }
  if (!stroke) return;
  ctx.strokeStyle = stroke;
  ctx.lineWidth = lineWidth;
  ctx.stroke();
}

/** @param {Context} ctx @param {Box} box @param {string} color */
export function drawTint(ctx, { x, y, width, height, radius }, color) {
  ctx.beginPath();
  ctx.roundRect(x, y, width, height, radius);
  ctx.fillStyle = color;
  ctx.globalAlpha = 0.13;
  ctx.fill();
  ctx.globalAlpha = 1;
}

/** @param {import('./microscope-layout.js').Card} card @param {number} [inset] @returns {Box} */
export const boxOf = ({ x, y, width, height }, inset = 0) => ({
  x: x - width / 2 + inset, y: y - height / 2 + inset, width: width - 2 * inset, height: height - 2 * inset, radius: 7 - inset,
});
