// Formulas become MathML when the page is made; the reader's browser needs no library. Live numbers: `{{layers[1].delta[0]}}`, with a
// colon and digits `{{loss:6}}`, in text and formulas alike.
import temml from 'temml';

import { narrow } from '../../src/lesson/quantity.js';

export const escapeHtml = (text) => String(text).replace(/[&<>"]/g, (mark) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[mark]);

export const livePattern = /\{\{\s*([^{}]+?)\s*\}\}/;

/** Between two texts temml spaces an operator by hand; between two numbers a browser does it by itself. */
const spacedOperator = /<mrow><mspace[^>]*><\/mspace>(<mo>[^<]*<\/mo>)<mspace[^>]*><\/mspace><\/mrow>/g;

const paddedName = /<mpadded[^>]*>(<mi>[^<]*<\/mi>)<\/mpadded>/g;

/** What temml puts into style attributes, which the content security policy refuses: lesson.css says the same of its classes. */
const knownStyles = /^(display:block math;|padding-left:0em;padding-right:0em;|math-depth:0;)$/;

/** A negative number needs brackets unless it stands at the beginning or after an equals sign. */
const standsFree = (before) => /(^|[=(,{&]|\\\\|\\quad|\\text\{[^}]*\})\s*$/.test(before.trimEnd());

/**
 * A number that follows the network. `write` turns quantity and digits into attributes and the number of the start.
 * @param {string} source  what stands between the braces
 * @param {'span' | 'mn' | 'text'} tag
 * @param {(quantity: string, digits: number) => { attributes: string, text: string }} write
 */
export function liveNumber(source, tag, write, brackets = false) {
  const [, quantity, digits] = /^(.*?)(?::(\d+))?$/s.exec(source);
  const { attributes, text } = write(quantity.trim(), Number(digits ?? 4));
  const shown = tag === 'tspan' ? narrow(text) : brackets && text.startsWith('−') ? `(${text})` : text;
  return `<${tag} class="live" ${attributes}${brackets ? ' data-brackets' : ''}>${shown}</${tag}>`;
}

/**
 * TeX to MathML.
 * @param {string} tex
 * @param {{ display?: boolean, macros: Record<string, string>, write: Parameters<typeof liveNumber>[2] }} options
 * @throws {Error} says what temml could not read
 */
export function formula(tex, { display = false, macros, write }) {
  const numbers = [];
  const source = tex.replaceAll(new RegExp(livePattern, 'g'), (_, text, at) =>
    `\\text{⟦${numbers.push({ text, brackets: !standsFree(tex.slice(0, at)) }) - 1}⟧}`);
  const mathml = temml.renderToString(source, { displayMode: display, throwOnError: true, macros: { ...macros }, trust: isClass });
  return withoutStyles(mathml).replaceAll(spacedOperator, '$1').replaceAll(paddedName, '$1')
    .replaceAll(/<mtext>⟦(\d+)⟧<\/mtext>/g, (_, index) => liveNumber(numbers[index].text, 'mn', write, numbers[index].brackets));
}

/** `\class{part}{…}` is all that a formula may put into the page besides MathML. */
const isClass = ({ command }) => command === '\\class';

function withoutStyles(mathml) {
  return mathml.replaceAll(/ style="([^"]*)"/g, (_, style) => {
    if (!knownStyles.test(style)) throw new Error(`this formula would need an inline style (${style}), which the page does not allow`);
    return '';
  });
}
