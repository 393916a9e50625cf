import { html, mathml } from 'lit';

import { formatNumber } from '../../views/format.js';
import { tex } from './tex.js';

/**
 * The symbols of the formulas and the numbers that take their place, each tied to the place on the network that it comes from.
 *
 * A place is a kind and where it lies: `delta:1:0` is δ of unit 0 of layer 1, `weight:1:0:2` the weight into it from unit 2 of the layer
 * before, `weight:1:0:*` all of them. Layers count from 0; −1 are the inputs.
 * @typedef {'output' | 'net' | 'signal' | 'slope' | 'delta' | 'weight' | 'bias' | 'target' | 'loss'} PlaceKind
 * @typedef {import('./formulas.js').Part} Part
 */

/** @param {PlaceKind} kind @param {...(number | string)} where */
export const placeOf = (kind, ...where) => [kind, ...where].join(':');

/** Whether a place is the same as another, of which parts may be left open. @param {string} pattern @param {string} place */
export function covers(pattern, place) {
  if (pattern === place) return true;
  if (!pattern.includes('*')) return false;
  const wanted = pattern.split(':');
  const given = place.split(':');
  return wanted.length === given.length && wanted.every((part, i) => part === '*' || part === given[i]);
}

/** @param {string} place @param {Part} content */
export function linked(place, content) {
  const kind = place.slice(0, place.indexOf(':'));
  return mathml`<mrow class="at ${kind}" data-place=${place}>${content}</mrow>`;
}

/** Indices. */
export const [i, j, k, l, m] = ['i', 'j', 'k', 'l', 'm'].map((letter) => mathml`<mi>${letter}</mi>`);

/** @typedef {Part} Index */
/** Each symbol by its kind. @type {Record<string, (a: Index, b?: Index) => import('lit').TemplateResult<3>>} */
const shapes = {
  input: (a) => tex`x_{${a}}`,
  output: (a) => tex`o_{${a}}`,
  net: (a) => tex`\mathrm{net}_{${a}}`,
  signal: (a) => tex`\frac{\partial E}{\partial o_{${a}}}`,
  slope: (a) => tex`\varphi'(\mathrm{net}_{${a}})`,
  delta: (a) => tex`\delta_{${a}}`,
  weight: (a, b) => tex`w_{${a}${b}}`,
  bias: (a) => tex`b_{${a}}`,
  target: (a) => tex`t_{${a}}`,
};

/** @param {string} place @param {Index} a @param {Index} [b] the second index of a weight */
export function symbol(place, a, b) {
  const [kind = '', layer] = place.split(':');
  return linked(place, shapes[kind === 'output' && layer === '-1' ? 'input' : kind]?.(a, b));
}

export const loss = () => linked('loss:', tex`E`);
export const rate = () => tex`\eta`;
export const phi = (/** @type {Part} */ of) => tex`\varphi(${of})`;

/** A number as a factor or a term: a minus gets brackets. @param {number} value @param {number} digits */
export function number(value, digits) {
  if (!(value < 0)) return bareNumber(value, digits);
  const size = sizeOf(value, digits);
  return size === null
    ? mathml`<mrow><mo form="prefix" stretchy="false">(</mo>${bareNumber(value, digits)}<mo form="postfix" stretchy="false">)</mo></mrow>`
    // In one piece: most numbers are such, and a template within another costs as much again when a sign changes.
    : mathml`<mrow><mo form="prefix" stretchy="false">(</mo><mrow><mo form="prefix">−</mo><mn>${size}</mn></mrow><mo form="postfix" stretchy="false">)</mo></mrow>`;
}

/** The same standing alone, as a result. @param {number} value @param {number} digits */
export function bareNumber(value, digits) {
  const size = sizeOf(value, digits);
  if (size !== null) return value < 0 ? mathml`<mrow><mo form="prefix">−</mo><mn>${size}</mn></mrow>` : mathml`<mn>${size}</mn>`;
  const text = textOf(value, digits);
  if (!/\d/.test(text)) return mathml`<mtext>${text}</mtext>`;
  const [significand = '', exponent = ''] = text.replace(/^−/, '').split('e');
  const positive = powerOfTen(significand, exponent);
  return value < 0 ? mathml`<mrow><mo form="prefix">−</mo>${positive}</mrow>` : positive;
}

/** Without its sign; null where it takes a power of ten, or is none. @param {number} value @param {number} digits */
function sizeOf(value, digits) {
  const text = textOf(value, digits);
  return /^−?[\d.]+$/.test(text) ? text.replace('−', '') : null;
}

/** The same in a text: much less for the browser to lay out than a formula. @param {number} value @param {number} digits */
export function plainNumber(value, digits) {
  const [size = '', exponent] = textOf(value, digits).split('e');
  return exponent === undefined ? size : html`${size}·10<sup>${exponent}</sup>`;
}

/** @param {number} value @param {number} digits */
const textOf = (value, digits) => (isShort(value) ? String(value).replace('-', '−') : formatNumber(value, digits));

/** A target of −1, not of −1.00. @param {number} value */
const isShort = (value) => Number.isInteger(value) && Math.abs(value) < 1000;

/** @param {string} size @param {string} exponent */
function powerOfTen(size, exponent) {
  const power = exponent.startsWith('−')
    ? mathml`<mrow><mo form="prefix">−</mo><mn>${exponent.slice(1)}</mn></mrow>`
    : mathml`<mn>${exponent}</mn>`;
  return mathml`<mrow><mn>${size}</mn><mo>·</mo><msup><mn>10</mn>${power}</msup></mrow>`;
}

/** Longer sums are no formula any more. */
const mostTerms = 8;

/**
 * @param {Part[]} terms
 * @param {{ ofALine?: number, count?: number }} [room] terms in one line, more stand below each other; how many terms there are in all
 */
export function sum(terms, { ofALine = 3, count = terms.length } = {}) {
  if (terms.length === 0) return mathml`<mn>0</mn>`;
  const shown = terms.slice(0, mostTerms).map((term, index) => (index === 0 ? term : mathml`<mo form="infix">+</mo>${term}`));
  if (count > shown.length) shown.push(mathml`<mo form="infix">+</mo><mo>…</mo>`);
  if (terms.length <= ofALine) return mathml`<mrow>${shown}</mrow>`;
  return mathml`<mtable class="sum">${shown.map((term) => mathml`<mtr><mtd>${term}</mtd></mtr>`)}</mtable>`;
}
