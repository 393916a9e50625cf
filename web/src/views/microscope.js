/**
 * The numbers of one learning step on the network. What is looked at has the colours of its formula; what isn't computed yet is left out.
 */

import { beginDrawing, fitText } from './axes.js';
import { formatNumber } from './format.js';
import { cardOf, looseRows, port, wire } from './microscope-layout.js';
import { strengthOf, traceDashed, traceLink } from './network.js';

/**
 * @typedef {import('./types.js').Context} Context
 * @typedef {import('./types.js').Theme} Theme
 * @typedef {import('./microscope-layout.js').MicroscopeLayout} MicroscopeLayout
 * @typedef {import('./microscope-layout.js').Card} Card
 * @typedef {import('./microscope-layout.js').Row} Row
 * @typedef {import('./microscope-layout.js').Subject} Subject
 *
 * @typedef {object} MicroscopeScene
 * @property {MicroscopeLayout} layout
 * @property {number} scale                            device px per CSS px
 * @property {Theme} theme
 * @property {Record<string, string>} inks             colour of each kind of number, as in the formulas
 * @property {number} digits                           significant
 * @property {(place: string) => number} value         NaN where it isn't known yet; places as in the formulas: `delta:1:0`
 * @property {(place: string) => '' | 'used' | 'pointed'} mark
 * @property {(layer: number, unit: number) => string} nameOf
 * @property {string[]} heads                          above each column, inputs first, then the targets
 * @property {(layer: number, unit: number) => boolean} isCurrent   computed just now
 * @property {Subject} selected
 * @property {boolean} isMean                          of a mini-batch: no number is the product of others
 */

const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif';
const LINE = 15;
const SMALL_LINE = 13;

/** @param {Context} ctx @param {MicroscopeScene} scene */
export function drawMicroscope(ctx, scene) {
  const { layout, scale } = scene;
  beginDrawing(ctx, scale);
  ctx.clearRect(0, 0, layout.width, layout.height);
  ctx.textBaseline = 'middle';
  drawHeads(ctx, scene);
  drawLinks(ctx, scene);
  drawPlates(ctx, scene);
  for (const { cards } of layout.columns) for (const card of cards) drawCard(ctx, scene, card);
  for (const card of layout.targets) drawTarget(ctx, scene, card);
  for (const row of layout.rows) drawRow(ctx, scene, row);
  for (const row of looseRows(layout, scene.selected)) drawLooseRow(ctx, scene, row);
}

/** @param {Context} ctx @param {MicroscopeScene} scene */
function drawHeads(ctx, { layout, theme, heads }) {
  ctx.font = `500 12px ${FONT}`;
  ctx.fillStyle = theme.muted;
  ctx.textAlign = 'center';
  layout.columns.forEach(({ x }, index) => ctx.fillText(heads[index] ?? '', x, layout.head / 2));
  const target = layout.targets[0];
  if (target) ctx.fillText(heads.at(-1) ?? '', target.x, layout.head / 2);
  if (!layout.full) return;
  ctx.font = `11px ${FONT}`;
  for (const { cards } of layout.columns.slice(1)) {
    const row = layout.rows.find(({ layer, to }) => layer === cards[0]?.layer && to === cards[0].unit);
    if (!row) continue;
    ctx.textAlign = 'left';
    ctx.fillText('weight', row.x + 4, layout.head / 2);
    ctx.textAlign = 'right';
    ctx.fillText('∂E/∂w', row.x + row.width - 4, layout.head / 2);
  }
}

/** Whether the subject's numbers go through a link. @param {Subject} subject @param {number} layer @param {number} to @param {number} from */
function touches(subject, layer, to, from) {
  if (subject.kind === 'loss') return false;
  if (subject.kind === 'weight') return subject.layer === layer && subject.to === to && subject.from === from;
  const feeds = subject.layer === layer && subject.unit === to;
  return feeds || (subject.kind === 'unit' && subject.layer === layer - 1 && subject.unit === from);
}

