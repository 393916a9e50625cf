import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { decadesAround, formatPower, logScale, powerTicks } from '../../web/src/views/powers.js';

describe('a number over many powers of ten', () => {
  it('is written as people do', () => {
    expect(formatPower(3.14e-9)).toBe('3.1·10⁻⁹');
    expect(formatPower(-2.5e-4)).toBe('−2.5·10⁻⁴');
    expect(formatPower(1e-12)).toBe('10⁻¹²');
    expect(formatPower(0.0312, 3)).toBe('0.0312');
    expect(formatPower(4.56e7)).toBe('4.6·10⁷');
    expect(formatPower(0)).toBe('0');
    expect(formatPower(NaN)).toBe('not a number');
  });

  it('has its place on a log axis, a zero at the lower end', () => {
    const toY = logScale([1e-8, 1], [100, 0]);
    expect([1e-8, 1e-4, 1, 0, 1e-20].map(toY)).toEqual([100, 50, 0, 100, 100]);
  });

  it('lies within the decades around it, however many values there are', () => {
    fc.assert(fc.property(fc.array(fc.double({ min: 1e-14, max: 1e6, noNaN: true }), { minLength: 1 }), (values) => {
      const [low, high] = decadesAround(values, { most: 40 });
      expect(low).toBeLessThanOrEqual(Math.min(...values) * 1.000001);
      expect(high).toBeGreaterThanOrEqual(Math.max(...values) * 0.999999);
      expect(high / low).toBeGreaterThan(9);
    }), { seed: 4 });
  });

  it('shows no more decades than asked for, and some where all is 0', () => {
    const [low, high] = decadesAround([1e-30, 1], { most: 6 });
    expect(Math.round(Math.log10(high / low))).toBe(6);
    expect(decadesAround([0, NaN, Infinity])).toEqual([1e-3, 1]);
  });

  it('has ticks with different labels', () => {
    const labels = powerTicks(1e-14, 1, 7).map(({ label }) => label);
    expect(labels).toContain('10⁻⁸');
    expect(new Set(labels).size).toBe(labels.length);
    expect(labels.length).toBeGreaterThan(4);
  });
});
