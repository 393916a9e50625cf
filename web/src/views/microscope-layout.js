/**
 * Where the numbers of the microscope lie: a card for each input, unit and target, and beside each unit the weights that come in, one a
 * row, the bias last. Where layers are wider the cards are smaller and the weights have no room of their own: then those of the one unit
 * that is looked at stand in the gaps, beside the units at the other ends of its links. A layer with more units than fit shows a window of them.
 *
 * @typedef {{ kind: 'input' | 'unit' | 'target', layer: number, unit: number, x: number, y: number, width: number, height: number }} Card
 *   centre and size, CSS px; layer −1: the inputs; of a target, the unit of the output it belongs to
 * @typedef {{ layer: number, to: number, from: number | null, x: number, y: number, width: number, height: number }} Row
 *   a weight, or with from = null a bias; x and y: left edge and middle
 * @typedef {{ layer: number, units: number, first: number, cards: Card[], x: number, width: number, more: { y: number } | null }} Column
 * @typedef {{ kind: 'unit', layer: number, unit: number } | { kind: 'weight', layer: number, to: number, from: number }
 *   | { kind: 'bias', layer: number, unit: number } | { kind: 'loss' }} Subject
 */

/** A letter of the numbers, CSS px. */
const LETTER = 6.2;
const SMALL_LETTER = 6;
const HEAD = 26;
/** Layers of so many units at most have room for every number. */
const SMALL = 5;
/** Units shown of a larger layer. */
const CAPACITY = 8;
const ROW = 17;
const MORE = 30;
const EDGE = 4;
/** Widest plate of a weight in a gap. */
const LOOSE = 54;

const roomy = { input: 46, unit: 88, target: 62, pitch: 96, curve: 22, toCard: 8 };
const tight = { input: 30, unit: 60, target: 46, pitch: 66, curve: 36, toCard: 4 };

/**
 * @param {object} options
 * @param {number} options.inputs
 * @param {{ units: number }[]} options.layers   hidden layers, then the output
 * @param {number} options.width                 CSS px there are; the drawing may be wider
 * @param {number} options.digits                significant, of every number
 * @param {number[]} [options.windows]           per column, inputs first: first shown unit
 */
export function microscopeLayout({ inputs, layers, width, digits, windows = [] }) {
  const sizes = [inputs, ...layers.map(({ units }) => units)];
  const full = Math.max(...sizes) <= SMALL && sizes.length <= (width < 900 ? 5 : 6);
  const shape = full ? roomy : tight;
  const rowWidth = Math.ceil(LETTER * (2 * digits + 10)) + 16;
  const widths = widthsOf(digits, full);
  const gap = shape.curve + (full ? rowWidth + shape.toCard : 0);
  const targetGap = full ? 24 : 18;
  const fixed = widths.input + widths.unit * layers.length + targetGap + widths.target + 2 * EDGE;
  const drawnWidth = Math.max(width, fixed + gap * layers.length);
  const step = widths.unit + (drawnWidth - fixed) / Math.max(1, layers.length);
  const most = Math.max(...sizes);
  const isWindow = most > CAPACITY;
  const shown = Math.min(most, CAPACITY);
  const pitch = full ? Math.max(shape.pitch, (Math.max(...sizes.slice(0, -1)) + 1) * ROW + 14) : shape.pitch;
  const height = HEAD + shown * pitch + (isWindow ? MORE : 0) + EDGE;
  const frame = { pitch, shape, height: HEAD + shown * pitch };
  const columns = sizes.map((units, index) => placeColumn({
    layer: index - 1, units, first: windows[index] ?? 0, cardWidth: index === 0 ? widths.input : widths.unit, ...frame,
    x: EDGE + widths.input / 2 + index * step + (index === 0 ? 0 : (widths.input - widths.unit) / 2),
  }));
  const outputs = /** @type {Column} */ (columns.at(-1));
  const targets = outputs.cards.map(({ unit, layer, x, y }) => ({
    kind: /** @type {const} */ ('target'), layer, unit, x: x + widths.unit / 2 + targetGap + widths.target / 2, y, width: widths.target, height: shape.target,
  }));
  const layout = { full, width: drawnWidth, height, head: HEAD, columns, targets, rowWidth, toCard: shape.toCard, rows: /** @type {Row[]} */ ([]) };
  if (full) layout.rows = columns.slice(1).flatMap(({ cards }) => cards.flatMap((card) => rowsOf(layout, card)));
  return layout;
}

/** @typedef {ReturnType<typeof microscopeLayout>} MicroscopeLayout */

/** Room for a name and a number, in a unit for the product that δ is. @param {number} digits @param {boolean} full */
function widthsOf(digits, full) {
  if (!full) {
    const small = Math.ceil(SMALL_LETTER * (digits + 5));
    return { input: small + 37, unit: small + 33, target: small + 44 };
  }
  const number = Math.ceil(LETTER * (digits + 5));
  return { input: number + 30, unit: 2 * number + 14, target: number + 52 };
}

