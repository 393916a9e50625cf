/**
 * Where the network's units and links lie, and what is under the pointer. A layer with more units than fit shows a
 * window of them and says how many there are; a network deeper than the width gives a wider drawing to scroll.
 */

/**
 * @typedef {object} PlacedUnit
 * @property {number} layer   index into the engine's `network().layers`; −1: the inputs
 * @property {number} unit    index in its layer
 * @property {number} x       centre, CSS px
 * @property {number} y       centre, CSS px
 * @property {string} label   of an input; else empty
 */

/**
 * @typedef {object} PlacedColumn
 * @property {number} layer
 * @property {number} x             centre, CSS px
 * @property {number} units         in the layer
 * @property {number} first         first shown unit
 * @property {PlacedUnit[]} shown
 * @property {string} activation    empty for the inputs
 * @property {{ y: number, text: string } | null} more   the line that says that not all are shown
 */

/**
 * @typedef {{ kind: 'unit', layer: number, unit: number }} UnitHit
 * @typedef {{ kind: 'link', layer: number, from: number, to: number }} LinkHit  `layer` is the one it leads to
 */
/** @typedef {{ kind: 'more', layer: number }} MoreHit */

/** Smallest unit that a finger or WCAG 2.5.8 accepts, and the largest that still looks like a unit (CSS px). */
const SMALLEST = 24;
const LARGEST = 46;
/** Below each unit: the bias, or the input's name. */
export const BELOW = 15;
const GAP = 8;
const COLUMN_MIN = 56;
const MARGIN = 6;
const LINK_STEPS = 16;

/**
 * @param {object} options
 * @param {string[]} options.inputs                            labels of the input features
 * @param {{ units: number, activation: string }[]} options.layers   hidden layers, then the output
 * @param {number} options.width                               CSS px there are; the drawing may be wider
 * @param {number} options.height                              CSS px there are
 * @param {number[]} [options.windows]                         per column, inputs first: first shown unit
 */
export function networkLayout({ inputs, layers, width, height, windows = [] }) {
  const sizes = [inputs.length, ...layers.map(({ units }) => units)];
  const capacity = Math.max(2, Math.floor((height - 2 * MARGIN) / (SMALLEST + BELOW + GAP)));
  const rows = Math.min(Math.max(...sizes), capacity);
  const drawnWidth = Math.max(width, sizes.length * COLUMN_MIN);
  const columnWidth = drawnWidth / sizes.length;
  const rowHeight = Math.min((height - 2 * MARGIN) / rows, LARGEST * 2);
  const size = Math.floor(Math.min(Math.max(SMALLEST, Math.min(columnWidth * 0.5, rowHeight - BELOW - GAP)), LARGEST));
  const columns = sizes.map((units, column) => placeColumn({
    layer: column - 1,
    units,
    first: windows[column] ?? 0,
    x: placeX(column, sizes.length, drawnWidth, size),
    capacity,
    rowHeight,
    height,
    size,
    activation: layers[column - 1]?.activation ?? '',
    labels: column === 0 ? inputs : [],
  }));
  return { width: drawnWidth, height, size, columnWidth, columns, nodes: columns.flatMap(({ shown }) => shown) };
}

/** @typedef {ReturnType<typeof networkLayout>} NetworkLayout */

/**
 * Columns reach both ends, leaving room for the names of the inputs.
 * @param {number} column @param {number} count @param {number} width @param {number} size
 */
function placeX(column, count, width, size) {
  const inset = Math.max(size / 2 + MARGIN, Math.min(width / count / 2, size));
  return inset + (column * (width - 2 * inset)) / Math.max(count - 1, 1);
}

/**
 * @param {object} options
 * @param {number} options.layer
 * @param {number} options.units
 * @param {number} options.first
 * @param {number} options.x
 * @param {number} options.capacity    rows there are
 * @param {number} options.rowHeight
 * @param {number} options.height
 * @param {number} options.size
 * @param {string} options.activation
 * @param {string[]} options.labels
 * @returns {PlacedColumn}
 */
