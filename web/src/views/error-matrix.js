/**
 * The parameters of a network as they lie in its matrices, W (m, n) with the biases as a last column, each square coloured by its
 * error on a log scale: blue where analytic and numeric gradient agree, vermillion and crossed out where they don't.
 */

import { FONT_SIZE, beginDrawing, fitText } from './axes.js';
import { rampColor } from './colors.js';
import { superscript } from './powers.js';

/**
 * @typedef {import('./types.js').Context} Context
 * @typedef {import('./types.js').Theme} Theme
 *
 * A layer of m units with n inputs: its matrix is (m, n), its first weight is parameter `weights`, its first bias `biases`.
 * @typedef {{ title: string, units: number, inputs: number, weights: number, biases: number }} MatrixLayer
 *
 * A matrix with its column of biases, in CSS px; a square is `size` wide, its lines included.
 * @typedef {MatrixLayer & { x: number, y: number, size: number, titleWidth: number }} Block
 */

const LARGEST = 30;
const TITLE = 18;
const GAP = 22;
/** Between the weights and the biases. */
const BIAS_GAP = 5;
const LEGEND = 44;
const LEAST_TITLE = 74;
/** Smaller squares have no room for a line between them or a cross on them. */
const ROOM_FOR_LINES = 6;
/** The middle of the colours is what counts as agreement; ends of the scale in powers of ten. */
const WORST_POWER = 0;
const BEST_POWER = -10;

/**
 * @param {object} options
 * @param {MatrixLayer[]} options.layers
 * @param {number} options.width   CSS px
 */
export function errorMatrixLayout({ layers, width }) {
  const widest = Math.max(...layers.map(({ inputs }) => inputs + 1));
  const tallest = Math.max(...layers.map(({ units }) => units));
  const size = Math.max(1, Math.min(LARGEST, Math.floor((width - BIAS_GAP) / widest), Math.floor(560 / tallest)));
  /** @type {Block[]} */ const blocks = [];
  let [x, y, rowHeight] = [0, 0, 0];
  for (const layer of layers) {
    const blockWidth = Math.max((layer.inputs + 1) * size + BIAS_GAP, LEAST_TITLE);
    if (x > 0 && x + blockWidth > width) {
      x = 0;
      y += rowHeight + GAP;
      rowHeight = 0;
    }
    blocks.push({ ...layer, x, y: y + TITLE, size, titleWidth: blockWidth + GAP - 4 });
    rowHeight = Math.max(rowHeight, TITLE + layer.units * size);
    x += blockWidth + GAP;
  }
  return { blocks, width, height: y + rowHeight + LEGEND };
}

/** @typedef {ReturnType<typeof errorMatrixLayout>} ErrorMatrixLayout */

/** Where a parameter's square begins. @param {Block} block @param {number} column  n: the biases @param {number} row */
const corner = ({ x, y, size, inputs }, column, row) => ({ x: x + column * size + (column === inputs ? BIAS_GAP : 0), y: y + row * size });

/** @param {Block} block @param {number} column @param {number} row */
const parameterAt = ({ inputs, weights, biases }, column, row) => (column === inputs ? biases + row : weights + row * inputs + column);

/** @param {ErrorMatrixLayout} layout @param {number} parameter */
function placeOf({ blocks }, parameter) {
  const block = blocks.find(({ biases, units }) => parameter < biases + units);
  if (!block) return null;
  const isBias = parameter >= block.biases;
  const row = isBias ? parameter - block.biases : Math.floor((parameter - block.weights) / block.inputs);
  return { block, row, column: isBias ? block.inputs : (parameter - block.weights) % block.inputs };
}

/**
 * The parameter under the pointer, or −1.
 * @param {ErrorMatrixLayout} layout @param {number} x @param {number} y
 */
export function findParameter({ blocks }, x, y) {
  for (const block of blocks) {
    const row = Math.floor((y - block.y) / block.size);
    if (row < 0 || row >= block.units) continue;
    const along = x - block.x;
    const bias = corner(block, block.inputs, row).x - block.x;
    const column = along >= bias ? (along < bias + block.size ? block.inputs : -1) : Math.floor(along / block.size);
    if (column >= 0 && (column < block.inputs || along >= bias)) return parameterAt(block, column, row);
  }
  return -1;
}

/**
 * The parameter that an arrow key leads to; at the edge of a matrix left and right go on to the next one.
 * @param {ErrorMatrixLayout} layout @param {number} parameter @param {string} key @returns {number} −1: no such key
 */
export function neighbour(layout, parameter, key) {
  const place = placeOf(layout, parameter);
  if (!place) return -1;
  const { block, row, column } = place;
  const { blocks } = layout;
  const at = blocks.indexOf(block);
  const sideways = { ArrowLeft: -1, ArrowRight: 1 }[key];
  if (sideways) {
    if (column + sideways >= 0 && column + sideways <= block.inputs) return parameterAt(block, column + sideways, row);
    const next = blocks[at + sideways];
    return next ? parameterAt(next, sideways > 0 ? 0 : next.inputs, Math.min(row, next.units - 1)) : parameter;
  }
  const down = { ArrowUp: -1, ArrowDown: 1 }[key];
  if (down) return parameterAt(block, column, Math.min(Math.max(row + down, 0), block.units - 1));
  const last = blocks.at(-1);
  if (key === 'Home') return 0;
  return key === 'End' && last ? last.biases + last.units - 1 : -1;
}

