import { formatCount } from '../../views/format.js';
import { formatPower, superscript } from '../../views/powers.js';
import { median } from './flow.js';

/**
 * What the flow of the gradients means, in words with the numbers behind them.
 * @typedef {import('./flow.js').LayerFlow} LayerFlow
 * @typedef {{ kind: 'vanishing' | 'healthy' | 'exploding', sentence: string }} FlowVerdict
 */

/** From here on a layer is told so much less, or more, than the output that one learning rate can't suit both. */
const apart = 100;

/** @param {LayerFlow[]} layers  hidden layers, then the output @returns {FlowVerdict} */
export function flowVerdict(layers) {
  const first = layers[0]?.gradient[median] ?? NaN;
  const last = layers.at(-1)?.gradient[median] ?? NaN;
  if (layers.length === 1) {
    return { kind: 'healthy', sentence: `There is one layer, and nothing to flow through: a typical ∂E/∂w is ${formatPower(first)}.` };
  }
  if (!Number.isFinite(first / last) && last !== 0) {
    return { kind: 'exploding', sentence: 'Exploded: the numbers have left what can be computed with. Go back, or start again.' };
  }
  const sides = `a typical ∂E/∂w is ${formatPower(first)} in layer 1 and ${formatPower(last)} at the output`;
  if (first === 0) return { kind: 'vanishing', sentence: 'Vanished: half of the weights of layer 1, or more, get no gradient at all.' };
  const ratio = first / last;
  if (ratio < 1 / apart) return { kind: 'vanishing', sentence: `Vanishing: ${sides}, ${times(1 / ratio)} more. Layer 1 hardly learns.` };
  if (ratio > apart) return { kind: 'exploding', sentence: `Exploding: ${sides}, ${times(ratio)} less. A learning rate that suits the output throws layer 1 about.` };
  const gap = Math.max(ratio, 1 / ratio);
  const arrives = `${sides}${gap < 1.5 ? ', about the same' : `, a factor of ${formatPower(gap)}`}.`;
  const weak = weakLayer(layers, last / apart);
  return { kind: 'healthy', sentence: weak ? `It gets through: ${arrives} ${weak}` : `Healthy: ${arrives} Every layer learns.` };
}

/** Of a layer between, which δ passes through, but which learns little itself. @param {LayerFlow[]} layers @param {number} least */
function weakLayer(layers, least) {
  const between = layers.slice(0, -1).map(({ gradient }) => gradient[median] ?? NaN);
  const weakest = Math.min(...between);
  return weakest < least ? `But in layer ${between.indexOf(weakest) + 1}, between them, it is ${formatPower(weakest)}: much of that layer hardly learns.` : null;
}

/** @param {number} ratio */
const times = (ratio) => (ratio < 1e6 ? `${formatCount(Number(ratio.toPrecision(2)))} times` : `${formatPower(ratio)} times`);

const numbers = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];
const inWords = (/** @type {number} */ count) => numbers[count] ?? String(count);

/** Why: what the slope of an activation can be. @param {string} activation @param {number} hidden  layers with it */
export function slopeReason(activation, hidden) {
  const layers = `${inWords(hidden)} layer${hidden === 1 ? '' : 's'}`;
  if (hidden === 0) return '';
  if (activation === 'sigmoid') {
    const bound = 0.25 ** hidden;
    const product = hidden === 1 ? '0.25' : `0.25${superscript(hidden)} = ${bound < 1e-5 ? formatPower(bound, 1) : Number(bound.toPrecision(1))}`;
    return `The slope of a sigmoid is 0.25 at most: ${layers} shrink δ to ${product} of it, unless large weights make up for that.`;
  }
  if (activation === 'tanh') {
    return 'The slope of tanh is 1 where net is 0, and less the further out. Glorot’s weights keep net near 0 and δ as large as it is.';
  }
  if (activation === 'relu') {
    return 'The slope of ReLU is 1 or 0: about half of the units pass δ on whole, the others pass on nothing. He’s weights, √2 larger, make up for those.';
  }
  return activation === 'linear'
    ? 'The slope is 1 everywhere: only the weights change the size of δ.'
    : 'Each layer multiplies δ with its slope φ′ and its weights on the way back.';
}

/** `0.24 · 0.23 · 0.9` @param {LayerFlow[]} layers */
export const slopeChain = (layers) => layers.map(({ slope }) => formatPower(slope)).join(' · ');
