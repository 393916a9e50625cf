// Formulas are written as TeX and travel as MathML: every tex`…` of web/src becomes, when the page is built or a test loads the file, a
// template of Lit. Temml itself stays at home, and nothing has to be parsed or trusted in the page.
import temml from 'temml';

/** A hole stands in the TeX as a text that no formula has. */
const holeText = (/** @type {number} */ index) => `\\text{@${index}@}`;
const holeMarkup = /<mtext>@(\d+)@<\/mtext>/g;

/** tex`…` with its holes, which may have braces of their own but no templates. */
const taggedTemplate = /\btex`((?:\\[^]|\$\{(?:[^{}`]|\{[^{}`]*\})*\}|[^\\`])*)`/g;
const hole = /\$\{((?:[^{}`]|\{[^{}`]*\})*)\}/g;

/**
 * One formula as the inside of a template.
 * @param {string} source  between the backticks, as it stands in the file
 * @returns {string} presentation MathML, the holes as `${expression}`
 */
export function templateOf(source) {
  /** @type {string[]} */
  const expressions = [];
  const text = source.replace(hole, (_, expression) => holeText(expressions.push(expression) - 1));
  const markup = temml.renderToString(text, { displayMode: true, throwOnError: true, strict: true });
  return `<mrow>${tidy(insideOf(markup))}</mrow>`.replace(holeMarkup, (_, index) => `\${${expressions[index]}}`);
}

/** What stands in <math>…</math>. @param {string} markup */
const insideOf = (markup) => markup.replace(/^<math\b[^>]*>/, '').replace(/<\/math>$/, '');

/**
 * The content security policy refuses styles in markup; the style sheet of the formulas has what they said. What spaces Temml puts around
 * the operator between two texts, a browser knows by itself once a hole is filled; bars are operators, as MathML Core has them.
 * @param {string} markup
 */
const tidy = (markup) => markup
  .replace(/ (?:style|class)="[^"]*"/g, '')
  .replace(/<mrow><mspace[^>]*><\/mspace>(<mo>[^<]*<\/mo>)<mspace[^>]*><\/mspace><\/mrow>/g, '$1')
  .replace(/<mpadded[^>]*>(<mi>[^<]*<\/mi>)<\/mpadded>/g, '$1')
  .replace(/<mi>([|/])<\/mi>/g, '<mo stretchy="false">$1</mo>');

/** @param {string} code of a module @returns {string} the same with templates of Lit in place of TeX */
export function withTemplates(code) {
  const body = code.replace(/^import \{ tex \} from '[^']*';$/m, "import { mathml as tex } from 'lit';");
  return body === code ? code : body.replace(taggedTemplate, (_, source) => `tex\`${templateOf(source)}\``);
}

/** The plugin for Vite and Vitest. */
export function texTemplates() {
  return {
    name: 'tex-templates',
    enforce: /** @type {const} */ ('pre'),
    transform: (/** @type {string} */ code, /** @type {string} */ id) => (/\/src\/.*\.js$/.test(id) ? withTemplates(code) : null),
  };
}