/** Weak ones first, those of the subject last. @param {Context} ctx @param {MicroscopeScene} scene */
function drawLinks(ctx, scene) {
  const { layout, theme, value, selected, mark } = scene;
  /** @type {Map<string, { level: number, lit: boolean, negative: boolean, curves: ReturnType<typeof wire>[] }>} */
  const groups = new Map();
  const rows = layout.full ? layout.rows : [];
  for (const { layer, cards } of layout.columns.slice(1)) {
    const sources = layout.columns[layer]?.cards ?? [];
    for (const target of cards) {
      sources.forEach((source, slot) => {
        const place = `weight:${layer}:${target.unit}:${source.unit}`;
        const weight = value(place);
        const lit = touches(selected, layer, target.unit, source.unit) || mark(place) === 'pointed';
        const level = strengthOf(weight);
        const row = rows.find((other) => other.layer === layer && other.to === target.unit && other.from === source.unit);
        const curve = wire(source, row ?? port(target, slot, sources.length));
        const key = `${lit}${weight < 0}${level}`;
        const group = groups.get(key) ?? { level, lit, negative: weight < 0, curves: [] };
        group.curves.push(curve);
        groups.set(key, group);
      });
    }
  }
  for (const { level, lit, negative, curves } of [...groups.values()].sort((a, b) => Number(a.lit) - Number(b.lit) || a.level - b.level)) {
    ctx.strokeStyle = negative ? theme.negative : theme.positive;
    ctx.globalAlpha = lit ? 1 : 0.18 + 0.05 * level;
    ctx.lineWidth = Math.max(lit ? 1.5 : 1, (level - 1) * 0.6);
    ctx.beginPath();
    for (const curve of curves) (negative ? traceDashed : traceLink)(ctx, curve);
    ctx.stroke();
  }
  ctx.globalAlpha = 1;
}

/** @param {Subject} selected @param {Row} row */
function isSelectedRow(selected, { layer, to, from }) {
  if (from === null) return selected.kind === 'bias' && selected.layer === layer && selected.unit === to;
  return selected.kind === 'weight' && touches(selected, layer, to, from);
}

/**
 * A weight and its gradient, or a bias and its own; they stand between link and card.
 * @param {Context} ctx @param {MicroscopeScene} scene @param {Row} row
 */
function drawRow(ctx, scene, row) {
  const { theme, inks, selected } = scene;
  const { layer, to, from, x, y, width, height } = row;
  const place = from === null ? `bias:${layer}:${to}` : `weight:${layer}:${to}:${from}`;
  if (isSelectedRow(selected, row)) plate(ctx, { x, y: y - height / 2, width, height, radius: 4 }, theme.background, theme.accent);
  ctx.font = `11px ${FONT}`;
  if (from === null) {
    ctx.textAlign = 'right';
    ctx.fillStyle = inks.bias ?? theme.muted;
    ctx.fillText('b', x - 2, y);
  }
  figure(ctx, scene, { place, x: x + 4, y, align: 'left', ink: inks.weight ?? theme.text, room: 4 });
  figure(ctx, scene, { place: gradientOf(place), x: x + width - 4, y, align: 'right', ink: inks.gradient ?? theme.text, room: 4 });
}

/** @param {string} place of a weight or a bias */
const gradientOf = (place) => place.replace(/^(weight|bias)/, 'gradient');

/** The weight above, its gradient below, with as many digits as the gap takes. @param {Context} ctx @param {MicroscopeScene} scene @param {Row} row */
function drawLooseRow(ctx, scene, row) {
  const { theme, inks, selected, value } = scene;
  const { layer, to, from, x, y, width, height } = row;
  const place = `weight:${layer}:${to}:${from}`;
  const digits = Math.max(2, Math.min(scene.digits, Math.floor(width / 6) - 4));
  const both = !Number.isNaN(value(gradientOf(place)));
  const box = { x, y: y - height / 2, width, height, radius: 4 };
  plate(ctx, box, theme.background, isSelectedRow(selected, row) ? theme.accent : theme.grid, isSelectedRow(selected, row) ? 2 : 1);
  ctx.font = `10px ${FONT}`;
  const right = x + width - 3;
  figure(ctx, { ...scene, digits }, { place, x: right, y: both ? y - 6 : y, align: 'right', ink: inks.weight ?? theme.text });
  figure(ctx, { ...scene, digits }, { place: gradientOf(place), x: right, y: y + 7, align: 'right', ink: inks.gradient ?? theme.text });
}

