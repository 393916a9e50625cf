// A small network as SVG, its units counted through, with live numbers at units and links.
import { numberUnits, parameterNames } from '../../src/lesson/numbering.js';

const width = 330;
const rowHeight = 132;
const margin = { x: 40, top: 42, bottom: 70 };
const radius = 16;
const digits = 3;

export const diagramParts = ['weights', 'gradients', 'biases', 'nets', 'outputs', 'slopes', 'deltas', 'targets'];

/** What stands below a unit: symbol, quantity, and which units have it. */
const unitLines = {
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
  const units = placeUnits(sizes);
  const height = margin.top + margin.bottom + (Math.max(...sizes) - 1) * rowHeight;
  const links = [...parameterNames(sizes).keys()].filter((name) => name.startsWith('w'));
  const text = (x, y, content, attributes = '') => `<text x="${round(x)}" y="${round(y)}"${attributes}>${content}</text>`;
  const lines = links.map((name) => link(name, units)).map(({ from, to }) =>
    `<line x1="${round(from.x + radius)}" y1="${round(from.y)}" x2="${round(to.x - radius)}" y2="${round(to.y)}"/>`);
  const labels = links.flatMap((name) => linkLabels(name, link(name, units), parts, number, text));
  const circles = units.map((unit) => circle(unit, parts, number, text));
  const title = `A network of ${sizes.join(', ')} units. ${describe(sizes)}`;
  return `<svg class="diagram" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${title}">`
    + `<g class="links">${lines.join('')}</g><g class="labels">${labels.join('')}</g><g class="units">${circles.join('')}</g></svg>`;
}

const round = (value) => Math.round(value * 10) / 10;

function describe(sizes) {
  const layers = numberUnits(sizes);
  const names = (numbers) => (numbers.length > 1 ? `${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1)}` : String(numbers[0]));
  return layers.map((numbers, l) => `${l === 0 ? 'Inputs' : l === layers.length - 1 ? 'outputs' : 'hidden'}: ${names(numbers)}`).join('; ');
}

function placeUnits(sizes) {
  const tallest = Math.max(...sizes);
  return numberUnits(sizes).flatMap((numbers, l) => numbers.map((number, j) => ({
    number, isInput: l === 0, isOutput: l === sizes.length - 1,
    x: margin.x + (l * (width - 2 * margin.x)) / (sizes.length - 1),
    y: margin.top + (j + (tallest - numbers.length) / 2) * rowHeight,
  })));
}

function link(name, units) {
  const [from, to] = name.match(/\d+/g).map((number) => units.find((unit) => unit.number === Number(number)));
  return { from, to };
}

/** Name and value over the link, where links that cross are still apart. */
function linkLabels(name, { from, to }, parts, number, text) {
  const share = parts.includes('weights') && parts.includes('gradients') ? 0.32 : 0.4;
  const x = from.x + share * (to.x - from.x) + 8;
  const y = from.y + share * (to.y - from.y);
  const index = `<tspan class="index" dy="3">${from.number}${to.number}</tspan>`;
  const shown = [];
  if (parts.includes('weights')) shown.push(`<tspan class="symbol">w</tspan>${index}<tspan dy="-3"> ${number(name, digits)}</tspan>`);
  if (parts.includes('gradients')) shown.push(`<tspan class="symbol">∂E</tspan> ${number(`d${name}`, 2)}`);
  return shown.map((content, i) => text(x, y - 5 + 15 * i, content));
}

function circle({ number: unit, isInput, isOutput, x, y }, parts, number, text) {
  const lines = Object.entries(unitLines)
    .filter(([part, { has }]) => parts.includes(part) && has({ isInput, isOutput }))
    .map(([, { symbol, name }], i) => text(x, y + radius + 16 + 15 * i, `<tspan class="symbol">${symbol}</tspan> ${number(`${name}[${unit}]`, digits)}`));
  const bias = parts.includes('biases') && !isInput
    ? text(x, y - radius - 8, `<tspan class="symbol">b</tspan> ${number(`b[${unit}]`, digits)}`) : '';
  return `<circle cx="${round(x)}" cy="${round(y)}" r="${radius}"/>${text(x, y + 5, unit, ' class="number"')}${lines.join('')}${bias}`;
}
