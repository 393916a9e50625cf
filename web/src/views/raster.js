/**
 * Grids of numbers as pictures. A grid is painted at its own resolution into a scratch canvas and scaled by the
 * browser: 10,000 pixels are computed, whatever the size on the screen.
 */

/**
 * @typedef {import('./types.js').Context} Context
 * @typedef {import('./types.js').Range} Range
 */

/**
 * @typedef {object} Raster
 * @property {OffscreenCanvas} canvas
 * @property {OffscreenCanvasRenderingContext2D} context
 * @property {ImageData} image
 * @property {Uint32Array} pixels   of the image
 */

/** Scratch canvases by size, shared by all drawings: drawing is synchronous. @type {Map<string, Raster>} */
const rasters = new Map();
const MOST_RASTERS = 6;

/**
 * A raster of exactly this size: a larger one would bleed its neighbouring pixels in when it is scaled. Its former
 * contents are undefined.
 * @param {number} width @param {number} height  in grid cells
 * @returns {Raster}
 */
export function borrowRaster(width, height) {
  const key = `${width}×${height}`;
  const known = rasters.get(key);
  if (known) return known;
  if (rasters.size >= MOST_RASTERS) rasters.clear();
  const canvas = new OffscreenCanvas(width, height);
  // Read and written by the processor every frame: keep it in main memory.
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('this browser gives no 2-D canvas');
  const image = context.createImageData(canvas.width, canvas.height);
  const raster = { canvas, context, image, pixels: new Uint32Array(image.data.buffer) };
  rasters.set(key, raster);
  return raster;
}

/**
 * Where and how a grid is read and written.
 * @typedef {object} Grid
 * @property {Float32Array} values   row 0 is the top
 * @property {number} [offset]       of the grid's first value
 * @property {number} columns
 * @property {number} rows
 * @property {number} [stride]       takes every stride-th column and row
 */

/**
 * Colours a grid into the raster at column `left`, row `top`. What is not a number stays transparent.
 * @param {Raster} raster @param {Grid} grid @param {Uint8ClampedArray} table @param {Range} range
 * @param {{ left?: number, top?: number, threshold?: number }} [options]  threshold: paint two colours, not a ramp
 * @returns {boolean} whether every value is a number
 */
export function paintGrid(raster, grid, table, [low, high], { left = 0, top = 0, threshold } = {}) {
  const { values, offset = 0, columns, rows, stride = 1 } = grid;
  const { pixels, image } = raster;
  const colors = new Uint32Array(table.buffer, table.byteOffset, 256);
  const factor = 255 / (high - low);
  const shift = 0.5 - low * factor;  // rounds, so that both halves of the table are reached alike
  const start = stride >> 1;  // the middle of each block of cells
  let complete = true;
  for (let row = start, y = top; row < rows; row += stride, ++y) {
    let at = y * image.width + left;
    for (let cell = offset + row * columns + start, end = offset + (row + 1) * columns; cell < end; cell += stride) {
      const value = /** @type {number} */ (values[cell]);
      if (value !== value) {
        complete = false;
        pixels[at++] = 0;
        continue;
      }
      const index = threshold === undefined ? value * factor + shift : value >= threshold ? 255 : 0;
      pixels[at++] = /** @type {number} */ (colors[index <= 0 ? 0 : index >= 255 ? 255 : index | 0]);
    }
  }
  return complete;
}

/**
 * Colours each cell by the class that leads there, the stronger the further it leads.
 * @param {Raster} raster @param {import('./winners.js').Winners} winners
 * @param {readonly Uint8ClampedArray[]} ramps  of the classes @param {number} span  the lead that is certain; 0: any
 * @returns {boolean} whether every value is a number
 */
export function paintWinners({ pixels }, { label, best, second }, ramps, span) {
  const colors = ramps.map((ramp) => new Uint32Array(ramp.buffer, ramp.byteOffset, 256));
  let complete = true;
  for (let cell = 0; cell < label.length; ++cell) {
    const lead = /** @type {number} */ (best[cell]) - /** @type {number} */ (second[cell]);
    if (lead !== lead) {
      complete = false;
      pixels[cell] = 0;
      continue;
    }
    const index = span > 0 ? Math.min(Math.round((lead / span) * 255), 255) : 255;
    pixels[cell] = /** @type {number} */ (colors[/** @type {number} */ (label[cell])]?.[index]);
  }
  return complete;
}

/** How many of `count` cells a stride takes. @param {number} count @param {number} stride */
export const sampled = (count, stride) => Math.ceil((count - (stride >> 1)) / stride);

/**
 * Diagonal lines: here is no number.
 * @param {Context} ctx @param {import('./types.js').Rect} rect @param {string} color @param {number} [gap]
 */
export function hatch(ctx, { x, y, width, height }, color, gap = 8) {
  ctx.save();
  ctx.beginPath();
  ctx.rect(x, y, width, height);
  ctx.clip();
  ctx.beginPath();
  for (let at = -height; at < width; at += gap) {
    ctx.moveTo(x + at, y + height);
    ctx.lineTo(x + at + height, y);
  }
  ctx.strokeStyle = color;
  ctx.lineWidth = 1;
  ctx.stroke();
  ctx.restore();
}
