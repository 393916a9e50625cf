import { bareNumber, i, j, linked, number, placeOf, rate, symbol } from './letters.js';
import { rules } from './formulas.js';
import { tex } from './tex.js';
import { gradientOf, optimizers, shrunk } from './updates.js';

/**
 * How the optimizer steps one parameter: what it makes of the gradient, what it remembers, the new value.
 * @typedef {import('./blocks.js').Block} Block
 * @typedef {import('./blocks.js').Style} Style
 * @typedef {import('./readings.js').Readings} Readings
 * @typedef {import('./formulas.js').Part} Part
 * @typedef {import('../types.js').Config} Config
 * @typedef {import('../../engine/types.js').WeightUpdate} WeightUpdate
 * @typedef {{ layer: number, to: number, from: number | null }} Where  from = null: the bias
 */

const optionLetters = () => ({
  momentum: tex`\mu`, alpha: tex`\alpha`, beta1: tex`\beta_1`, beta2: tex`\beta_2`, eps: tex`\varepsilon`, weightDecay: tex`\lambda`,
});
const titles = { velocity: 'Velocity', mean: 'Mean of the gradients', squares: 'Squares of the gradients' };

/** @param {string} name of what is remembered @param {string} optimizer */
function termLetter(name, optimizer) {
  if (name === 'mean') return tex`m`;
  return name === 'velocity' || optimizer.startsWith('adam') ? tex`v` : tex`s`;
}

/**
 * @param {Readings} readings @param {Style} style @param {Config} config @param {WeightUpdate} update @param {Where} where
 * @returns {Block[]}
 */
export function updateBlocks(readings, style, config, update, where) {
  const { layer, to, from } = where;
  const index = from === null ? readings.biasIndex(layer, to) : readings.weightIndex(layer, to, from);
  const place = from === null ? placeOf('bias', layer, to) : placeOf('weight', layer, to, from);
  const letter = from === null ? symbol(place, j) : symbol(place, i, j);
  if (config.frozen?.includes(index)) return [frozenBlock(style, letter, update.parameters[index] ?? NaN)];
  const of = { style, config, update, index, place, letter, before: readings.parameters[index] ?? NaN };
  return [...gradientBlocks(of), ...termBlocks(of), weightBlock(of)];
}

/** @typedef {{ style: Style, config: Config, update: WeightUpdate, index: number, place: string, letter: Part, before: number }} Of */

/** @param {Style} style @param {Part} letter @param {number} value @returns {Block} */
function frozenBlock(style, letter, value) {
  return {
    id: 'update', title: 'Frozen: it stays as it is', symbols: rules.becomes({ left: letter, right: letter }),
    numbers: tex`= ${number(value, style.digits)}`, result: value, answer: tex`= ${bareNumber(value, style.resultDigits)}`, uses: [],
  };
}

/**
 * @param {Of} of
 * @param {{ id: string, title: string, left: Part, symbols: Part, numbers: Part, result: number }} formula
 * @returns {Block}
 */
function stepBlock({ style, place, before }, { id, title, left, symbols, numbers, result }) {
  return {
    id, title, result, symbols: rules.becomes({ left, right: symbols }), numbers: tex`= ${numbers}`,
    answer: tex`= ${bareNumber(result, style.resultDigits)}`, uses: id === 'update' ? [{ place, value: before }] : [],
  };
}

/** @param {Of} of */
const strengthOf = ({ config }) => config.regularization.rate;

/** The gradient, clipped and with what L2 adds. @param {Of} of @returns {Block[]} */
function gradientBlocks(of) {
  const { style, config, update, index, letter, place, before } = of;
  const { digits } = style;
  const gradient = update.gradient[index] ?? NaN;
  const raw = rules.derivative({ by: letter });
  const blocks = [];
  if (update.clipFactor < 1) {
    blocks.push(stepBlock(of, {
      id: 'clipped', title: 'Clipped gradient', left: tex`g`, result: gradient,
      symbols: gradientOf.clipped({ factor: tex`c`, gradient: raw }),
      numbers: gradientOf.clipped({ factor: number(update.clipFactor, digits), gradient: number(gradient / update.clipFactor, digits) }),
    }));
  }
  if (config.regularization.name === 'l2' && place.startsWith('weight')) {
    blocks.push(stepBlock(of, {
      id: 'penalized', title: 'With the penalty of L2', left: tex`g`, result: total(of),
      symbols: gradientOf.withPenalty({ gradient: blocks.length ? tex`g` : raw, strength: tex`\lambda`, weight: letter }),
      numbers: gradientOf.withPenalty({
        gradient: number(gradient, digits), strength: number(strengthOf(of), digits), weight: linked(place, number(before, digits)),
      }),
    }));
  }
  return blocks;
}

/** g @param {Of} of */
const total = ({ update, index }) => (update.gradient[index] ?? NaN) + (update.penaltyGradient[index] ?? 0);

/** Letters and numbers of a step. @param {Of} of @returns {import('./updates.js').Step[]} */
function steps(of) {
  const { config, update, index, place, letter, before, style: { digits } } = of;
  const { name } = config.optimizer;
  const plain = update.clipFactor >= 1 && !(config.regularization.name === 'l2' && place.startsWith('weight'));
  const lettersOf = Object.fromEntries(update.terms.map((term) => [term.name, termLetter(term.name, name)]));
  const numbersOf = (/** @type {'before' | 'after'} */ when) =>
    Object.fromEntries(update.terms.map((term) => [term.name, number(term[when][index] ?? NaN, digits)]));
  const options = Object.entries(config.optimizer).filter(([, value]) => typeof value === 'number');
  return [
    {
      weight: letter, gradient: plain ? rules.derivative({ by: letter }) : tex`g`, rate: rate(), step: tex`t`,
      before: lettersOf, after: lettersOf, options: optionLetters(),
    },
    {
      weight: linked(place, number(before, digits)), gradient: number(total(of), digits), rate: number(update.learningRate, digits),
      step: number(update.optimizerState.at(-1) ?? 1, 6), before: numbersOf('before'), after: numbersOf('after'),
      options: Object.fromEntries(options.map(([key, value]) => [key, number(Number(value), 4)])),
    },
  ];
}

/** What the optimizer remembers. @param {Of} of @returns {Block[]} */
function termBlocks(of) {
  const { config, update, index } = of;
  const [letters, numbers] = /** @type {[any, any]} */ (steps(of));
  return update.terms.map(({ name, after }) => {
    const formula = optimizers[config.optimizer.name]?.terms[name];
    return stepBlock(of, {
      id: name, title: titles[name], left: termLetter(name, config.optimizer.name), result: after[index] ?? NaN,
      symbols: formula?.(letters), numbers: formula?.(numbers),
    });
  });
}

/** @param {Of} of @returns {Block} */
function weightBlock(of) {
  const { config, update, index, letter, place, style } = of;
  const [letters, numbers] = /** @type {[any, any]} */ (steps(of));
  const formula = optimizers[config.optimizer.name]?.weight;
  const shrinks = config.regularization.name === 'l1' && place.startsWith('weight');
  const strength = strengthOf(of);
  return stepBlock(of, {
    id: 'update', title: place.startsWith('bias') ? 'New bias' : 'New weight', left: letter, result: update.parameters[index] ?? NaN,
    symbols: shrinks ? shrunk({ moved: formula?.(letters), rate: rate(), strength: tex`\lambda` }) : formula?.(letters),
    numbers: shrinks
      ? shrunk({ moved: formula?.(numbers), rate: number(update.learningRate, style.digits), strength: number(strength, style.digits) })
      : formula?.(numbers),
  });
}
