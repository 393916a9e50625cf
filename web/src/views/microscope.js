/**
 * The numbers of one learning step on the network. What is looked at has the colours of its formula; what isn't computed yet is left out.
 * Two layers: links, cards and numbers below; above them what is looked at. Of the lower one only what has changed is drawn again, since most
 * steps change few of its hundreds of texts.
 */

import { beginDrawing, fitText } from './axes.js';
import { cellsOf, drawCell, nameLine, readingsOf } from './microscope-cells.js';
import { boxOf, drawPlate, drawTint, FONT } from './microscope-figures.js';
import { drawFocus } from './microscope-focus.js';
import { cardOf } from './microscope-layout.js';
import { linksOf, lookOf, strokeLinks } from './microscope-links.js';

/**
 * @typedef {import('./types.js').Context} Context
 * @typedef {import('./types.js').Theme} Theme
 * @typedef {import('./microscope-layout.js').MicroscopeLayout} MicroscopeLayout
 * @typedef {import('./microscope-layout.js').Card} Card
 * @typedef {import('./microscope-layout.js').Subject} Subject
 *
 * @typedef {object} MicroscopeScene
 * @property {MicroscopeLayout} layout
 * @property {number} scale                            device px per CSS px
 * @property {Theme} theme
 * @property {Record<string, string>} inks             colour of each kind of number, as in the formulas
 * @property {number} digits                           significant
 * @property {ArrayLike<number>} parameters           that the weights come from; with others it is another array
 * @property {(place: string) => number} value         NaN where it isn't known yet; places as in the formulas: `delta:1:0`
 * @property {(place: string) => '' | 'used' | 'pointed'} mark
 * @property {(layer: number, unit: number) => string} nameOf
 * @property {string[]} heads                          above each column, inputs first, then the targets
 * @property {(layer: number, unit: number) => boolean} isCurrent   computed just now
 * @property {Subject} selected
 * @property {boolean} isMean                          of a mini-batch: no number is the product of others
 */

/** One drawing, with what it shows. */
export class MicroscopeDrawing {
  /** What the links and empty cards were drawn with. @type {{ of: unknown[], parameters: ArrayLike<number>, looks: number[] }} */
  #ground = { of: [], parameters: [], looks: [] };
  /** @type {{ layout: MicroscopeLayout | null, cells: import('./microscope-cells.js').Cell[], links: import('./microscope-links.js').Link[] }} */
  #plan = { layout: null, cells: [], links: [] };
  /** Cards with a tint. @type {Set<Card>} */ #tinted = new Set();
  /** What each line says. @type {string[]} */ #said = [];

  /** @param {Context} below @param {Context} above @param {MicroscopeScene} scene */
  draw(below, above, scene) {
    const { layout, scale } = scene;
    if (this.#plan.layout !== layout) this.#plan = { layout, cells: cellsOf(layout), links: linksOf(layout) };
    beginDrawing(below, scale);
    below.textBaseline = 'middle';
    this.#drawGround(below, scene);
    this.#drawTints(below, scene);
    this.#drawCells(below, scene);
    drawFocus(above, scene, this.#plan.links);
  }

  /** Most changes leave the weights as they are: then there is no need to look at hundreds of links. @param {Context} ctx @param {MicroscopeScene} scene */
  #drawGround(ctx, scene) {
    const { layout, scale, theme, heads, parameters, value } = scene;
    const { links } = this.#plan;
    const of = [ctx, layout, scale, theme, ...heads];
    const isSame = areAlike(of, this.#ground.of);
    if (isSame && parameters === this.#ground.parameters) return;
    const weights = links.map(({ place }) => value(place));
    const looks = weights.map(lookOf);
    const looksSame = isSame && areAlike(looks, this.#ground.looks);
    this.#ground = { of, parameters, looks };
    if (looksSame) return;
    this.#tinted = new Set();
    this.#said = [];
    ctx.clearRect(0, 0, layout.width, layout.height);
    drawHeads(ctx, scene);
    strokeLinks(ctx, theme, links, weights, { isLit: false });
    drawTargetLines(ctx, scene);
    drawPlates(ctx, scene);
    for (const { cards } of layout.columns) for (const card of cards) drawName(ctx, scene, card);
    for (const row of layout.rows) if (row.from === null) drawBiasLetter(ctx, scene, row);
  }

  /** Of what has been computed just now. @param {Context} ctx @param {MicroscopeScene} scene */
  #drawTints(ctx, scene) {
    const { layout, theme, isCurrent } = scene;
    for (const card of layout.columns.flatMap(({ cards }) => cards)) {
      const isTinted = isCurrent(card.layer, card.unit);
      if (isTinted === this.#tinted.has(card)) continue;
      drawPlate(ctx, boxOf(card, 2), theme.background, null);   // inside of the outline, which stays
      if (isTinted) drawTint(ctx, boxOf(card, 2), theme.accent);
      if (isTinted) this.#tinted.add(card);
      else this.#tinted.delete(card);
      drawName(ctx, scene, card);
    }
  }

  /** @param {Context} ctx @param {MicroscopeScene} scene */
  #drawCells(ctx, scene) {
    this.#plan.cells.forEach((cell, index) => {
      const isTinted = cell.card !== null && this.#tinted.has(cell.card);
      const readings = readingsOf(cell, scene);
      const said = `${readings.join('|')}${isTinted}${scene.isMean}`;
      if (said === this.#said[index]) return;
      this.#said[index] = said;
      drawCell(ctx, scene, cell, readings, isTinted);
    });
  }
}

/** @param {unknown[]} a @param {unknown[]} b */
const areAlike = (a, b) => a.length === b.length && a.every((part, index) => Object.is(part, b[index]));

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
function drawName(ctx, { layout, theme, nameOf }, card) {
  const { layer, unit, x, width } = card;
  if (layer < 0 && !layout.full) return;   // it stands in the line of the number
  ctx.font = `600 ${layout.full ? 12 : 11}px ${FONT}`;
  ctx.textAlign = 'left';
  ctx.fillStyle = theme.text;
  ctx.fillText(fitText(ctx, nameOf(layer, unit), width - 12), x - width / 2 + 7, nameLine(layout, card));
}

/** From the outputs to their targets. @param {Context} ctx @param {MicroscopeScene} scene */
function drawTargetLines(ctx, { layout, theme }) {
  ctx.beginPath();
  for (const { layer, unit, x, y, width } of layout.targets) {
    const source = cardOf(layout, layer, unit);
    if (!source) continue;
    ctx.moveTo(source.x + source.width / 2, y);
    ctx.lineTo(x - width / 2, y);
  }
  ctx.strokeStyle = theme.rule;
  ctx.lineWidth = 1;
  ctx.stroke();
}

/** @param {Context} ctx @param {MicroscopeScene} scene @param {{ x: number, y: number }} row */
function drawBiasLetter(ctx, { theme, inks }, { x, y }) {
  ctx.font = `11px ${FONT}`;
  ctx.textAlign = 'right';
  ctx.fillStyle = inks.bias ?? theme.muted;
  ctx.fillText('b', x - 2, y);
}
