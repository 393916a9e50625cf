/**
 * Marks a formula: tex`\delta_j = ${signal}\,${slope}`. When the page is built, web/tex.mjs puts a template of MathML in its place, so
 * this function is never called. Holes take other formulas, symbols and numbers.
 * @param {TemplateStringsArray} _strings
 * @param {...unknown} _holes
 * @returns {import('lit').TemplateResult<3>}
 */
export function tex(_strings, ..._holes) {
  throw new Error('a formula that web/tex.mjs has not translated');
}