/** All cards in one stroke: a path each would take most of the time. @param {Context} ctx @param {MicroscopeScene} scene */
function drawPlates(ctx, { layout, theme }) {
  ctx.beginPath();
  for (const { x, y, width, height } of [...layout.columns.flatMap(({ cards }) => cards), ...layout.targets]) {
    ctx.roundRect(x - width / 2, y - height / 2, width, height, 7);
  }
  ctx.fillStyle = theme.background;
  ctx.fill();
  ctx.strokeStyle = theme.rule;
  ctx.lineWidth = 1;
  ctx.stroke();
}

/** @param {Context} ctx @param {MicroscopeScene} scene @param {Card} card */
function drawCard(ctx, scene, card) {
  const { layout, theme, nameOf, selected, isCurrent } = scene;
  const { layer, unit, x, y, width, height } = card;
  const isSelected = selected.kind === 'unit' && selected.layer === layer && selected.unit === unit;
  const left = x - width / 2;
  const top = y - height / 2;
  if (isSelected) plate(ctx, { x: left, y: top, width, height, radius: 7 }, theme.background, theme.accent, 2.5);
  if (isCurrent(layer, unit)) tint(ctx, { x: left, y: top, width, height, radius: 7 }, theme.accent);
  const line = layout.full ? LINE : SMALL_LINE;
  const kinds = layer < 0 ? ['output'] : ['net', 'output', 'delta'];
  const first = top + (layout.full ? 13 : 10);
  ctx.font = `600 ${layout.full ? 12 : 11}px ${FONT}`;
  ctx.textAlign = 'left';
  ctx.fillStyle = theme.text;
  const inline = layer < 0 && !layout.full;
  ctx.fillText(fitText(ctx, nameOf(layer, unit), width - (inline ? 51 : 12)), left + 7, inline ? y : first);
  kinds.forEach((kind, index) => labelled(ctx, scene, { kind, layer, unit, left, width, y: inline ? y : first + (index + 1) * line + 1, named: !inline }));
  if (layer >= 0 && layout.full) drawSplit(ctx, scene, card, first + 4 * line);
}

const letters = { net: 'net', output: 'o', delta: 'δ', target: 't', loss: 'E', signal: '∂E/∂o' };

/**
 * A name on the left and its number on the right of a card.
 * @param {Context} ctx @param {MicroscopeScene} scene
 * @param {{ kind: string, layer: number, unit: number, left: number, width: number, y: number, named?: boolean }} options
 */
function labelled(ctx, scene, { kind, layer, unit, left, width, y, named = true }) {
  const { theme, inks, layout, value } = scene;
  const place = kind === 'loss' ? 'loss:' : kind === 'target' ? `target:${unit}` : `${kind}:${layer}:${unit}`;
  ctx.font = `${layout.full ? 12 : 11}px ${FONT}`;
  if (named) {
    ctx.textAlign = 'left';
    ctx.fillStyle = inks[kind] ?? theme.muted;
    ctx.globalAlpha = Number.isNaN(value(place)) ? 0.45 : 1;
    const input = kind === 'output' && layer < 0;
    ctx.fillText(input ? 'x' : letters[/** @type {keyof typeof letters} */ (kind)], left + 7, y);
    ctx.globalAlpha = 1;
  }
  figure(ctx, scene, { place, x: left + width - 7, y, align: 'right', ink: inks[kind] ?? theme.text, ...(kind === 'signal' ? { room: 4 } : {}) });
}

/** What δ is the product of. @param {Context} ctx @param {MicroscopeScene} scene @param {Card} card @param {number} y */
function drawSplit(ctx, scene, { layer, unit, x, width }, y) {
  const { theme, inks, value } = scene;
  if (Number.isNaN(value(`delta:${layer}:${unit}`))) return;
  ctx.font = `11px ${FONT}`;
  const slope = `slope:${layer}:${unit}`;
  const end = x + width / 2 - 7;
  const room = 4;
  const slopeWidth = ctx.measureText(fitting(value(slope), scene.digits, scene.digits + room)).width;
  figure(ctx, scene, { place: slope, x: end, y, align: 'right', ink: inks.slope ?? theme.text, room });
  ctx.textAlign = 'right';
  ctx.fillStyle = theme.muted;
  if (!scene.isMean) ctx.fillText('×', end - slopeWidth - 3, y);
  figure(ctx, scene, { place: `signal:${layer}:${unit}`, x: end - slopeWidth - 15, y, align: 'right', ink: inks.signal ?? theme.text, room });
}

