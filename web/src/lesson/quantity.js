/**
 * Quantities as a lesson's author writes them: `layers[1].delta[0]`, `parameters[6] - learningRate * layers[1].weightGradient[0]`,
 * `mean(abs(layers[0].delta)) < 0.01`. Parsed, never evaluated as code; what a name means is looked up in the scope alone, which is
 * made of the engine's own numbers (scope.js).
 *
 *   comparison = sum {('<' | '>' | '<=' | '>=') sum}     product = power {('*' | '/') power}
 *   sum        = product {('+' | '-') product}           power   = ['-'] primary ['^' power]
 *   primary    = number | function '(' comparison {',' comparison} ')' | path | '(' comparison ')'
 *   path       = name {'.' name | '[' whole number ']'}
 */

/** A number, a truth value or a row of numbers, on the way to the result. @typedef {any} Value */
/** @typedef {(scope: Record<string, any>) => Value} Term */

const TOKEN = /\s*(?:(\d+\.?\d*(?:e[+-]?\d+)?|\.\d+)|([A-Za-z]\w*)|(<=|>=|[-+*/^()[\].,<>]))/iy;

/** @param {Value} value */
const list = (value) => (ArrayBuffer.isView(value) || Array.isArray(value) ? Array.from(/** @type {any} */ (value)) : [value]);
/** @param {number[]} values */
const sum = (values) => values.reduce((total, value) => total + value, 0);
/** @param {(value: number) => number} apply @returns {(value: Value) => Value} */
const each = (apply) => (value) => (typeof value === 'number' ? apply(value) : list(value).map(apply));

/** @type {Record<string, (...values: Value[]) => Value>} */
const functions = {
  abs: each(Math.abs),
  square: each((value) => value * value),
  exp: each(Math.exp),
  sqrt: each(Math.sqrt),
  sigmoid: each((value) => 1 / (1 + Math.exp(-value))),
  sum: (...values) => sum(values.flatMap(list)),
  mean: (...values) => sum(values.flatMap(list)) / values.flatMap(list).length,
  max: (...values) => Math.max(...values.flatMap(list)),
  min: (...values) => Math.min(...values.flatMap(list)),
};

/** @type {Record<string, (a: any, b: any) => number | boolean>} */
const operators = {
  '+': (a, b) => a + b, '-': (a, b) => a - b, '*': (a, b) => a * b, '/': (a, b) => a / b, '^': (a, b) => a ** b,
  '<': (a, b) => a < b, '>': (a, b) => a > b, '<=': (a, b) => a <= b, '>=': (a, b) => a >= b,
};

/** @param {string} operator @param {Term} a @param {Term} b @returns {Term} */
function combine(operator, a, b) {
  return (scope) => /** @type {any} */ (operators[operator])(a(scope), b(scope));
}

/** @param {string} text @returns {string[]} */
function tokensOf(text) {
  const tokens = [];
  const pattern = new RegExp(TOKEN);
  while (pattern.lastIndex < text.trimEnd().length) {
    const at = pattern.lastIndex;
    const match = pattern.exec(text);
    if (!match) throw new Error(`"${text}" cannot be read from "${text.slice(at).trim()}" on`);
    tokens.push(match[0].trim());
  }
  return tokens;
}

class Parser {
  #tokens;
  #text;
  #at = 0;

  /** @param {string} text */
  constructor(text) {
    this.#text = text;
    this.#tokens = tokensOf(text);
  }

  /** @returns {Term} */
  parse() {
    const term = this.#comparison();
    if (this.#at < this.#tokens.length) this.#refuse();
    return term;
  }

  /** @returns {never} */
  #refuse() {
    const token = this.#tokens[this.#at];
    throw new Error(`"${this.#text}" ${token === undefined ? 'ends too early' : `has a "${token}" that does not belong there`}`);
  }

