/**
 * Examples that move with every picture: a marker is drawn once, and copied to each of its places, which takes a tenth of the time.
 */

import { drawMarker, markerRadius, styleOf } from './points.js';

/** So many colours numbers are drawn in. */
const shades = 16;
/** Room around a marker for its corners and its outline (CSS px). */
const margin = 3;

/** Markers by what they look like. @type {Map<string, OffscreenCanvas>} */
const sprites = new Map();
const mostSprites = 200;

/**
 * @param {import('./types.js').Context} ctx
 * @param {object} options
 * @param {import('./plot.js').PlotLayout} options.layout
 * @param {number} options.scale                      device px per CSS px
 * @param {import('./types.js').Theme} options.theme
 * @param {import('./types.js').Points} options.points
 * @param {boolean} options.showTest
 * @param {import('./types.js').Range} options.range  of the colours of the targets
 */
export function drawMarks(ctx, { layout: { plot, toX, toY }, scale, theme, points, showTest, range: [low, high] }) {
  const { inputs, labels, targets, isTrain } = points;
  const outputs = targets.length / isTrain.length;
  const radius = markerRadius(Math.min(plot.width, plot.height));
  const half = radius * 1.5 + margin;
  for (const train of showTest ? [0, 1] : [1]) {   // what is trained on lies on top
    for (let i = 0; i < isTrain.length; ++i) {
      if (isTrain[i] !== train) continue;
      const share = ((targets[i * outputs] ?? NaN) - low) / (high - low);
      const shade = Math.round(Math.min(Math.max(share, 0), 1) * (shades - 1));
      const style = { label: labels[i] ?? null, shade, filled: train === 1, radius, half, scale };
      const [x, y] = [toX(inputs[2 * i] ?? NaN), toY(inputs[2 * i + 1] ?? NaN)];
      if (Number.isFinite(x + y)) ctx.drawImage(spriteOf(theme, style), x - half, y - half, 2 * half, 2 * half);
    }
  }
}

/**
 * @param {import('./types.js').Theme} theme
 * @param {{ label: number | null, shade: number, filled: boolean, radius: number, half: number, scale: number }} style
 */
function spriteOf(theme, { label, shade, filled, radius, half, scale }) {
  const key = [theme.background, label ?? `t${shade}`, filled, radius, scale].join();
  const known = sprites.get(key);
  if (known) return known;
  const side = Math.ceil(2 * half * scale);
  const sprite = new OffscreenCanvas(side, side);
  const context = sprite.getContext('2d');
  if (!context) throw new Error('this browser gives no 2-D canvas');
  context.scale(side / (2 * half), side / (2 * half));
  drawMarker(context, { ...styleOf(theme, label, shade, [0, shades - 1]), filled, x: half, y: half, radius });
  if (sprites.size >= mostSprites) sprites.clear();
  sprites.set(key, sprite);
  return sprite;
}
