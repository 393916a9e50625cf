import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { featureLabel, formatCount, formatEpoch, formatNumber, formatPercent } from '../../web/src/views/format.js';
import { linearTicks, logTicks } from '../../web/src/views/ticks.js';

const labels = (ticks) => ticks.map(({ label }) => label);

describe('a number', () => {
  it.each([
    [0, '0'], [0.03125, '0.0313'], [-0.5, '−0.500'], [12.345, '12.3'], [123456, '123456'], [1e-7, '1.00e−7'],
    [-2.5e8, '−2.50e8'], [NaN, 'not a number'], [Infinity, '∞'], [-Infinity, '−∞'],
  ])('%d reads %s', (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });

  it('of epochs, counts and shares reads as people write it', () => {
    expect(formatEpoch(1234.9)).toBe('epoch 1,234');
    expect(formatCount(1_000_000)).toBe('1,000,000');
    expect(formatPercent(0.97249)).toBe('97.2 %');
  });
});

describe('the name of a feature', () => {
  it.each([
    ['x1', 'x₁'], ['x2Squared', 'x₂²'], ['x1x2', 'x₁x₂'], ['sinX2', 'sin x₂'], ['cosX1', 'cos x₁'], ['x1Cubed', 'x₁³'], ['radius', 'radius'],
    ['bill length (mm)', 'bill length (mm)'], ['max10', 'max10'],
  ])('%s reads %s', (name, label) => {
    expect(featureLabel(name)).toBe(label);
  });
});

it('a number that is rounded up to a power of ten is written out', () => {
  expect([formatNumber(99.7, 2), formatNumber(999.7), formatNumber(9.97, 1), formatNumber(0.9996), formatNumber(-99.96)]).toEqual(['100', '1000', '10', '1.00', '−100']);
});

describe('ticks', () => {
  it('are round numbers that cover the range', () => {
    expect(labels(linearTicks(-6, 6, 6))).toEqual(['−6', '−4', '−2', '0', '2', '4', '6']);
    expect(labels(linearTicks(0, 0.5, 3))).toEqual(['0.0', '0.2', '0.4']);
    expect(labels(linearTicks(32.1, 59.6, 6))).toEqual(['35', '40', '45', '50', '55']);
    expect(labels(logTicks(0.001, 1, 5))).toEqual(['0.001', '0.01', '0.1', '1']);
    expect(labels(logTicks(0.05, 0.6, 3)), 'more than one').toEqual(['0.05', '0.1', '0.2', '0.5']);
  });

  it('lie in the range, differ, and are about as many as asked for, at any size', () => {
    const real = (min, max) => fc.double({ min, max, noNaN: true });
    const range = fc.tuple(real(-1e5, 1e5), real(1e-3, 1e5));
    fc.assert(fc.property(range, fc.integer({ min: 2, max: 12 }), ([low, span], count) => {
      const ticks = linearTicks(low, low + span, count);
      expect(ticks.length).toBeGreaterThanOrEqual(1);
      expect(ticks.length).toBeLessThanOrEqual(count + 1);
      for (const { value } of ticks) {
        expect(value).toBeGreaterThanOrEqual(low - span * 1e-6);
        expect(value).toBeLessThanOrEqual(low + span * (1 + 1e-6));
      }
    }), { seed: 20261123, numRuns: 1000 });
  });

  it('of an empty or endless range are none', () => {
    expect(linearTicks(1, 1, 5)).toEqual([]);
    expect(linearTicks(0, Infinity, 5)).toEqual([]);
    expect(logTicks(0, 1, 5)).toEqual([]);
  });
});
