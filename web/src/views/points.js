/**
 * The examples. Every class has a shape and a colour of its own: class 0 a vermillion triangle, class 1 a blue circle;
 * training examples are filled, test examples hollow. For regression all are circles, coloured by their target.
 */

import { beginDrawing } from './axes.js';
import { rampColor } from './colors.js';

/**
 * @typedef {import('./types.js').Context} Context
 * @typedef {import('./types.js').Points} Points
 * @typedef {import('./types.js').Theme} Theme
 * @typedef {Pick<import('./boundary.js').BoundaryLayout, 'plot' | 'toX' | 'toY'>} Placement
 */

/** @typedef {readonly (readonly [number, number])[] | null} Shape   corners for a marker of radius 1; null: a circle */

/** @param {number} x @param {number} y @returns {readonly [number, number]} */
const corner = (x, y) => [x, y];
/** @param {number} corners @param {number} turn  of the first corner, clockwise from the top, in full turns @param {number} size */
const polygon = (corners, turn, size) => Array.from({ length: corners }, (_, i) => {
  const angle = 2 * Math.PI * (i / corners + turn);
  return corner(size * Math.sin(angle), -size * Math.cos(angle));
});
const triangle = [corner(0, -1.35), corner(1.35, 1.08), corner(-1.35, 1.08)];   // of the area of its circle
const star = polygon(10, 0, 1).map(([x, y], i) => (i % 2 ? corner(x * 0.65, y * 0.65) : corner(x * 1.5, y * 1.5)));

/** The shape of each class. @type {readonly Shape[]} */
const classShapes = [
  triangle, null, polygon(4, 1 / 8, 1.25), polygon(4, 0, 1.35), triangle.map(([x, y]) => corner(x, -y)),
  polygon(5, 0, 1.2), triangle.map(([x, y]) => corner(y, x)), polygon(6, 1 / 12, 1.15), triangle.map(([x, y]) => corner(-y, x)), star,
];

/** @param {number | null} label @returns {Shape} null: a number, not a class */
const shapeOf = (label) => (label === null ? null : classShapes[label % classShapes.length] ?? null);

/** As an SVG path about (0, 0) with radius 1. @param {number} label */
export function markerPath(label) {
  const shape = shapeOf(label);
  return shape ? `M${shape.map((at) => at.join()).join('L')}Z` : 'M-1,0A1,1,0,1,1,1,0A1,1,0,1,1-1,0Z';
}

/** Width of the line of a hollow marker (CSS px). */
const RING = 1.5;

/** The marker's share of the plot's side, within sizes that can be told apart. @param {number} side  CSS px */
export const markerRadius = (side) => Math.min(Math.max(side / 110, 2), 4.5);

/**
 * Traces one marker.
 * @param {Context} ctx @param {number | null} label  class; null: a number @param {number} x @param {number} y @param {number} radius
 */
export function traceMarker(ctx, label, x, y, radius) {
  const shape = shapeOf(label);
  if (!shape) {
    ctx.moveTo(x + radius, y);
    ctx.arc(x, y, radius, 0, 2 * Math.PI);
    return;
  }
  shape.forEach(([dx, dy], i) => {
    if (i === 0) ctx.moveTo(x + dx * radius, y + dy * radius);
    else ctx.lineTo(x + dx * radius, y + dy * radius);
  });
  ctx.closePath();
}

/**
 * @typedef {object} Marker
 * @property {number | null} label   class; null: a number
 * @property {string} color
 * @property {string} outline   the other luminance, so that the marker stands out wherever it lies
 * @property {number} edge      width of the outline, CSS px
 * @property {boolean} filled   training example
 * @property {number} x         CSS px
 * @property {number} y         CSS px
 * @property {number} radius    CSS px
 */

/**
 * One marker as the key and the plot show it.
 * @param {Context} ctx @param {Marker} marker
 */
