/** The key of the colours: which value has which, and at which end which class lies. */

import { beginDrawing, FONT_SIZE } from './axes.js';
import { formatNumber } from './format.js';

/**
 * Clears the canvas and draws a bar with the values of its ends and its middle below.
 * @param {import('./types.js').Context} ctx
 * @param {object} options
 * @param {number} options.width    CSS px
 * @param {number} options.height   CSS px, ≥ 28
 * @param {number} options.scale    device px per CSS px
 * @param {import('./types.js').Theme} options.theme
 * @param {import('./types.js').Range} options.range
 * @param {'field' | 'unit'} [options.table]
 * @param {string} [options.lowLabel]    beside the lowest value: `Adelie`
 * @param {string} [options.highLabel]   beside the highest value
 */
export function drawColorBar(ctx, options) {
  const { width, height, scale, theme, range, table = 'field', lowLabel = '', highLabel = '' } = options;
  const [low, high] = range;
  const inset = 1;
  const barHeight = height - FONT_SIZE - 8;
  const colors = theme[table];
  beginDrawing(ctx, scale);
  ctx.clearRect(0, 0, width, height);
  const gradient = ctx.createLinearGradient(inset, 0, width - inset, 0);
  for (const index of [0, 32, 64, 96, 128, 160, 192, 224, 255]) {
    const [r, g, b] = colors.subarray(index * 4, index * 4 + 3);
    gradient.addColorStop(index / 255, `rgb(${r} ${g} ${b})`);
  }
  ctx.fillStyle = gradient;
  ctx.fillRect(inset, inset, width - 2 * inset, barHeight);
  ctx.strokeStyle = theme.rule;
  ctx.lineWidth = 1;
  ctx.strokeRect(inset - 0.5, inset - 0.5, width - 2 * inset + 1, barHeight + 1);
  ctx.fillStyle = theme.muted;
  ctx.textBaseline = 'bottom';
  ctx.textAlign = 'left';
  ctx.fillText([formatEnd(low), lowLabel].filter(Boolean).join(' '), 0, height);
  ctx.textAlign = 'center';
  ctx.fillText(formatEnd((low + high) / 2), width / 2, height);
  ctx.textAlign = 'right';
  ctx.fillText([highLabel, formatEnd(high)].filter(Boolean).join(' '), width, height);
}

/** @param {number} value */
const formatEnd = (value) => (Number.isInteger(value) ? String(value).replace('-', '−') : formatNumber(value, 2));
