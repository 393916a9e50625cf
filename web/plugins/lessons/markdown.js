// Markdown with formulas ($…$ and $$…$$) and live numbers ({{…}}).
import MarkdownIt from 'markdown-it';

import { formula, liveNumber, livePattern } from './formula.js';

/**
 * What rendering needs to know besides the text; the `env` of markdown-it.
 * @typedef {object} Env
 * @property {Record<string, string>} macros
 * @property {(quantity: string, digits: number) => { attributes: string, text: string }} write   see liveNumber
 */

export const markdown = new MarkdownIt({ html: false, typographer: true }).use(formulas).use(liveNumbers).use(wholeText).use(plainTables);

/** @param {MarkdownIt} md */
function formulas(md) {
  md.inline.ruler.before('escape', 'formula', inlineFormula);
  md.block.ruler.before('fence', 'formula', displayFormula, { alt: ['paragraph', 'reference', 'blockquote', 'list'] });
  md.renderer.rules.formula = (tokens, i, _, env) => {
    const { content, meta } = tokens[i];
    return meta ? `<span class="together">${formula(content, env)}${meta}</span>` : formula(content, env);
  };
  md.renderer.rules.displayFormula = (tokens, i, _, env) =>
    `<div class="formula">${formula(tokens[i].content, { ...env, display: true })}</div>\n`;
}

/** `$w_1$`: no space inside the dollars, so that prices stay prices. A comma after it stays on its line. */
function inlineFormula(state, silent) {
  const match = /^\$(?!\s)((?:\\.|[^$`\\])+?)(?<!\s)\$(?!\d)([.,;:?)]*)/.exec(state.src.slice(state.pos));
  if (!match) return false;
  if (!silent) Object.assign(state.push('formula', 'math', 0), { content: match[1], meta: match[2] });
  state.pos += match[0].length;
  return true;
}

/** From a line that begins with `$$` to one that ends with it. */
function displayFormula(state, startLine, endLine, silent) {
  const lineAt = (line) => state.src.slice(state.bMarks[line] + state.tShift[line], state.eMarks[line]).trim();
  if (!lineAt(startLine).startsWith('$$')) return false;
  const lines = [];
  for (let line = startLine; line < endLine; line++) {
    lines.push(lineAt(line));
    const text = lines.join('\n');
    if (text.length < 4 || !text.endsWith('$$')) continue;
    if (silent) return true;
    const token = state.push('displayFormula', 'math', 0);
    Object.assign(token, { block: true, content: text.slice(2, -2).trim(), map: [startLine, line + 1] });
    state.line = line + 1;
    return true;
  }
  return false;
}

/** @param {MarkdownIt} md */
function liveNumbers(md) {
  md.inline.ruler.before('escape', 'live', (state, silent) => {
    const match = new RegExp(`^${livePattern.source}`).exec(state.src.slice(state.pos));
    if (!match) return false;
    if (!silent) state.push('live', 'span', 0).content = match[1];
    state.pos += match[0].length;
    return true;
  });
  md.renderer.rules.live = (tokens, i, _, env) => liveNumber(tokens[i].content, 'span', env.write);
}

/** What begins a number or a formula and is still text has no end. @param {MarkdownIt} md */
function wholeText(md) {
  md.renderer.rules.text = (tokens, i) => {
    const [lone] = /\{\{|\\[a-z]{2,}/.exec(tokens[i].content) ?? [];
    if (lone) throw new Error(`${lone} needs ${lone === '{{' ? '}}' : 'a $ before and after its formula'}`);
    return md.utils.escapeHtml(tokens[i].content);
  };
}

/** Wide tables scroll in a box of their own. Columns are aligned by a class: a style attribute is refused by the content security policy. @param {MarkdownIt} md */
function plainTables(md) {
  md.renderer.rules.table_open = () => '<div class="table"><table>\n';
  md.renderer.rules.table_close = () => '</table></div>\n';
  md.core.ruler.push('plain-tables', ({ tokens }) => {
    for (const token of tokens) {
      const style = token.attrGet('style');
      if (!style) continue;
      token.attrs = token.attrs.filter(([name]) => name !== 'style');
      token.attrSet('class', style.replace('text-align:', 'column-'));
    }
  });
}