/**
 * Clears the canvas and draws.
 * @param {Context} ctx
 * @param {object} options
 * @param {ErrorMatrixLayout} options.layout
 * @param {number} options.scale                       device px per CSS px
 * @param {Theme} options.theme
 * @param {ArrayLike<number>} options.error            relative, of each parameter
 * @param {(parameter: number) => boolean} options.isWrong
 * @param {number} [options.selected]                  none: −1
 * @param {number} [options.worst]                     none: −1
 */
export function drawErrorMatrix(ctx, { layout, scale, theme, error, isWrong, selected = -1, worst = -1 }) {
  beginDrawing(ctx, scale);
  ctx.clearRect(0, 0, layout.width, layout.height);
  for (const block of layout.blocks) {
    drawTitle(ctx, block, theme);
    for (let row = 0; row < block.units; ++row) {
      for (let column = 0; column <= block.inputs; ++column) {
        const parameter = parameterAt(block, column, row);
        drawSquare(ctx, { ...corner(block, column, row), size: block.size }, theme, error[parameter] ?? NaN, isWrong(parameter));
      }
    }
  }
  drawRing(ctx, layout, worst, theme.text, [3, 2]);
  drawRing(ctx, layout, selected, theme.accent, []);
  drawLegend(ctx, layout, theme);
}

/** @param {Context} ctx @param {Block} block @param {Theme} theme */
function drawTitle(ctx, block, theme) {
  ctx.fillStyle = theme.muted;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'top';
  ctx.fillText(fitText(ctx, block.title, block.titleWidth), block.x, block.y - TITLE);
}

/** @param {Theme} theme @param {number} error */
const errorColor = (theme, error) =>
  rampColor(theme, 'unit', Number.isNaN(error) ? NaN : -Math.log10(Math.max(error, 1e-300)), [-WORST_POWER, -BEST_POWER]);

/** @param {Context} ctx @param {{ x: number, y: number, size: number }} square @param {Theme} theme @param {number} error @param {boolean} wrong */
function drawSquare(ctx, { x, y, size }, theme, error, wrong) {
  const side = size >= ROOM_FOR_LINES ? size - 1 : size;
  ctx.fillStyle = errorColor(theme, error);
  ctx.fillRect(x, y, side, side);
  if (!wrong || size < ROOM_FOR_LINES) return;
  const inset = side * 0.28;
  ctx.beginPath();
  ctx.moveTo(x + inset, y + inset);
  ctx.lineTo(x + side - inset, y + side - inset);
  ctx.moveTo(x + side - inset, y + inset);
  ctx.lineTo(x + inset, y + side - inset);
  ctx.strokeStyle = theme.background;
  ctx.lineWidth = Math.max(1, size / 11);
  ctx.stroke();
}

/** @param {Context} ctx @param {ErrorMatrixLayout} layout @param {number} parameter @param {string} color @param {number[]} dash */
function drawRing(ctx, layout, parameter, color, dash) {
  const place = parameter < 0 ? null : placeOf(layout, parameter);
  if (!place) return;
  const { x, y } = corner(place.block, place.column, place.row);
  const side = Math.max(place.block.size - 1, 3);
  ctx.strokeStyle = color;
  ctx.lineWidth = 2;
  ctx.setLineDash(dash);
  ctx.strokeRect(x - 0.5, y - 0.5, side + 1, side + 1);
  ctx.setLineDash([]);
}

/** What the colours mean. @param {Context} ctx @param {ErrorMatrixLayout} layout @param {Theme} theme */
function drawLegend(ctx, { width, height }, theme) {
  const bar = { x: 1, y: height - LEGEND + 16, width: Math.min(240, width - 2), height: 9 };
  const steps = 60;
  for (let i = 0; i < steps; ++i) {
    ctx.fillStyle = errorColor(theme, 10 ** (BEST_POWER + ((WORST_POWER - BEST_POWER) * i) / (steps - 1)));
    ctx.fillRect(bar.x + (i * bar.width) / steps, bar.y, bar.width / steps + 0.5, bar.height);
  }
  ctx.fillStyle = theme.muted;
  ctx.textBaseline = 'top';
  const middle = (BEST_POWER + WORST_POWER) / 2;
  const labels = [
    { at: 0, text: `≤ 10${superscript(BEST_POWER)}`, align: /** @type {const} */ ('left') },
    { at: 0.5, text: `10${superscript(middle)}`, align: /** @type {const} */ ('center') },
    { at: 1, text: '1', align: /** @type {const} */ ('right') },
  ];
  for (const { at, text, align } of labels) {
    ctx.textAlign = align;
    ctx.fillText(text, bar.x + at * bar.width, bar.y + bar.height + 4);
  }
  ctx.textAlign = 'left';
  if (width - bar.width > 110) ctx.fillText('relative error', bar.x + bar.width + 10, bar.y + (bar.height - FONT_SIZE) / 2);
}
