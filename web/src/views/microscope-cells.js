/**
 * The numbers in the drawing of the microscope and their labels. Each has a box of its own that nothing else reaches into, so that it is drawn
 * again alone: a number when it or its mark changes, its label hardly ever.
 */

import { fitText } from './axes.js';
import { drawFigure, drawTint, fitting, FONT } from './microscope-figures.js';

/**
 * @typedef {import('./types.js').Context} Context
 * @typedef {import('./microscope.js').MicroscopeScene} MicroscopeScene
 * @typedef {import('./microscope-layout.js').MicroscopeLayout} MicroscopeLayout
 * @typedef {import('./microscope-layout.js').Card} Card
 * @typedef {import('./microscope-layout.js').Row} Row
 *
 * @typedef {object} Cell
 * @property {string[]} places           whose numbers stand there, or the label of whose number; of two, the second left of the first
 * @property {string[]} kinds            of the numbers, for their inks
 * @property {string} label              instead of numbers
 * @property {Card | null} card          the unit whose tint lies beneath
 * @property {boolean} isName            instead of numbers, the unit's name
 * @property {boolean} onCard            else the page lies beneath
 * @property {number} size               of the font, CSS px
 * @property {number} room               letters beyond the digits
 * @property {'left' | 'right'} align
 * @property {number} x
 * @property {number} y
 * @property {number} width
 * @property {number} height
 */

const LINE = 15;
const SMALL_LINE = 13;
/** Between a card's edge and its text. */
const PAD = 7;
/** What a mark takes beside its number. */
const MARK = 3;
/** Between a card's edge and its lines; its outline is there. */
const EDGE = 2;

/** Of a label, with the space before it; others are a letter (em). @type {Record<string, number>} */
const labelRooms = { net: 2.1, '∂E/∂o': 3.4 };
const letterRoom = 1.25;
/** Beside the name of an input, for its number (CSS px). */
const numberRoom = 42;

const letters = { net: 'net', output: 'o', delta: 'δ', target: 't', loss: 'E', signal: '∂E/∂o' };

/** Of a card; on whole px, so that nothing remains at its edges. @param {MicroscopeLayout} layout @param {Card} card @param {number} y of the middle @param {Partial<Cell>} of @returns {Cell} */
function lineOf({ full }, card, y, of) {
  const height = full ? LINE : SMALL_LINE;
  return {
    places: [], kinds: [], label: '', card: card.kind === 'target' ? null : card, isName: false, onCard: true, size: full ? 12 : 11,
    room: full ? 5 : 4, align: 'right', x: Math.round(card.x - card.width / 2 + EDGE), y: Math.round(y - height / 2),
    width: Math.floor(card.width - 2 * EDGE), height, ...of,
  };
}

/** A number and what stands before it, a box for each. @param {Cell} line @param {Partial<Cell>} before @param {number} room of that @returns {Cell[]} */
const withBefore = (line, before, room) => [{ ...line, ...before, width: room }, { ...line, x: line.x + room, width: line.width - room }];

/** @param {Cell} line @param {string} label @returns {Cell[]} */
const labelled = (line, label) => withBefore(line, { label }, Math.round((labelRooms[label] ?? letterRoom) * line.size));

/** Where a unit's name stands. @param {MicroscopeLayout} layout @param {Card} card */
export const nameLine = ({ full }, { y, height }) => y - height / 2 + (full ? 13 : 9);

/** @param {MicroscopeLayout} layout @param {Card} card @returns {Cell[]} */
function cellsOfUnit(layout, card) {
  const { layer, unit, y } = card;
  const where = `${layer}:${unit}`;
  if (layer < 0 && !layout.full) {
    const number = lineOf(layout, card, y, { places: [`output:${where}`], kinds: ['output'] });
    return withBefore(number, { isName: true }, number.width - numberRoom);
  }
  const line = layout.full ? LINE : SMALL_LINE;
  const kinds = layer < 0 ? ['output'] : ['net', 'output', 'delta'];
  const first = nameLine(layout, card) + 1;
  const cells = kinds.flatMap((kind, index) => labelled(
    lineOf(layout, card, first + (index + 1) * line, { places: [`${kind}:${where}`], kinds: [kind] }),
    layer < 0 ? 'x' : letters[/** @type {keyof typeof letters} */ (kind)],
  ));
  if (layer < 0 || !layout.full) return cells;
  const split = { places: [`slope:${where}`, `signal:${where}`], kinds: ['slope', 'signal'], size: 11, room: 3 };
  return [...cells, lineOf(layout, card, first + 4 * line, split)];
}

/** @param {MicroscopeLayout} layout @param {Card} card @param {number} index @returns {Cell[]} */
function cellsOfTarget(layout, card, index) {
  const { layer, unit, y } = card;
  const step = layout.full ? 17 : 13;
  return [
    ...labelled(lineOf(layout, card, y - step, { places: [`target:${unit}`], kinds: ['target'] }), letters.target),
    ...(index === 0 ? labelled(lineOf(layout, card, y, { places: ['loss:'], kinds: ['loss'] }), letters.loss) : []),
    ...labelled(lineOf(layout, card, y + step, { places: [`signal:${layer}:${unit}`], kinds: ['signal'], room: 4 }), letters.signal),
  ];
}

