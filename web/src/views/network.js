/**
 * The network: a small map of every unit's output over the plane, links by weight, biases below the units, the output's
 * too. A weight's sign is its colour and its dash: positive solid blue, negative dashed vermillion.
 */

import { beginDrawing, fitText } from './axes.js';
import { BELOW, findUnit, linkCurve, pointOnCurve } from './network-layout.js';
import { borrowRaster, hatch, paintGrid, sampled } from './raster.js';

/**
 * @typedef {import('./types.js').Context} Context
 * @typedef {import('./types.js').Range} Range
 * @typedef {import('./types.js').Theme} Theme
 * @typedef {import('./network-layout.js').NetworkLayout} NetworkLayout
 * @typedef {import('./network-layout.js').PlacedUnit} PlacedUnit
 * @typedef {import('./network-layout.js').UnitHit} UnitHit
 * @typedef {import('./network-layout.js').LinkHit} LinkHit
 * @typedef {ReturnType<typeof linkCurve>} LinkCurve
 */

/** @typedef {(ctx: Context, unit: { layer: number, unit: number }, box: import('./types.js').Rect) => void} DrawUnit */

/**
 * @typedef {object} NetworkOptions
 * @property {NetworkLayout} layout
 * @property {number} scale                       device px per CSS px
 * @property {Theme} theme
 * @property {ArrayLike<number>} parameters       all of them, in the engine's order
 * @property {readonly { weights: number, biases: number }[]} parameterOffsets   per layer
 * @property {Float32Array | null} maps           (units, rows, columns): inputs, hidden layers, outputs; null: none yet
 * @property {number} columns                     of a map
 * @property {number} rows                        of a map
 * @property {DrawUnit | undefined} [drawUnit]    draws what stands in place of a map
 * @property {UnitHit | LinkHit | null} [selected]
 * @property {UnitHit | LinkHit | null} [hover]
 */

/** Weights and biases from here on are drawn alike. */
const STRONGEST_WEIGHT = 5;
const STRONGEST_BIAS = 2;
const LEVELS = 8;
/** px of dash and gap, and the dash's share of it. Traced by hand: setLineDash on curves takes thrice as long. */
const DASH = 13;
const DASH_SHARE = 0.62;
const ATLAS_COLUMNS = 16;

/** What these can put out; the others' maps are scaled to their own values. @type {Readonly<Record<string, Range>>} */
const OUTPUT_RANGES = { tanh: [-1, 1], sigmoid: [0, 1], softmax: [0, 1] };

/**
 * Clears the canvas and draws.
 * @param {Context} ctx @param {NetworkOptions} options
 */
export function drawNetwork(ctx, options) {
  const { layout, scale } = options;
  beginDrawing(ctx, scale);
  ctx.clearRect(0, 0, layout.width, layout.height);
  drawLinks(ctx, options);
  drawMaps(ctx, options);
  drawFrames(ctx, options);
  drawBiases(ctx, options);
  drawTexts(ctx, options);
}

/** How strong a weight looks, 0…LEVELS − 1. @param {number} weight */
export const strengthOf = (weight) => Math.min(LEVELS - 1, Math.floor(Math.sqrt(Math.abs(weight) / STRONGEST_WEIGHT) * LEVELS));

/**
 * Links are stroked in groups of the same sign and strength: sixteen strokes instead of hundreds.
 * @param {Context} ctx @param {NetworkOptions} options
 */
function drawLinks(ctx, options) {
  const { layout, theme, hover, selected } = options;
  const focus = hover ?? selected ?? null;
  /** @type {Map<number, [PlacedUnit, PlacedUnit][]>} */
  const groups = new Map();
  forEachLink(options, (from, to, weight) => {
    const lit = focus === null || touches(focus, from, to);
    const kind = Number.isNaN(weight) ? 2 : weight < 0 ? 1 : 0;
    const key = (Number(lit) * 3 + kind) * LEVELS + (kind === 2 ? 0 : strengthOf(weight));
    const group = groups.get(key);
    if (group) group.push([from, to]);
    else groups.set(key, [[from, to]]);
  });
  // Weak ones first, lit ones last.
  for (const key of [...groups.keys()].sort((a, b) => a - b)) {
    const level = key % LEVELS;
    const kind = Math.floor(key / LEVELS) % 3;
    const lit = key >= 3 * LEVELS;
    ctx.strokeStyle = kind === 2 ? theme.hatch : kind === 1 ? theme.negative : theme.positive;
    // Hair lines are drawn several times faster than wider ones, and most links are weak.
    ctx.lineWidth = Math.max(1, (level - 1) * 0.75);
    ctx.globalAlpha = (lit ? 1 : 0.2) * (0.3 + (0.6 * level) / (LEVELS - 1));
    ctx.beginPath();
    const trace = kind === 1 ? traceDashed : traceLink;
    for (const [from, to] of groups.get(key) ?? []) trace(ctx, linkCurve(from, to, layout.size));
    ctx.stroke();
  }
  ctx.globalAlpha = 1;
  for (const hit of [selected, hover]) if (hit?.kind === 'link') drawLinkFocus(ctx, options, hit);
}

