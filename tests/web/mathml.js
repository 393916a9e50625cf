// Reads formulas as the page would show them: templates of Lit as markup, and MathML with numbers in it as arithmetic.

/** The markup of a template, as Lit would put it into the page. */
export function markupOf(part) {
  if (Array.isArray(part)) return part.map(markupOf).join('');
  if (part === null || part === undefined || typeof part === 'symbol') return '';
  if (typeof part !== 'object' || !part.strings) return String(part);
  return part.strings.map((string, index) => string + (index < part.values.length ? markupOf(part.values[index]) : '')).join('');
}

/** What a reader sees of it. */
export const textOf = (part) => markupOf(part).replace(/<[^>]*>/g, '').replaceAll('\u2061', '').replace(/\s+/g, ' ').trim();

/** A tree of { name, children } and texts. */
function parse(markup) {
  const root = { name: 'root', children: [] };
  const open = [root];
  for (const [, end, name, empty, text] of markup.matchAll(/<(\/?)([a-z]+)[^>]*?(\/?)>|([^<]+)/g)) {
    if (text !== undefined) open.at(-1).children.push(text);
    else if (end) open.pop();
    else {
      const node = { name, children: [] };
      open.at(-1).children.push(node);
      if (!empty) open.push(node);
    }
  }
  if (open.length !== 1) throw new Error(`not closed: ${open.map(({ name }) => name)}`);
  return root;
}

const constants = { e: 'Math.E', π: 'Math.PI' };
const functions = new Set(['tanh', 'log', 'sin', 'cos', 'max', 'min']);
const operators = { '−': '-', '+': '+', '⋅': '*', '·': '*', '/': '/', '(': '(', ')': ')', ',': ',', '&gt;': '>', '=': '' };

const value = (code) => ({ kind: 'value', code: `(${code})` });

/** Tokens of an expression in JavaScript. */
function tokens(node) {
  if (typeof node === 'string') return node.trim() === '' ? [] : [value(node)];
  const children = node.children.filter((child) => typeof child !== 'string' || child.trim() !== '');
  const inside = () => children.flatMap(tokens);
  const part = (index) => `(${codeOf(tokens(children[index]))})`;
  switch (node.name) {
    case 'mn': return [value(node.children.join(''))];
    case 'mi': return letter(node.children.join('').trim());
    case 'mo': return operator(node.children.join('').trim());
    case 'mspace': case 'mtext': return [];
    case 'mfrac': return [value(`${part(0)} / ${part(1)}`)];
    case 'msup': return [value(`Math.pow(${part(0)}, ${part(1)})`)];
    case 'msqrt': return [{ kind: 'value', code: `Math.sqrt(${codeOf(inside())})` }];
    case 'mtable': return children.some((row) => row.children.filter(({ name }) => name === 'mtd').length > 1) ? [cases(children)] : inside();
    default: return inside();
  }
}

function letter(name) {
  if (functions.has(name)) return [{ kind: 'function', code: `Math.${name}` }];
  if (name === 'h') return [{ kind: 'function', code: 'huber' }];
  if (constants[name]) return [value(constants[name])];
  throw new Error(`a letter among the numbers: ${name}`);
}

function operator(sign) {
  if (sign === '' || sign === '\u2061' || sign === '{') return [];
  if (!(sign in operators)) throw new Error(`no arithmetic: ${sign}`);
  const kind = sign === '(' ? 'open' : sign === ')' ? 'close' : 'operator';
  return operators[sign] ? [{ kind, code: operators[sign] }] : [];
}

/** value where condition, else another value. */
function cases([first, second]) {
  const cell = (row, index) => codeOf(tokens(row.children.filter((child) => child.name === 'mtd')[index]));
  return value(`${cell(first, 1)} ? ${cell(first, 0)} : ${cell(second, 0)}`);
}

/** With the signs that a formula leaves out. */
function codeOf(list) {
  return list.map(({ kind, code }, index) => {
    const before = list[index - 1]?.kind;
    const touches = (before === 'value' || before === 'close') && ['value', 'open', 'function'].includes(kind);
    return touches ? `* ${code}` : code;
  }).join(' ');
}

const huber = (d) => (Math.abs(d) <= 1 ? 0.5 * d * d : Math.abs(d) - 0.5);

/** What a formula with numbers in it comes to. */
export function evaluate(part) {
  const code = codeOf(tokens(parse(markupOf(part))));
  return new Function('huber', `return ${code};`)(huber);
}
