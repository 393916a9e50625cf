import { formatCount } from '../../views/format.js';
import { formatPower } from '../../views/powers.js';
import { parameterName, placeOf } from './parameter-names.js';

/**
 * What a comparison of analytic and numeric gradient says.
 * @typedef {import('../types.js').Network} Network
 * @typedef {import('./check.js').Comparison} Comparison
 *
 * @typedef {object} Verdict
 * @property {'right' | 'wrong' | 'epsilon'} kind   epsilon: the gradient is right, but this ε too large or too small to see it
 * @property {string} sentence
 * @property {string} [detail]
 */

/** Analytic and numeric gradient agree up to this relative error. */
export const tolerance = 1e-5;
/** A loss near 1 is rounded to 1e-16 of it, in every of its sums; their difference is divided by 2ε. */
const roundingOfLoss = 1e-14;
/** ε that are neither too large nor too small for networks of this size. */
const trustedRange = /** @type {const} */ ([0.9e-6, 1.1e-3]);

/** Where the check finds a parameter's gradient wrong: farther off than rounding explains. @param {Comparison} comparison @param {number} parameter */
export function isWrong({ analytic, numeric, error, epsilon }, parameter) {
  const apart = Math.abs((numeric[parameter] ?? NaN) - (analytic[parameter] ?? NaN));
  return !((error[parameter] ?? NaN) <= tolerance || apart <= roundingOfLoss / epsilon);   // what is not a number is wrong
}

/**
 * What is wrong at every trusted ε: beside a kink of ReLU one alone can mislead.
 * @param {Comparison} comparison  speaks alone as long as there is no trusted one
 * @param {Comparison[]} all
 */
function wrongParameters(comparison, all) {
  const trusted = all.filter(({ epsilon }) => epsilon >= trustedRange[0] && epsilon <= trustedRange[1]);
  const judges = trusted.length > 0 ? trusted : [comparison];
  return Array.from(comparison.error.keys()).filter((parameter) => judges.every((judge) => isWrong(judge, parameter)));
}

/**
 * @param {Network} network
 * @param {Comparison} comparison   at the chosen ε
 * @param {Comparison[]} all        at every ε so far
 * @returns {Verdict}
 */
export function verdictOf(network, comparison, all) {
  const wrong = wrongParameters(comparison, all);
  const count = comparison.error.length;
  const found = { count, worst: parameterName(network, comparison.worst), largest: formatPower(worstError(comparison)) };
  if (wrong.length > 0) {
    const which = wrong.length === count ? `All ${formatCount(count)}` : `${formatCount(wrong.length)} of ${formatCount(count)}`;
    return {
      kind: 'wrong',
      sentence: `${which} gradients are wrong, ${where(network, wrong)}: the largest difference is ${found.largest}, at ${found.worst}.`,
      detail: 'It stays whatever ε is: so it is not rounding; the formula is wrong.',
    };
  }
  const best = all.reduce((least, other) => (worstError(other) < worstError(least) ? other : least), comparison);
  return worstError(comparison) > tolerance && worstError(best) < worstError(comparison) / 2
    ? blameEpsilon(comparison, best, found)
    : agreement(comparison, found);
}

/** @param {Comparison} comparison */
const worstError = ({ error, worst }) => error[worst] ?? NaN;

/** @typedef {{ count: number, worst: string, largest: string }} Found */

/** @param {Comparison} comparison @param {Comparison} best @param {Found} found @returns {Verdict} */
function blameEpsilon({ epsilon }, best, { largest }) {
  const isLarge = epsilon > best.epsilon;
  return {
    kind: 'epsilon',
    sentence: `This ε is too ${isLarge ? 'large' : 'small'} to tell: they differ by up to ${largest}, but at ε = ${formatPower(best.epsilon, 1)} only by ${formatPower(worstError(best))}.`,
    detail: isLarge ? 'The loss is not a straight line over so wide a step.' : 'The two losses are so alike that rounding is most of their difference.',
  };
}

/** @param {Comparison} comparison @param {Found} found @returns {Verdict} */
function agreement({ error }, { count, worst, largest }) {
  const tiny = Array.from(error).filter((value) => value > tolerance).length;
  return {
    kind: 'right',
    sentence: `All ${formatCount(count)} gradients agree: the largest difference is ${largest}, at ${worst}.`,
    ...(tiny > 0 && { detail: `${formatCount(tiny)} of them are so small that rounding is all that differs.` }),
  };
}

/** @param {Network} network @param {number[]} parameters */
function where(network, parameters) {
  const last = network.layers.length - 1;
  const layers = [...new Set(parameters.map((parameter) => placeOf(network, parameter).layer))].sort((a, b) => a - b);
  if (layers.length === last + 1 && last > 0) return 'in every layer';
  const names = layers.map((layer) => (layer === last ? 'the output' : `layer ${layer + 1}`));
  return `in ${new Intl.ListFormat('en').format(names)}`;
}
