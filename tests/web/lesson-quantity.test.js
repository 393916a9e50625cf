// What an author may write for a quantity, and what is refused.
import { describe, expect, it } from 'vitest';

import { parameterNames, placeOf } from '../../web/src/lesson/numbering.js';
import { numberOf, numberText, quantity, readNumber } from '../../web/src/lesson/quantity.js';
import { judge } from '../../web/src/lesson/judge.js';

const scope = { o: { 1: 0.5, 2: -2 }, w: { 1: { 3: 0.25 } }, loss: 3, layers: [{ delta: Float64Array.of(1, -3) }] };

describe('a quantity', () => {
  it.each([
    ['o[1]', 0.5], ['w[1][3] * o[2]', -0.5], ['-o[2]^2', -4], ['2 - 3 - 4', -5], ['8 / 2 / 2', 2], ['2 ^ 3 ^ 0', 2], ['(1 + 2) * loss', 9],
    ['mean(abs(layers[0].delta))', 2], ['sum(square(layers[0].delta), loss)', 13], ['sqrt(2 / 8)', 0.5], ['1.5e-3', 0.0015],
    ['sigmoid(0)', 0.5],
  ])('%s is %f', (text, value) => expect(numberOf(text, scope)).toBeCloseTo(value, 12));

  it.each([['o[1] > 0', true], ['loss <= 2', false], ['-3 < o[2] < -1', true], ['0 < loss < 1', false]])('%s is %s', (text, value) =>
    expect(quantity(text)(scope)).toBe(value));

  it.each([
    ['o[1', /ends too early/], ['o[1] o[2]', /"o" that does not belong there/], ['', /ends too early/], ['o[-1]', /"-" that does not belong/],
    ['alert(1)', /"alert" is no function/], ['o[3]', /"o\[3\]" is not there/], ['p', /"p" is not there; known are o, w, loss, layers/],
    ['constructor', /is not there/], ['o.constructor', /"o.constructor" is not there/], ['__proto__', /cannot be read/],
    ['layers[0].delta', /not a single number/], ['loss / 0', /not finite/], ['o[1] > 0 ? 1 : 2', /cannot be read/], ['"x"', /cannot be read/],
  ])('%s is refused', (text, message) => expect(() => quantity(text)(scope)).toThrow(message));

  it('of a comparison is no number', () => expect(() => numberOf('1 < 2', scope)).toThrow(/a comparison/));
});

describe('units counted through', () => {
  it('name the parameters in their order', () => {
    expect([...parameterNames([2, 2, 1]).keys()]).toEqual([
      'w[1][3]', 'w[2][3]', 'w[1][4]', 'w[2][4]', 'b[3]', 'b[4]', 'w[3][5]', 'w[4][5]', 'b[5]']);
  });

  it('say what a knob turns', () => {
    expect(placeOf('w[4][5]', [2, 2, 1])).toEqual({ kind: 'parameters', index: 7 });
    expect(placeOf('o[2]', [2, 2, 1])).toEqual({ kind: 'input', index: 1 });
    expect(placeOf('t[5]', [2, 2, 1])).toEqual({ kind: 'target', index: 0 });
    for (const name of ['o[3]', 't[1]', 'w[1][5]', 'b[1]', 'x']) expect(placeOf(name, [2, 2, 1]), name).toBe(null);
  });
});

describe('numbers', () => {
  it.each([[0.25, '0.25'], [-0.38098, '−0.381'], [1.23456e-5, '1.235 × 10⁻⁵'], [0, '0'], [12345, '12350'], [3e9, '3 × 10⁹']])('%f is printed as %s', (value, text) =>
    expect(numberText(value)).toBe(text));

  it.each([['0.25', 0.25], [' −3e-4 ', -3e-4], ['1,5', 1.5], ['1.2 × 10^-5', 1.2e-5], ['+2', 2], ['.5', 0.5]])('%s is read', (text, value) =>
    expect(readNumber(text)).toBeCloseTo(value, 12));

  it.each(['', 'half', '1 2', '1/2', '0x10', 'Infinity', '1e'])('"%s" is none', (text) => expect(readNumber(text)).toBeNaN());
});

describe('a judgement', () => {
  it.each([
    [0.138, 0.1385, true, /near enough/], [0.1385, 0.1385, true, /^Right: 0.1385\.$/], [-0.1385, 0.1385, false, /right size and the wrong sign/],
    [-2, 0.1385, false, /wrong sign/], 
    [0.2, 0.1385, false, /right sign, but is too far from zero/], [-0.0381, -0.0227, false, /right sign, but is too far from zero/],
    [0.01, 0.1385, false, /right sign, but is too near zero/], [-0.01, -0.1385, false, /right sign, but is too near zero/], [0, 0.1385, false, /nothing changes/],
  ])('of %f for %f', (said, right, verdict, sentence) => {
    const judged = judge(said, right, 0.02);
    expect(judged.right).toBe(verdict);
    expect(judged.sentence).toMatch(sentence);
  });

  it('forgives what is within the margin', () => expect([0, 1e-3].map((margin) => judge(5e-4, 1e-4, 0.02, margin).right)).toEqual([false, true]));
});