/**
 * @param {{ layer: number, units: number, first: number, x: number, cardWidth: number, pitch: number, height: number,
 *   shape: typeof roomy }} options
 * @returns {Column}
 */
function placeColumn({ layer, units, first, x, cardWidth, pitch, height, shape }) {
  const count = Math.min(units, CAPACITY);
  const start = Math.min(Math.max(first, 0), units - count);
  const top = HEAD + (height - HEAD - count * pitch) / 2;
  const kind = layer < 0 ? /** @type {const} */ ('input') : /** @type {const} */ ('unit');
  const cards = Array.from({ length: count }, (_, slot) => ({
    kind, layer, unit: start + slot, x, y: top + (slot + 0.5) * pitch, width: cardWidth, height: shape[kind],
  }));
  return { layer, units, first: start, cards, x, width: cardWidth, more: units > CAPACITY ? { y: height + MORE / 2 } : null };
}

/**
 * In a drawing without rows: the weights of what is looked at, beside the unit that each comes from or leads to.
 * @param {MicroscopeLayout} layout @param {Subject} selected @returns {Row[]}
 */
export function looseRows(layout, selected) {
  if (layout.full || selected.kind === 'loss' || selected.layer < -1) return [];
  const unit = selected.kind === 'weight' ? selected.to : selected.unit;
  const { columns } = layout;
  const { layer } = selected;
  const [before, own, after] = [columns[layer], columns[layer + 1], columns[layer + 2]];
  if (!own) return [];
  const incoming = before?.cards.map(({ unit: from, y }) => ({ layer, to: unit, from, y, ...besides(before, own, 'left') })) ?? [];
  const outgoing = after?.cards.map(({ unit: to, y }) => ({ layer: layer + 1, to, from: unit, y, ...besides(own, after, 'right') })) ?? [];
  return selected.kind === 'weight' ? incoming : [...incoming, ...outgoing];
}

/** At one end of the gap between two columns. @param {Column} left @param {Column} right @param {'left' | 'right'} end */
function besides(left, right, end) {
  const [from, to] = [left.x + left.width / 2 - 2, right.x - right.width / 2 + 2];
  const width = Math.min(to - from, LOOSE);
  return { x: end === 'left' ? from : to - width, width, height: 28 };
}

/** The weights into a unit that are shown, and its bias, as rows left of its card. @param {MicroscopeLayout} layout @param {Card} card @returns {Row[]} */
function rowsOf(layout, { layer, unit, x, y, width }) {
  const sources = layout.columns[layer]?.cards ?? [];
  const count = sources.length + 1;
  const top = Math.min(Math.max(y - (count * ROW) / 2, layout.head), Math.max(layout.head, layout.height - count * ROW - EDGE));
  return [...sources.map((source) => source.unit), null].map((from, index) => ({
    layer, to: unit, from, width: layout.rowWidth, height: ROW,
    x: x - width / 2 - layout.toCard - layout.rowWidth, y: top + (index + 0.5) * ROW,
  }));
}

/** @param {MicroscopeLayout} layout @param {number} layer @param {number} unit */
export function cardOf({ columns }, layer, unit) {
  const column = columns[layer + 1];
  return column?.cards[unit - column.first];
}

/**
 * From a unit to the row of its weight, or to the card where there is no row.
 * @param {Card} from @param {{ x: number, y: number }} end
 */
export function wire(from, end) {
  const x0 = from.x + from.width / 2;
  const bend = (end.x - x0) * 0.5;
  return { x0, y0: from.y, c0: x0 + bend, c1: end.x - bend, x1: end.x, y1: end.y };
}

/** Where a weight's link ends, while no row of its own is there. @param {Card} target @param {number} slot @param {number} count */
export function port({ x, y, width, height }, slot, count) {
  return { x: x - width / 2, y: y - height / 2 + ((slot + 0.5) * height) / count };
}

/**
 * What is at a place: a card or a row.
 * @param {MicroscopeLayout} layout @param {number} x @param {number} y CSS px @param {Row[]} [extra] rows that lie over the links
 * @returns {Subject | null}
 */
export function subjectAt(layout, x, y, extra = []) {
  for (const row of [...extra, ...layout.rows]) {
    if (x < row.x || x > row.x + row.width || Math.abs(y - row.y) > row.height / 2) continue;
    return row.from === null
      ? { kind: 'bias', layer: row.layer, unit: row.to }
      : { kind: 'weight', layer: row.layer, to: row.to, from: row.from };
  }
  const inside = (/** @type {Card} */ card) => Math.abs(x - card.x) <= card.width / 2 && Math.abs(y - card.y) <= card.height / 2;
  if (layout.targets.some(inside)) return { kind: 'loss' };
  const card = layout.columns.flatMap(({ cards }) => cards).find(inside);
  return card ? { kind: 'unit', layer: card.layer, unit: card.unit } : null;
}
