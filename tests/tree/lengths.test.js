// The budgets of DESIGN for a reader: a file of code has at most 350 lines, a function at most 40, a flat numeric kernel 80.
import { parse } from 'acorn';
import { describe, expect, it } from 'vitest';
import { linesOf, sourceFiles } from './files.js';

const fileLimit = 350;
const functionLimit = 40;
const kernelLimit = 80;

const script = sourceFiles(['web', 'wasm'], ['.js', '.mjs']);
const cpp = sourceFiles(['core', 'wasm'], ['.cpp', '.h']);
const limitOf = (path) => (/kernels?\b/.test(path) ? kernelLimit : functionLimit);

describe('lengths', () => {
  it('no file of code is longer than 350 lines', () => {
    const files = [...script, ...cpp, ...sourceFiles(['web'], ['.css', '.html']), ...sourceFiles(['wasm'], ['.sh'])];
    expect(files.filter((path) => linesOf(path).length - 1 > fileLimit)).toEqual([]);
  });

  it('no line of C++ has more than 128 columns, its comments included', () => {
    const files = [...cpp, ...sourceFiles(['tests'], ['.cpp', '.h'])];
    expect(files.flatMap((path) => linesOf(path).flatMap((line, i) => ([...line].length > 128 ? [`${path}:${i + 1}`] : [])))).toEqual([]);
  });

  it('no JavaScript function is longer than 40 lines', () => {
    expect(script.flatMap((path) => tooLong(path, scriptFunctions(linesOf(path).join('\n'))))).toEqual([]);
  });

  it('no C++ function is longer than 40 lines, a numeric kernel 80', () => {
    expect(cpp.flatMap((path) => tooLong(path, cppFunctions(linesOf(path))))).toEqual([]);
  });
});

const tooLong = (path, functions) => functions
  .filter(({ start, end }) => end - start + 1 > limitOf(path))
  .map(({ start, end }) => `${path}:${start}: ${end - start + 1} lines`);

/** First and last line of every function, wherever it stands in the syntax tree. */
function scriptFunctions(text) {
  const found = [];
  const visit = (node) => {
    if (!node || typeof node.type !== 'string') return;
    if (/Function/.test(node.type)) found.push({ start: node.loc.start.line, end: node.loc.end.line });
    for (const child of Object.values(node).flat()) if (child && typeof child === 'object') visit(child);
  };
  visit(parse(text, { ecmaVersion: 'latest', sourceType: 'module', locations: true, allowHashBang: true }));
  return found;
}

/** The same for C++ as clang-format lays it out: a body ends with the brace that is indented as the function's first line. */
function cppFunctions(lines) {
  return lines.flatMap((line, i) => {
    const opens = /\)[^;]*\{$/.test(line) && !/^\s*(\}|if|for|while|switch|namespace|class|struct|enum|else)\b/.test(line);
    if (!opens) return [];
    const start = firstLineOfSignature(lines, i);
    const indent = /^\s*/.exec(lines[start])[0];
    const end = lines.findIndex((other, j) => j > i && other.startsWith(`${indent}}`));
    return end === -1 ? [] : [{ start: start + 1, end: end + 1 }];
  });
}

function firstLineOfSignature(lines, last) {
  let first = last;
  while (first > 0 && !/^\s*$|[;{}:>]$|^\s*(\/\/|#)/.test(lines[first - 1])) first -= 1;
  return first;
}