/** @param {Context} ctx @param {MicroscopeScene} scene @param {Card} card */
function drawTarget(ctx, scene, card) {
  const { layout, theme, selected } = scene;
  const { layer, unit, x, y, width, height } = card;
  const left = x - width / 2;
  const source = cardOf(layout, layer, unit);
  if (source) {
    ctx.strokeStyle = theme.rule;
    ctx.lineWidth = 1;
    ctx.beginPath();
    ctx.moveTo(source.x + source.width / 2, y);
    ctx.lineTo(left, y);
    ctx.stroke();
  }
  if (selected.kind === 'loss') plate(ctx, { x: left, y: y - height / 2, width, height, radius: 7 }, theme.background, theme.accent, 2.5);
  const step = layout.full ? 17 : 13;
  labelled(ctx, scene, { kind: 'target', layer, unit, left, width, y: y - step });
  if (unit === layout.targets[0]?.unit) labelled(ctx, scene, { kind: 'loss', layer, unit, left, width, y });
  labelled(ctx, scene, { kind: 'signal', layer, unit, left, width, y: y + step });
}

/**
 * A number at its place, in bold on a tint where the formula uses it.
 * @param {Context} ctx @param {MicroscopeScene} scene
 * @param {{ place: string, x: number, y: number, align: 'left' | 'right', ink: string, room?: number }} options  room: letters beyond the digits
 */
function figure(ctx, { theme, digits, value, mark, layout }, { place, x, y, align, ink, room = layout.full ? 5 : 4 }) {
  const number = value(place);
  if (Number.isNaN(number)) return;
  const text = fitting(number, digits, digits + room);
  const marked = mark(place);
  const font = ctx.font;
  if (marked) ctx.font = `700 ${font.replace(/^\d00 /, '')}`;
  if (marked) {
    const width = ctx.measureText(text).width + 6;
    const left = align === 'left' ? x - 3 : x - width + 3;
    const box = { x: left, y: y - 7.5, width, height: 15, radius: 4 };
    if (marked === 'pointed') plate(ctx, box, theme.background, ink, 2);
    else tint(ctx, box, ink);
  }
  ctx.textAlign = align;
  ctx.fillStyle = marked ? ink : theme.text;
  ctx.fillText(text, x, y);
  ctx.font = font;
}

/** With fewer digits where a number would be too long, at last as a power. @param {number} number @param {number} digits @param {number} letters @returns {string} */
function fitting(number, digits, letters) {
  const text = formatNumber(number, digits);
  if (text.length <= letters) return text;
  if (digits > 2) return fitting(number, digits - 1, letters);
  const power = number.toExponential(1).replaceAll('-', '−').replace('+', '');
  return power.length < text.length ? power : text;
}

/** @typedef {{ x: number, y: number, width: number, height: number, radius: number }} Box */

/** @param {Context} ctx @param {Box} box @param {string} fill @param {string | null} stroke @param {number} [lineWidth] */
function plate(ctx, { x, y, width, height, radius }, fill, stroke, lineWidth = 1.5) {
  ctx.beginPath();
  ctx.roundRect(x, y, width, height, radius);
  ctx.fillStyle = fill;
  ctx.fill();
  if (!stroke) return;
  ctx.strokeStyle = stroke;
  ctx.lineWidth = lineWidth;
  ctx.stroke();
}

/** @param {Context} ctx @param {Box} box @param {string} color */
function tint(ctx, { x, y, width, height, radius }, color) {
  ctx.beginPath();
  ctx.roundRect(x, y, width, height, radius);
  ctx.fillStyle = color;
  ctx.globalAlpha = 0.13;
  ctx.fill();
  ctx.globalAlpha = 1;
}