/** @param {Context} ctx @param {LinkCurve} curve */
export function traceLink(ctx, { x0, y0, c0, c1, x1, y1 }) {
  ctx.moveTo(x0, y0);
  ctx.bezierCurveTo(c0, y0, c1, y1, x1, y1);
}

/** @param {Context} ctx @param {LinkCurve} curve */
export function traceDashed(ctx, curve) {
  const dashes = Math.max(2, Math.round(Math.hypot(curve.x1 - curve.x0, curve.y1 - curve.y0) / DASH));
  for (let dash = 0; dash < dashes; ++dash) {
    const [fromX, fromY] = pointOnCurve(curve, dash / dashes);
    const [toX, toY] = pointOnCurve(curve, (dash + DASH_SHARE) / dashes);
    ctx.moveTo(fromX, fromY);
    ctx.lineTo(toX, toY);
  }
}

/**
 * @param {NetworkOptions} options
 * @param {(from: PlacedUnit, to: PlacedUnit, weight: number) => void} visit  for the links between shown units
 */
function forEachLink({ layout, parameters, parameterOffsets }, visit) {
  layout.columns.forEach((column, index) => {
    const before = layout.columns[index - 1];
    const offset = parameterOffsets[column.layer]?.weights;
    if (!before || offset === undefined) return;
    for (const to of column.shown) {
      const row = offset + to.unit * before.units;  // W is (m, n) row-major
      for (const from of before.shown) visit(from, to, parameters[row + from.unit] ?? NaN);
    }
  });
}

/** @param {UnitHit | LinkHit} focus @param {PlacedUnit} from @param {PlacedUnit} to */
function touches(focus, from, to) {
  if (focus.kind === 'link') return to.layer === focus.layer && to.unit === focus.to && from.unit === focus.from;
  return [from, to].some(({ layer, unit }) => layer === focus.layer && unit === focus.unit);
}

/** @param {Context} ctx @param {NetworkOptions} options @param {LinkHit} link */
function drawLinkFocus(ctx, { layout, theme }, { layer, from, to }) {
  const source = findUnit(layout, layer - 1, from);
  const target = findUnit(layout, layer, to);
  if (!source || !target) return;
  ctx.beginPath();
  traceLink(ctx, linkCurve(source, target, layout.size));
  ctx.strokeStyle = theme.accent;
  ctx.lineWidth = 2.5;
  ctx.stroke();
}

/**
 * All shown maps are coloured into one atlas, handed to the browser once, and copied out of it.
 * @param {Context} ctx @param {NetworkOptions} options
 */
function drawMaps(ctx, { layout, scale, theme, maps, columns, rows, drawUnit }) {
  const { size, nodes } = layout;
  for (const node of nodes) {
    const box = { x: node.x - size / 2, y: node.y - size / 2, width: size, height: size };
    ctx.fillStyle = theme.background;
    ctx.fillRect(box.x, box.y, size, size);
    drawUnit?.(ctx, node, box);
  }
  if (!maps || drawUnit) return;
  const stride = Math.max(1, Math.floor(Math.min(columns, rows) / (size * scale)));
  const width = sampled(columns, stride);
  const height = sampled(rows, stride);
  const atlasRows = Math.ceil(nodes.length / ATLAS_COLUMNS);
  const raster = borrowRaster(ATLAS_COLUMNS * width, atlasRows * height);
  const firstMaps = firstMapOf(layout);
  nodes.forEach(({ layer, unit, x, y }, index) => {
    const offset = ((firstMaps[layer + 1] ?? 0) + unit) * columns * rows;
    const grid = { values: maps, offset, columns, rows, stride };
    const range = OUTPUT_RANGES[layout.columns[layer + 1]?.activation ?? ''] ?? ownRange(grid);
    const left = (index % ATLAS_COLUMNS) * width;
    const top = Math.floor(index / ATLAS_COLUMNS) * height;
    const complete = paintGrid(raster, grid, theme.unit, range, { left, top });
    if (!complete) hatch(ctx, { x: x - size / 2, y: y - size / 2, width: size, height: size }, theme.hatch, 5);
  });
  raster.context.putImageData(raster.image, 0, 0);
  ctx.imageSmoothingEnabled = true;
  nodes.forEach(({ x, y }, index) => {
    const left = (index % ATLAS_COLUMNS) * width;
    const top = Math.floor(index / ATLAS_COLUMNS) * height;
    // Half a cell less at each side: the neighbouring map must not bleed in.
    ctx.drawImage(raster.canvas, left + 0.5, top + 0.5, width - 1, height - 1, x - size / 2, y - size / 2, size, size);
  });
}

