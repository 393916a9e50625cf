// A small network as SVG, its units counted through, with live numbers at units and links.
import { numberUnits, parameterNames } from '../../src/lesson/numbering.js';

const width = 360;
const rowHeight = { plain: 140, withGradients: 190 };
const line = 15;         // from one line of text to the next
const radius = 15;
const margin = { x: 47, y: radius + 6 };
const digits = 3;

export const diagramParts = ['weights', 'gradients', 'biases', 'nets', 'outputs', 'slopes', 'deltas', 'targets'];

/** What is written at a unit: symbol, quantity, and which units have it. */
const unitLines = {
  biases: { symbol: 'b', name: 'b', has: ({ isInput }) => !isInput },
  nets: { symbol: 'net', name: 'net', has: ({ isInput }) => !isInput },
  outputs: { symbol: 'o', name: 'o', has: () => true },
  slopes: { symbol: 'φ′', name: 'slope', has: ({ isInput }) => !isInput },
  deltas: { symbol: 'δ', name: 'delta', has: ({ isInput }) => !isInput },
  targets: { symbol: 't', name: 't', has: ({ isOutput }) => isOutput },
};

/**
 * @param {number[]} sizes  units of each layer, inputs first
 * @param {string[]} parts  of diagramParts
 * @param {(quantity: string, digits: number) => string} number  a live number as <tspan>
 */
export function diagram(sizes, parts, number) {
  const { units, height } = placeUnits(sizes, parts);
  const links = [...parameterNames(sizes).keys()].filter((name) => name.startsWith('w'));
  const text = (x, y, content, attributes = '') => `<text x="${round(x)}" y="${round(y)}"${attributes}>${content}</text>`;
  const lines = links.map((name) => linkLines(link(name, units), parts));
  const labels = links.map((name) => linkLabels(name, link(name, units), parts, number, text));
  const circles = units.map(({ number: unit, x, y }) =>
    `<circle cx="${round(x)}" cy="${round(y)}" r="${radius}"/>${text(x, y + 5, unit, ' class="number"')}`);
  const tags = units.flatMap((unit) => unitLabels(unit, number, text));
  const title = `A network of ${sizes.join(', ')} units. ${describe(sizes)}`;
  return `<svg class="diagram" viewBox="0 0 ${width} ${round(height)}" width="${width}" height="${round(height)}" role="img" aria-label="${title}">`
    + `<g class="links">${lines.join('')}</g><g class="units">${circles.join('')}</g><g class="labels">${labels.join('')}${tags.join('')}</g></svg>`;
}

const round = (value) => Math.round(value * 10) / 10;

function describe(sizes) {
  const layers = numberUnits(sizes);
  const names = (numbers) => (numbers.length > 1 ? `${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1)}` : String(numbers[0]));
  return layers.map((numbers, l) => `${l === 0 ? 'Inputs' : l === layers.length - 1 ? 'outputs' : 'hidden'}: ${names(numbers)}`).join('; ');
}

/** Units of the upper half are labelled above, the others below: between the rows is room for the labels of the links alone. */
function placeUnits(sizes, parts) {
  const tallest = Math.max(...sizes);
  const row = parts.includes('gradients') ? rowHeight.withGradients : rowHeight.plain;
  const units = numberUnits(sizes).flatMap((numbers, l) => numbers.map((number, j) => {
    const unit = { number, isInput: l === 0, isOutput: l === sizes.length - 1 };
    const lines = Object.entries(unitLines)
      .filter(([part, { has }]) => parts.includes(part) && has(unit)).map(([, shown]) => shown);
    return {
      ...unit, lines, isAbove: j < (numbers.length - 1) / 2,
      x: margin.x + (l * (width - 2 * margin.x)) / (sizes.length - 1),
      y: (j + (tallest - numbers.length) / 2) * row,
    };
  }));
  const room = ({ lines }) => margin.y + line * lines.length;
  const top = Math.max(...units.map((unit) => (unit.isAbove ? room(unit) : margin.y) - unit.y));
  const bottom = Math.max(...units.map((unit) => unit.y + (unit.isAbove ? margin.y : room(unit))));
  return { units: units.map((unit) => ({ ...unit, y: unit.y + top })), height: top + bottom };
}

function link(name, units) {
  const [from, to] = name.match(/\d+/g).map((number) => units.find((unit) => unit.number === Number(number)));
  return { from, to };
}

/**
 * Where the labels of a link stand: the weight over a level link and the derivative under it; both on a sloping one, nearer to where it
 * begins, clear of the link that crosses it.
 */
function labelPlaces({ from, to }, parts) {
  const names = ['weights', 'gradients'].filter((part) => parts.includes(part));
  const isLevel = from.y === to.y;
  const share = isLevel ? 0.5 : 0.32;
  const y = from.y + share * (to.y - from.y);
  const first = y + 4 - (line / 2) * (names.length - 1);
  return names.map((part, i) => ({
    part, x: from.x + share * (to.x - from.x), y: isLevel ? y + (part === 'weights' ? -7 : line) : first + line * i,
  }));
}

function linkLabels(name, { from, to }, parts, number, text) {
  const index = `<tspan class="index" dy="3">${from.number}${to.number}</tspan>`;
  const contents = {
    weights: `<tspan class="symbol">w</tspan>${index}<tspan dy="-3"> ${number(name, digits)}</tspan>`,
    gradients: `<tspan class="symbol">∂E/∂w</tspan> ${number(`d${name}`, 2)}`,
  };
  return labelPlaces({ from, to }, parts)
    .map(({ part, x, y }) => text(x, y, contents[part], part === 'gradients' ? ' class="gradient"' : '')).join('');
}

/** A sloping link leaves out the height of its labels, whatever their width will be. */
function linkLines({ from, to }, parts) {
  const places = labelPlaces({ from, to }, parts);
  const piece = (start, end) => {
    const [one, other] = [start, end].map((share) => [from.x + share * (to.x - from.x), from.y + share * (to.y - from.y)].map(round));
    return `<line x1="${one[0]}" y1="${one[1]}" x2="${other[0]}" y2="${other[1]}"/>`;
  };
  if (from.y === to.y || places.length === 0) return piece(0, 1);
  const [near, far] = [places[0].y - 12, places.at(-1).y + 5].map((y) => (y - from.y) / (to.y - from.y)).sort((a, b) => a - b);
  return piece(0, near) + piece(far, 1);
}

function unitLabels({ number: unit, isAbove, lines, x, y }, number, text) {
  const first = isAbove ? y - radius - 7 - line * (lines.length - 1) : y + radius + 16;
  return lines.map(({ symbol, name }, i) =>
    text(x, first + line * i, `<tspan class="symbol">${symbol}</tspan> ${number(`${name}[${unit}]`, digits)}`));
}