/** A weight and its gradient, or a bias and its own; they stand between link and card. @param {Row} row @returns {Cell[]} */
function cellsOfRow({ layer, to, from, x, y, width }) {
  const where = from === null ? `${layer}:${to}` : `${layer}:${to}:${from}`;
  const half = { label: '', card: null, isName: false, onCard: false, size: 11, room: 4, y: Math.round(y - LINE / 2), height: LINE, width: width / 2 };
  return [
    { ...half, places: [`${from === null ? 'bias' : 'weight'}:${where}`], kinds: ['weight'], align: 'left', x },
    { ...half, places: [`gradient:${where}`], kinds: ['gradient'], align: 'right', x: x + width / 2 },
  ];
}

/** All of a drawing. @param {MicroscopeLayout} layout @returns {Cell[]} */
export function cellsOf(layout) {
  return [
    ...layout.columns.flatMap(({ cards }) => cards.flatMap((card) => cellsOfUnit(layout, card))),
    ...layout.targets.flatMap((card, index) => cellsOfTarget(layout, card, index)),
    ...layout.rows.flatMap(cellsOfRow),
  ];
}

/** What stands there without a number. @param {Cell} cell */
const isLabel = ({ label, isName }) => label !== '' || isName;

/**
 * What a cell says now: the text and the mark of each number; a text is '' where the number isn't known. A label doesn't say its number.
 * @param {Cell} cell @param {MicroscopeScene} scene @returns {string[]}
 */
export function readingsOf(cell, { value, mark, digits }) {
  const { places, room } = cell;
  if (isLabel(cell)) return places.map((place) => (Number.isNaN(value(place)) ? '' : 'known'));
  return places.flatMap((place) => {
    const number = value(place);
    return Number.isNaN(number) ? ['', ''] : [fitting(number, digits, digits + room), mark(place)];
  });
}

/** @param {Context} ctx @param {MicroscopeScene} scene @param {Cell} cell @param {string[]} readings @param {boolean} isTinted */
export function drawCell(ctx, scene, cell, readings, isTinted) {
  const { x, y, width, height, kinds } = cell;
  clearCell(ctx, scene, cell, isTinted);
  if (isLabel(cell)) return drawLabel(ctx, scene, cell, readings[0] !== '');
  if (kinds.length === 1) return drawLine(ctx, scene, cell, readings);
  ctx.save();   // a product may be too long in a wide font, and what leaves the box would stay
  ctx.beginPath();
  ctx.rect(x, y, width, height);
  ctx.clip();
  drawLine(ctx, scene, cell, readings);
  ctx.restore();
}

/** @param {Context} ctx @param {MicroscopeScene} scene @param {Cell} cell @param {string[]} readings */
function drawLine(ctx, scene, cell, readings) {
  const { x, y, width, height, kinds, size, align } = cell;
  if (readings[0] === '') return;
  const middle = y + height / 2;
  const { inks, theme } = scene;
  const edge = cell.onCard ? PAD - EDGE : 4;
  const line = { y: middle, align, size, height: Math.min(height, LINE), room: width - edge - MARK };
  let end = align === 'left' ? x + edge : x + width - edge;
  kinds.forEach((kind, index) => {
    const [text = '', marked = ''] = readings.slice(2 * index);
    if (index > 0) end = drawTimes(ctx, scene, end, middle, size, readings[0] ?? '');
    drawFigure(ctx, scene, { ...line, text, marked, x: end, ink: inks[kind] ?? theme.text });
  });
}

/**
 * Between the two numbers that δ is the product of; where the second one ends.
 * @param {Context} ctx
 * @param {MicroscopeScene} scene
 * @param {number} end of the first
 * @param {number} y
 * @param {number} size
 * @param {string} first
 */
function drawTimes(ctx, { theme, isMean }, end, y, size, first) {
  ctx.font = `${size}px ${FONT}`;
  const { width } = ctx.measureText(first);
  ctx.textAlign = 'right';
  ctx.fillStyle = theme.muted;
  if (!isMean) ctx.fillText('×', end - width - 3, y);
  return end - width - 15;
}

/** @param {Context} ctx @param {MicroscopeScene} scene @param {Cell} cell @param {boolean} isTinted */
function clearCell(ctx, { theme }, { x, y, width, height, onCard }, isTinted) {
  if (!onCard) {
    ctx.clearRect(x, y, width, height);
    return;
  }
  ctx.fillStyle = theme.background;
  ctx.fillRect(x, y, width, height);
  if (isTinted) drawTint(ctx, { x, y, width, height, radius: 0 }, theme.accent);
}

/** @param {Context} ctx @param {MicroscopeScene} scene @param {Cell} cell @param {boolean} isKnown its number */
function drawLabel(ctx, { theme, inks, nameOf }, { label, card, isName, kinds, size, x, y, width, height }, isKnown) {
  const room = width - (PAD - EDGE);
  ctx.textAlign = 'left';
  ctx.font = isName ? `600 ${size}px ${FONT}` : `${size}px ${FONT}`;
  ctx.fillStyle = isName ? theme.text : inks[kinds[0] ?? ''] ?? theme.muted;
  ctx.globalAlpha = isKnown || isName ? 1 : 0.45;
  const text = isName && card ? fitText(ctx, nameOf(card.layer, card.unit), room) : label;
  ctx.fillText(text, x + PAD - EDGE, y + height / 2, room);
  ctx.globalAlpha = 1;
}
