/**
 * Values as a link writes them. A parser returns the value or throws a `Refusal`, whose message says what is wrong and
 * what is allowed, in the words of the engine's errors: `0 is not in 1…256`.
 */

/** @typedef {import('./types.js').Limit} Limit */

/** What a parser throws for a value that is not allowed. */
export class Refusal extends Error {}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const QUOTED_LENGTH = 40;

/** A stranger's text, short enough for a sentence. @param {string} text */
export const quote = (text) => `"${text.length > QUOTED_LENGTH ? `${text.slice(0, QUOTED_LENGTH)}…` : text}"`;

/** `sigmoid, tanh or relu` @param {readonly string[]} names */
export const listNames = (names) => names.length < 2
  ? names.join('')
  : `${names.slice(0, -1).join(', ')} or ${names[names.length - 1]}`;

/** @param {string} text @param {Limit | undefined} limit  undefined: any finite number @param {string} [or]  what else is allowed @returns {number} */
export function parseNumber(text, limit, or = '') {
  const value = NUMBER.test(text) ? Number(text) : NaN;
  const range = limit ? `${limit.min}…${limit.max}${or}` : 'the finite numbers';
  if (!Number.isFinite(value)) throw new Refusal(`${quote(text)} is not a number in ${range}`);
  if (limit && (value < limit.min || value > limit.max)) throw new Refusal(`${text} is not in ${range}`);
  if (limit?.integer && !Number.isInteger(value)) {
    throw new Refusal(`${text} is not a whole number in ${range}`);
  }
  return value === 0 ? 0 : value;  // -0 would be written as 0 and come back as another value
}

/** @param {string} text @param {readonly string[]} names @returns {string} */
export function parseName(text, names) {
  if (!names.includes(text)) throw new Refusal(`${quote(text)} is not known; expected ${listNames(names)}`);
  return text;
}

/** @param {string} text @returns {boolean} */
export function parseBoolean(text) {
  if (text !== 'true' && text !== 'false') throw new Refusal(`${quote(text)} is not known; expected true or false`);
  return text === 'true';
}

/** `x1,x2` @param {string} text @param {readonly string[]} names @returns {string[]} */
export function parseNames(text, names) {
  if (text === '') throw new Refusal(`none is given; expected at least one of ${listNames(names)}`);
  const list = text.split(',').map((name) => parseName(name, names));
  const twice = list.find((name, index) => list.indexOf(name) !== index);
  if (twice) throw new Refusal(`${twice} is given twice`);
  return list;
}

/**
 * Splits `key=value&key=value`, broken into lines or not. A key that comes twice, or bytes that are no text, end as problems and not as
 * values.
 * @param {string} fragment  without its `#`
 * @returns {{ entries: Map<string, string>, problems: import('./types.js').Problem[] }}
 */
export function splitQuery(fragment) {
  /** @type {Map<string, string>} */
  const entries = new Map();
  /** @type {import('./types.js').Problem[]} */
  const problems = [];
  for (const part of fragment.trim().split(/\s*&\s*/)) {
    if (part === '') continue;
    const [rawKey = '', ...rest] = part.split('=');
    const key = decodeText(rawKey);
    const value = decodeText(rest.join('='));
    if (key === null || value === null) {
      problems.push({ key: '', message: `${quote(part)} is not percent-encoded text` });
    } else if (entries.has(key)) {
      problems.push({ key, message: `${key}: given twice` });
    } else {
      entries.set(key, value);
    }
  }
  return { entries, problems };
}

/** @param {string} text */
function decodeText(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** The inverse of `splitQuery`; commas stay readable. @param {Iterable<[string, string]>} entries */
export function joinQuery(entries) {
  const parts = [];
  for (const [key, value] of entries) parts.push(`${key}=${encodeURIComponent(value).replaceAll('%2C', ',')}`);
  return parts.join('&');
}