function placeColumn({ layer, units, first, x, capacity, rowHeight, height, size, activation, labels }) {
  const isWindow = units > capacity;
  const count = isWindow ? capacity - 1 : units;
  const start = isWindow ? Math.min(Math.max(first, 0), units - count) : 0;
  const slots = isWindow ? capacity : units;
  const top = (height - slots * rowHeight) / 2;
  const shown = Array.from({ length: count }, (_, slot) => ({
    layer,
    unit: start + slot,
    x,
    y: top + (slot + 0.5) * rowHeight - BELOW / 2,
    label: labels[start + slot] ?? '',
  }));
  const text = start === 0 ? `… ${units - count} more units` : `units ${start + 1}–${start + count} of ${units}`;
  const more = isWindow ? { y: top + (count + 0.5) * rowHeight - size / 4, text } : null;
  return { layer, x, units, first: start, shown, activation, more };
}

/**
 * The place of a unit, or undefined when its window doesn't show it.
 * @param {NetworkLayout} layout @param {number} layer @param {number} unit
 */
export function findUnit({ columns }, layer, unit) {
  const column = columns[layer + 1];
  return column?.shown[unit - column.first];
}

/**
 * A link leaves its unit on the right and enters the next on the left, level at both ends.
 * @param {PlacedUnit} from @param {PlacedUnit} to @param {number} size of the units
 */
export function linkCurve(from, to, size) {
  const x0 = from.x + size / 2;
  const x1 = to.x - size / 2;
  const bend = (x1 - x0) * 0.45;
  return { x0, y0: from.y, c0: x0 + bend, c1: x1 - bend, x1, y1: to.y };
}

/**
 * @param {ReturnType<typeof linkCurve>} curve
 * @param {number} t  0…1
 * @returns {[number, number]} CSS px
 */
export function pointOnCurve({ x0, y0, c0, c1, x1, y1 }, t) {
  const s = 1 - t;
  return [
    s * s * s * x0 + 3 * s * s * t * c0 + 3 * s * t * t * c1 + t * t * t * x1,
    s * s * (s + 3 * t) * y0 + t * t * (3 * s + t) * y1,  // both control points are level with their ends
  ];
}

/**
 * What is at a place: a unit before a link, of links the nearest.
 * @param {NetworkLayout} layout @param {number} x CSS px @param {number} y CSS px
 * @param {number} [reach]  how far from a link still counts, CSS px
 * @returns {UnitHit | LinkHit | MoreHit | null}
 */
export function hitTest(layout, x, y, reach = 6) {
  const half = layout.size / 2;
  for (const { layer, unit, x: unitX, y: unitY } of layout.nodes) {
    const inside = Math.abs(x - unitX) <= half && y >= unitY - half && y <= unitY + half + BELOW;
    if (inside) return { kind: 'unit', layer, unit };
  }
  for (const { layer, x: columnX, more } of layout.columns) {
    const near = more && Math.abs(x - columnX) <= layout.columnWidth / 2 && Math.abs(y - more.y) <= 16;
    if (near) return { kind: 'more', layer };
  }
  return nearestLink(layout, x, y, reach);
}

/** @param {NetworkLayout} layout @param {number} x @param {number} y @param {number} reach @returns {LinkHit | null} */
function nearestLink({ columns, size }, x, y, reach) {
  const right = columns.findIndex((column) => column.x - size / 2 >= x);
  const from = columns[right - 1];
  const to = columns[right];
  if (!from || !to) return null;
  /** @type {LinkHit | null} */
  let nearest = null;
  let least = reach;
  for (const target of to.shown) {
    for (const source of from.shown) {
      const distance = distanceToCurve(linkCurve(source, target, size), x, y);
      if (distance > least) continue;
      least = distance;
      nearest = { kind: 'link', layer: to.layer, from: source.unit, to: target.unit };
    }
  }
  return nearest;
}

/** @param {ReturnType<typeof linkCurve>} curve @param {number} x @param {number} y */
function distanceToCurve(curve, x, y) {
  let least = Infinity;
  let [fromX, fromY] = [curve.x0, curve.y0];
  for (let i = 1; i <= LINK_STEPS; ++i) {
    const [toX, toY] = pointOnCurve(curve, i / LINK_STEPS);
    least = Math.min(least, distanceToSegment(x - fromX, y - fromY, toX - fromX, toY - fromY));
    [fromX, fromY] = [toX, toY];
  }
  return least;
}

/** @param {number} px @param {number} py @param {number} dx @param {number} dy */
function distanceToSegment(px, py, dx, dy) {
  const t = Math.min(Math.max((px * dx + py * dy) / (dx * dx + dy * dy || 1), 0), 1);
  return Math.hypot(px - t * dx, py - t * dy);
}
