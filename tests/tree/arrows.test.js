// The rooms of the project and the arrows between them: core ← wasm ← engine ← element → views, state ← element.
import { describe, expect, it } from 'vitest';
import { importsOf, linesOf, sourceFiles } from './files.js';

const rooms = ['engine', 'state', 'views', 'element'];
const filesOf = (room) => sourceFiles([`web/src/${room}`], ['.js']);

/** The functions of libm whose last bit differs between platforms, in each of their names. */
const libm = /\bstd::(a?(sin|cos|tan)h?|atan2|exp2?|expm1|log(1p|2|10|b)?|pow|cbrt|hypot|fma|erfc?|[lt]gamma)[fl]?\(/;

/** What keeps a test from being run or from having to pass, in Vitest and in Catch2. */
const switchedOff = /\b(test|it|describe)(\.\w+)*\.(skip|only|todo|fails|skipIf|runIf)\b|\[\.\]|\[!(mayfail|shouldfail)\]/;

/** Each line of the files that matches, with its place. */
const hits = (files, pattern) => files.flatMap((path) =>
  linesOf(path).flatMap((line, i) => (pattern.test(line) ? [`${path}:${i + 1}: ${line.trim()}`] : [])));

/** Each import of the files for which the test answers true. */
const forbiddenImports = (files, isForbidden) => files.flatMap((path) =>
  importsOf(path).filter(isForbidden).map((imported) => `${path} imports ${imported}`));

const isIn = (room) => (path) => path.startsWith(`web/src/${room}/`);
const isInOtherRoom = (own) => (path) => rooms.filter((room) => room !== own).some((room) => isIn(room)(path));

describe('core', () => {
  const files = sourceFiles(['core'], ['.h', '.cpp', 'CMakeLists.txt']);

  it('has no word of Emscripten, JavaScript or I/O', () => {
    expect(hits(files, /emscripten|embind|javascript|<(iostream|fstream|cstdio)>|printf\(/i)).toEqual([]);
  });

  it('includes the standard library and itself only', () => {
    expect(hits(files, /#include (?!<[a-z_]+>|"backprop\/|"[a-z_]+\.h")/)).toEqual([]);
  });

  it('uses no function of libm whose last bit differs between platforms', () => {
    expect(['exp', 'acosh', 'log2', 'powf', 'atan2', 'lgamma'].filter((name) => !libm.test(`std::${name}(x)`))).toEqual([]);
    expect(['sqrt', 'abs', 'floor', 'max'].filter((name) => libm.test(`std::${name}(x)`))).toEqual([]);
    expect(hits(files, libm)).toEqual([]);
  });
});

describe('wasm', () => {
  it('includes core, Emscripten, the standard library and itself only', () => {
    const files = sourceFiles(['wasm'], ['.h', '.cpp']);
    expect(hits(files, /#include (?!<[a-z_]+>|<emscripten\/|"backprop\/|"[a-z_]+\.h")/)).toEqual([]);
  });

  it('is imported by the engine and its tests only', () => {
    const others = sourceFiles(['web/src', 'tests'], ['.js', '.mjs'])
      .filter((path) => !/^(web\/src\/engine|tests\/(wasm|bench|tree))\//.test(path));
    expect(forbiddenImports(others, (path) => path === '#wasm' || path.startsWith('build/'))).toEqual([]);
  });
});

describe('web/src', () => {
  it('engine knows neither state, views nor element, and no DOM', () => {
    expect(forbiddenImports(filesOf('engine'), isInOtherRoom('engine'))).toEqual([]);
    expect(hits(filesOf('engine'), /\b(document|window)\./)).toEqual([]);
  });

  it('state knows neither engine, views nor element, and no DOM', () => {
    expect(forbiddenImports(filesOf('state'), isInOtherRoom('state'))).toEqual([]);
    expect(hits(filesOf('state'), /\b(document|window)\./)).toEqual([]);
  });

  it('views know nobody', () => {
    expect(forbiddenImports(filesOf('views'), isInOtherRoom('views'))).toEqual([]);
  });

  it('nothing but the element and the pages imports the element', () => {
    const others = ['engine', 'state', 'views'].flatMap(filesOf);
    expect(forbiddenImports(others, isIn('element'))).toEqual([]);
  });
});

describe('the tree', () => {
  const code = sourceFiles(['core', 'wasm', 'web', 'tests'], ['.js', '.mjs', '.cpp', '.h', '.css', '.html', '.sh']);

  it('has no evaluated code and no unsafe HTML', () => {
    const own = code.filter((path) => path.startsWith('web/'));
    expect(hits(own, /\beval\(|\bnew Function\b|innerHTML|unsafeHTML|javascript:/)).toEqual([]);
  });

  it('names no Catch2 test so that CMake, for which brackets and semicolons make lists, loses it', () => {
    expect(hits(code.filter((path) => path.endsWith('.test.cpp')), /TEST_CASE\("[^"]*[[\];]/)).toEqual([]);
  });

  it('has no test that is switched off or narrowed', () => {
    const own = code.filter((path) => path.endsWith('.test.js') || path.endsWith('.test.cpp'));
    expect(['skip', 'only.each', 'concurrent.skipIf', 'fails'].filter((words) => !switchedOff.test(`it.${words}(`))).toEqual([]);
    expect(hits(own, switchedOff)).toEqual([]);
  });
});