/** Index of each column's first map. @param {NetworkLayout} layout */
function firstMapOf({ columns }) {
  let sum = 0;
  return columns.map(({ units }) => (sum += units) - units);
}

/**
 * The largest value's range, around zero, and never less than ±1: a silent unit looks silent.
 * @param {import('./raster.js').Grid} grid @returns {Range}
 */
function ownRange({ values, offset = 0, columns, rows, stride = 1 }) {
  let largest = 1;
  for (let i = offset; i < offset + columns * rows; i += stride) {
    const size = Math.abs(/** @type {number} */ (values[i]));
    if (size > largest && size < Infinity) largest = size;
  }
  return [-largest, largest];
}

/** @param {Context} ctx @param {NetworkOptions} options */
function drawFrames(ctx, { layout, theme, selected, hover }) {
  const { size, nodes, columns } = layout;
  const outputLayer = columns.length - 2;
  for (const { layer, unit, x, y } of nodes) {
    const is = (/** @type {UnitHit | LinkHit | null | undefined} */ hit) =>
      hit?.kind === 'unit' && hit.layer === layer && hit.unit === unit;
    const marked = is(selected) || is(hover);
    ctx.lineWidth = is(selected) ? 3 : marked || layer === outputLayer ? 2 : 1;
    ctx.strokeStyle = marked ? theme.accent : layer === outputLayer ? theme.text : theme.rule;
    const outset = ctx.lineWidth / 2;
    ctx.strokeRect(x - size / 2 - outset, y - size / 2 - outset, size + 2 * outset, size + 2 * outset);
  }
}

/**
 * A bias is a bar from the middle: to the right and blue for positive, to the left and vermillion for negative.
 * @param {Context} ctx @param {NetworkOptions} options
 */
function drawBiases(ctx, { layout, theme, parameters, parameterOffsets }) {
  const half = layout.size / 2;
  for (const { layer, unit, x, y } of layout.nodes) {
    const offset = parameterOffsets[layer]?.biases;
    if (offset === undefined) continue;
    const bias = parameters[offset + unit] ?? NaN;
    const top = y + half + 6;
    ctx.fillStyle = theme.grid;
    ctx.fillRect(x - half, top + 1, layout.size, 2);
    const length = half * Math.min(Math.abs(bias) / STRONGEST_BIAS, 1);
    ctx.fillStyle = bias < 0 ? theme.negative : theme.positive;
    if (!Number.isNaN(bias)) ctx.fillRect(bias < 0 ? x - length : x, top, length, 4);
    ctx.fillStyle = theme.muted;
    ctx.fillRect(x - 0.5, top - 1.5, 1, 7);
  }
}

/** @param {Context} ctx @param {NetworkOptions} options */
function drawTexts(ctx, { layout, theme }) {
  ctx.textAlign = 'center';
  ctx.textBaseline = 'top';
  ctx.fillStyle = theme.text;
  for (const { label, x, y } of layout.nodes) {
    const room = Math.min(layout.columnWidth - 6, 2 * x);
    if (label) ctx.fillText(fitText(ctx, label, room), x, y + layout.size / 2 + (BELOW - 11));
  }
  ctx.fillStyle = theme.muted;
  for (const { more, x } of layout.columns) {
    if (more) drawMore(ctx, more, x, layout);
  }
}

/**
 * In one line where there is room, else in two; not beyond the edge.
 * @param {Context} ctx @param {{ y: number, text: string }} more @param {number} x @param {NetworkLayout} layout
 */
function drawMore(ctx, { y, text }, x, { width, columnWidth }) {
  const widthOf = (/** @type {string} */ line) => ctx.measureText(line).width;
  const lines = widthOf(text) <= Math.min(columnWidth - 4, 2 * x, 2 * (width - x)) ? [text] : text.split(/ (?=more|of)/);
  const half = Math.max(...lines.map(widthOf)) / 2;
  lines.forEach((line, index) => ctx.fillText(line, Math.min(Math.max(x, half), width - half), y - 6 + index * 13));
}