  /** @param {...string} wanted */
  #take(...wanted) {
    const token = this.#tokens[this.#at] ?? '';
    if (!wanted.includes(token)) return '';
    this.#at += 1;
    return token;
  }

  /** @param {string} wanted */
  #expect(wanted) {
    if (!this.#take(wanted)) this.#refuse();
  }

  /** @returns {Term} */
  #comparison() {
    let left = this.#sum();
    /** @type {Term[]} */
    const parts = [];
    for (let operator; (operator = this.#take('<', '>', '<=', '>='));) {
      const right = this.#sum();
      parts.push(combine(operator, left, right));
      left = right;
    }
    return parts.length > 0 ? (scope) => parts.every((part) => part(scope)) : left;
  }

  /** @returns {Term} */
  #sum() {
    let term = this.#product();
    for (let operator; (operator = this.#take('+', '-'));) term = combine(operator, term, this.#product());
    return term;
  }

  /** @returns {Term} */
  #product() {
    let term = this.#power();
    for (let operator; (operator = this.#take('*', '/'));) term = combine(operator, term, this.#power());
    return term;
  }

  /** @returns {Term} */
  #power() {
    if (this.#take('-')) return combine('-', () => 0, this.#power());
    const base = this.#primary();
    return this.#take('^') ? combine('^', base, this.#power()) : base;
  }

  /** @returns {Term} */
  #primary() {
    const token = this.#tokens[this.#at] ?? '';
    if (this.#take('(')) {
      const term = this.#comparison();
      this.#expect(')');
      return term;
    }
    this.#at += 1;
    if (/^[\d.]+\d*(e[+-]?\d+)?$/i.test(token) && token !== '.') return () => Number(token);
    if (/^[a-z]/i.test(token)) return this.#take('(') ? this.#call(token) : this.#path(token);
    this.#at -= 1;
    return this.#refuse();
  }

  /** @param {string} name @returns {Term} */
  #call(name) {
    const apply = Object.hasOwn(functions, name) ? functions[name] : undefined;
    if (!apply) throw new Error(`"${name}" is no function; known are ${Object.keys(functions).join(', ')}`);
    const terms = [this.#comparison()];
    while (this.#take(',')) terms.push(this.#comparison());
    this.#expect(')');
    return (scope) => apply(...terms.map((term) => term(scope)));
  }

  /** @param {string} name @returns {Term} */
  #path(name) {
    const steps = [name];
    for (let mark; (mark = this.#take('.', '['));) {
      const step = this.#tokens[this.#at++] ?? '';
      if (!(mark === '[' ? /^\d+$/ : /^[a-z]\w*$/i).test(step)) {
        this.#at -= 1;
        this.#refuse();
      }
      if (mark === '[') this.#expect(']');
      steps.push(step);
    }
    return (scope) => lookUp(scope, steps);
  }
}

/** @param {Record<string, any>} scope @param {string[]} steps @returns {Value} */
function lookUp(scope, steps) {
  let at = /** @type {any} */ (scope);
  let path = '';
  for (const step of steps) {
    path += /^\d/.test(step) ? `[${step}]` : `${path && '.'}${step}`;
    if (at === null || typeof at !== 'object' || !Object.hasOwn(at, step)) {
      throw new Error(`"${path}" is not there${path === step ? `; known are ${Object.keys(scope).join(', ')}` : ''}`);
    }
    at = at[step];
  }
  return at;
}

/**
 * @param {string} text
 * @returns {(scope: Record<string, any>) => number | boolean} of the scope of scope.js; throws where it has no such quantity
 * @throws {Error} says what can't be read
 */
export function quantity(text) {
  const term = new Parser(text).parse();
  return (scope) => {
    const value = term(scope);
    if (typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))) return value;
    throw new Error(`"${text}" is ${typeof value === 'number' ? 'not finite' : 'not a single number'}`);
  };
}

/** @param {string} text @param {Record<string, any>} scope @returns {number} @throws {Error} also where it is a comparison */
export function numberOf(text, scope) {
  const value = quantity(text)(scope);
  if (typeof value !== 'number') throw new Error(`"${text}" is a comparison, not a number`);
  return value;
}

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/**
 * As a textbook prints it: `0.1385`, `−1.2 × 10⁻⁵`; no zeros at the end.
 * @param {number} value @param {number} [digits]  significant
 */
export function numberText(value, digits = 4) {
  const minus = (/** @type {string} */ text) => text.replace('-', '−');
  const rounded = Number(value.toPrecision(digits));
  if (rounded === 0 || (Math.abs(rounded) >= 1e-4 && Math.abs(rounded) < 1e7)) return minus(String(rounded));
  const [mantissa = '', exponent = ''] = rounded.toExponential().split('e');
  const raised = exponent.replace('+', '').replace('-', '⁻').replace(/\d/g, (digit) => SUPERSCRIPTS[Number(digit)] ?? '');
  return `${minus(mantissa)} × 10${raised}`;
}

/** The same where room is scarce, in a picture: `−1.2·10⁻⁵`. @param {string} text */
export const narrow = (text) => text.replace(' × ', '·');

/** What a reader types: `0.1385`, `−1.2e-5`, `1,5`. @param {string} text @returns {number} NaN for anything else */
export function readNumber(text) {
  const plain = text.trim().replace(/[−–]/g, '-').replace(/\s*[×x*·]\s*10\s*\^?\s*/i, 'e').replace(/^([+-]?\d*),(\d+)/, '$1.$2');
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : NaN;
}
