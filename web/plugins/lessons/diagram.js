// A small network as SVG, its units counted through, with live numbers at units and links.
import { numberUnits, parameterNames } from '../../src/lesson/numbering.js';

const width = 360;
const rowHeight = { plain: 140, withGradients: 190 };
const line = 15;         // from one line of text to the next
const radius = 15;
const margin = { x: 42, y: radius + 6 };
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
  const lines = links.map((name) => link(name, units)).map(({ from, to }) =>
    `<line x1="${round(from.x)}" y1="${round(from.y)}" x2="${round(to.x)}" y2="${round(to.y)}"/>`);
  const labels = links.flatMap((name) => linkLabels(name, link(name, units), parts, number, text));
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
    const lines = Object.entries(unitLines).filter(([part, { has }]) => parts.includes(part) && has(unit)).map(([, shown]) => shown);
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

/** Over a level link, and on a sloping one nearer to where it begins: there it is clear of those that cross it. */
function linkLabels(name, { from, to }, parts, number, text) {
  const level = from.y === to.y;
  const share = level ? 0.5 : 0.32;
  const x = from.x + share * (to.x - from.x);
  const index = `<tspan class="index" dy="3">${from.number}${to.number}</tspan>`;
  const shown = [];
  if (parts.includes('weights')) shown.push(`<tspan class="symbol">w</tspan>${index}<tspan dy="-3"> ${number(name, digits)}</tspan>`);
  if (parts.includes('gradients')) shown.push(`<tspan class="symbol">∂E/∂w</tspan> ${number(`d${name}`, 2)}`);
  const middle = from.y + share * (to.y - from.y) + 4 - (line / 2) * (shown.length - 1);
  const first = level ? from.y - 6 - line * (shown.length - 1) : middle;
  return shown.map((content, i) => text(x, first + line * i, content));
}

function unitLabels({ number: unit, isAbove, lines, x, y }, number, text) {
  const first = isAbove ? y - radius - 7 - line * (lines.length - 1) : y + radius + 16;
  return lines.map(({ symbol, name }, i) => text(x, first + line * i, `<tspan class="symbol">${symbol}</tspan> ${number(`${name}[${unit}]`, digits)}`));
}
