/** Numbers and names as people read them. */

const MINUS = '−';
const SUBSCRIPTS = '₀₁₂₃₄₅₆₇₈₉';

/** @param {string} text */
const withMinus = (text) => text.replace(/^-/, MINUS);

/**
 * `0.0312`, `1.25e−6`; always the same number of significant digits, so that a running number doesn't dance.
 * @param {number} value
 * @param {number} [digits]  significant
 */
export function formatNumber(value, digits = 3) {
  if (Number.isNaN(value)) return 'not a number';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : `${MINUS}∞`;
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size < 1e-4 || size >= 1e6) {
    return withMinus(value.toExponential(digits - 1)).replace('e+', 'e').replace('e-', `e${MINUS}`);
  }
  const rounded = Number(size.toPrecision(digits));   // 999.7 becomes 1000, which toPrecision(3) would write as a power
  return withMinus(rounded >= 10 ** digits ? value.toFixed(0) : value.toPrecision(digits));
}

const counts = new Intl.NumberFormat('en');

/** `1,234` @param {number} count */
export const formatCount = (count) => counts.format(Math.floor(count));

/** `epoch 1,234` @param {number} epoch */
export const formatEpoch = (epoch) => `epoch ${formatCount(epoch)}`;

/** `97.2 %` of a share 0…1 @param {number} share */
export const formatPercent = (share) => (Number.isNaN(share) ? 'not a number' : `${(100 * share).toFixed(1)} %`);

/** `₁₂` of 12 @param {number | string} digits */
export const subscript = (digits) => String(digits).replace(/\d/g, (digit) => /** @type {string} */ (SUBSCRIPTS[Number(digit)]));

/**
 * The name of an input feature as a formula: `x1Squared` → `x₁²`, `cosX2` → `cos x₂`; other names stay.
 * @param {string} name
 */
export function featureLabel(name) {
  if (!/^((sin|cos)X\d|(x\d+)+(Squared|Cubed)?)$/.test(name)) return name;
  return subscript(name.replace('X', ' x').replace('Squared', '²').replace('Cubed', '³'));
}