export function drawMarker(ctx, { label, color, outline, edge, filled, x, y, radius }) {
  ctx.beginPath();
  traceMarker(ctx, label, x, y, radius);
  ctx.lineJoin = 'round';
  if (filled) {
    ctx.lineWidth = 2 * edge;
    ctx.strokeStyle = outline;
    ctx.stroke();
    ctx.fillStyle = color;
    ctx.fill();
    return;
  }
  ctx.lineWidth = RING + 2 * edge;
  ctx.strokeStyle = outline;
  ctx.stroke();
  ctx.lineWidth = RING;
  ctx.strokeStyle = color;
  ctx.stroke();
}

/** @param {Theme} theme @param {number} label */
export const classColor = (theme, label) => theme.classes[label % theme.classes.length] ?? theme.text;

/**
 * How an example of a class, or of a number, looks. A target near the middle has the colour of the field: its outline is that of text.
 * @param {Theme} theme @param {number | null} label @param {number} target @param {import('./types.js').Range} range
 */
export const styleOf = (theme, label, target, range) => (label === null
  ? { label, color: rampColor(theme, 'unit', target, range), outline: theme.text, edge: 0.5 }
  : { label, color: classColor(theme, label), outline: theme.markerOutline, edge: 0.75 });

/**
 * Draws over what is there. Points outside the plot are left out.
 * @param {Context} ctx
 * @param {object} options
 * @param {Placement} options.layout
 * @param {number} options.scale       device px per CSS px
 * @param {Theme} options.theme
 * @param {Points} options.points
 * @param {boolean} options.showTest
 * @param {import('./types.js').Range} options.range   of the targets' colours (regression)
 * @param {number} [options.radius]    CSS px
 */
export function drawPoints(ctx, { layout, scale, theme, points, showTest, range, radius }) {
  const { plot } = layout;
  const size = radius ?? markerRadius(Math.min(plot.width, plot.height));
  beginDrawing(ctx, scale);
  ctx.save();
  ctx.beginPath();
  ctx.rect(plot.x, plot.y, plot.width, plot.height);
  ctx.clip();
  // Test examples first: what is trained on lies on top.
  if (showTest) drawGroup(ctx, layout, theme, points, range, size, false);
  drawGroup(ctx, layout, theme, points, range, size, true);
  ctx.restore();
}

/**
 * @param {Context} ctx @param {Placement} layout @param {Theme} theme @param {Points} points
 * @param {import('./types.js').Range} range @param {number} radius @param {boolean} train
 */
function drawGroup(ctx, { plot, toX, toY }, theme, { inputs, labels, targets, isTrain }, range, radius, train) {
  const outputs = targets.length / isTrain.length;
  for (let i = 0; i < isTrain.length; ++i) {
    if (Boolean(isTrain[i]) !== train) continue;
    const x = toX(inputs[2 * i] ?? NaN);
    const y = toY(inputs[2 * i + 1] ?? NaN);
    if (!(x > plot.x - radius && x < plot.x + plot.width + radius)) continue;
    drawMarker(ctx, { ...styleOf(theme, labels[i] ?? null, targets[i * outputs] ?? NaN, range), filled: train, x, y, radius });
  }
}

/**
 * The drawn example nearest to a place, or −1.
 * @param {Placement} layout @param {Points} points @param {boolean} showTest
 * @param {number} x CSS px @param {number} y CSS px @param {number} [reach] CSS px
 */
export function nearestPoint({ toX, toY }, { inputs, isTrain }, showTest, x, y, reach = 12) {
  let nearest = -1;
  let least = reach * reach;
  for (let i = 0; i < isTrain.length; ++i) {
    if (!showTest && !isTrain[i]) continue;
    const distance = (toX(inputs[2 * i] ?? NaN) - x) ** 2 + (toY(inputs[2 * i + 1] ?? NaN) - y) ** 2;
    if (distance <= least) {
      least = distance;
      nearest = i;
    }
  }
  return nearest;
}
