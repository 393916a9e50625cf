import { numberText } from './quantity.js';

/** Shown with the feedback: enough digits to see how near it is. */
const shownDigits = 4;

/**
 * How a number that was typed compares with the right one.
 * @param {number} said @param {number} right @param {number} tolerance  relative
 * @param {number} [margin]  absolute, where numbers that nearly cancel are rounded on the way
 * @returns {{ right: boolean, sentence: string }}
 */
export function judge(said, right, tolerance, margin = 0) {
  const [own, exact] = [said, right].map((value) => numberText(value, shownDigits));
  if (Math.abs(said - right) <= tolerance * Math.abs(right) + margin + Number.EPSILON) {
    return { right: true, sentence: own === exact ? `Right: ${exact}.` : `Right: it is ${exact}, and ${own} is near enough.` };
  }
  return { right: false, sentence: `Not yet: ${own} ${difference(said, right, tolerance)}.` };
}

/** @param {number} said @param {number} right @param {number} tolerance */
function difference(said, right, tolerance) {
  if (said === 0) return 'would mean that nothing changes';
  if (Math.abs(said + right) <= tolerance * Math.abs(right)) return 'has the right size and the wrong sign';
  if (Math.sign(said) !== Math.sign(right)) return 'has the wrong sign';
  // not "too large": of −0.04 for −0.02 that would be true of the size alone
  return `has the right sign, but is too ${Math.abs(said) > Math.abs(right) ? 'far from' : 'near'} zero`;
}
