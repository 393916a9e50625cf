/** What is looked at, above the numbers: its outline, its links, and where they have no rows of their own the weights on them. */

import { beginDrawing } from './axes.js';
import { boxOf, drawFigure, drawPlate, fitting } from './microscope-figures.js';
import { cardOf, looseRows } from './microscope-layout.js';
import { strokeLinks } from './microscope-links.js';

/**
 * @typedef {import('./types.js').Context} Context
 * @typedef {import('./microscope.js').MicroscopeScene} MicroscopeScene
 * @typedef {import('./microscope-links.js').Link} Link
 * @typedef {import('./microscope-layout.js').Row} Row
 * @typedef {import('./microscope-layout.js').Subject} Subject
 */

/** @param {Context} ctx @param {MicroscopeScene} scene @param {Link[]} links */
export function drawFocus(ctx, scene, links) {
  const { layout, scale, selected, mark, value } = scene;
  beginDrawing(ctx, scale);
  ctx.clearRect(0, 0, layout.width, layout.height);
  ctx.textBaseline = 'middle';
  const lit = links.filter((link) => touches(selected, link) || mark(link.place) === 'pointed');
  strokeLinks(ctx, scene.theme, lit, lit.map(({ place }) => value(place)), { isLit: true });
  drawOutline(ctx, scene);
  for (const row of looseRows(layout, selected)) drawLooseRow(ctx, scene, row);
}

/** Whether the subject's numbers go through a link. @param {Subject} subject @param {{ layer: number, to: number, from: number | null }} link */
function touches(subject, { layer, to, from }) {
  if (subject.kind === 'loss') return false;
  if (subject.kind === 'weight') return subject.layer === layer && subject.to === to && subject.from === from;
  const feeds = subject.layer === layer && subject.unit === to;
  return feeds || (subject.kind === 'unit' && subject.layer === layer - 1 && subject.unit === from);
}

/** @param {Subject} selected @param {Row} row */
function isSelectedRow(selected, { layer, to, from }) {
  if (from === null) return selected.kind === 'bias' && selected.layer === layer && selected.unit === to;
  return selected.kind === 'weight' && touches(selected, { layer, to, from });
}

/** @param {Context} ctx @param {MicroscopeScene} scene */
function drawOutline(ctx, { layout, theme, selected }) {
  const card = selected.kind === 'unit' ? cardOf(layout, selected.layer, selected.unit) : undefined;
  for (const looked of selected.kind === 'loss' ? layout.targets : card ? [card] : []) drawPlate(ctx, boxOf(looked), null, theme.accent, 2.5);
  for (const row of layout.rows) {
    const { x, y, width, height } = row;
    if (isSelectedRow(selected, row)) drawPlate(ctx, { x, y: y - height / 2, width, height, radius: 4 }, null, theme.accent);
  }
}

/** The weight above, its gradient below, with as many digits as the gap takes. @param {Context} ctx @param {MicroscopeScene} scene @param {Row} row */
function drawLooseRow(ctx, scene, row) {
  const { theme, inks, selected, value, mark } = scene;
  const { layer, to, from, x, y, width, height } = row;
  const where = `${layer}:${to}:${from}`;
  const digits = Math.max(2, Math.min(scene.digits, Math.floor(width / 6) - 4));
  const both = !Number.isNaN(value(`gradient:${where}`));
  const isSelected = isSelectedRow(selected, row);
  drawPlate(ctx, { x, y: y - height / 2, width, height, radius: 4 }, theme.background, isSelected ? theme.accent : theme.grid, isSelected ? 2 : 1);
  for (const { kind, middle } of [{ kind: 'weight', middle: both ? y - 6 : y }, { kind: 'gradient', middle: y + 7 }]) {
    const number = value(`${kind}:${where}`);
    if (Number.isNaN(number)) continue;
    drawFigure(ctx, scene, {
      text: fitting(number, digits, digits + 4), marked: mark(`${kind}:${where}`), size: 10, x: x + width - 3, y: middle, align: 'right',
      ink: inks[kind] ?? theme.text,
    });
  }
}
