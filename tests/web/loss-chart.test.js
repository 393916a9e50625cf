import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lossChartLayout, valueAt } from '../../web/src/views/loss-chart.js';
import { LossHistory, LossSeries, MAX_POINTS } from '../../web/src/views/loss-history.js';

const runs = { seed: 20261123, numRuns: 300 };
const loss = fc.double({ min: 0, max: 1, noNaN: true });
const samples = fc.array(loss, { minLength: 1, maxLength: 5000, size: 'max' });
const pointsOf = (series) => Array.from({ length: series.length }, (_, i) => [series.epoch(i), series.value(i)]);
const seriesOf = (values) => {
  const series = new LossSeries();
  values.forEach((value, epoch) => series.add(epoch, value));
  return series;
};

describe('the history of a loss', () => {
  it('holds at most 512 points of a run of any length, the extremes and the newest among them', () => {
    fc.assert(fc.property(samples, (values) => {
      const points = pointsOf(seriesOf(values));
      const kept = points.map(([, value]) => value);
      expect(points.length).toBeLessThanOrEqual(MAX_POINTS);
      expect(Math.max(...kept)).toBe(Math.max(...values));
      expect(Math.min(...kept)).toBe(Math.min(...values));
      expect(points.at(-1)).toEqual([values.length - 1, values.at(-1)]);
    }), runs);
  });

  it('holds real samples in the order of their epochs', () => {
    fc.assert(fc.property(samples, (values) => {
      const points = pointsOf(seriesOf(values));
      points.forEach(([epoch, value], i) => {
        expect(value).toBe(values[epoch]);
        expect(epoch).toBeGreaterThanOrEqual(points[i - 1]?.[0] ?? 0);
      });
    }), runs);
  });

  it('keeps each single spike of a long run', () => {
    const values = new Array(100_000).fill(0.1);
    for (const at of [17, 4_321, 50_000, 99_990]) values[at] = 0.9;
    const spikes = pointsOf(seriesOf(values)).filter(([, value]) => value === 0.9).map(([epoch]) => epoch);
    expect(spikes).toEqual([17, 4_321, 50_000, 99_990]);
  });

  it('spreads its points evenly over a long run', () => {
    const epochs = pointsOf(seriesOf(Array.from({ length: 100_000 }, (_, i) => Math.sin(i)))).map(([epoch]) => epoch);
    const gaps = epochs.slice(1).map((epoch, i) => epoch - epochs[i]);
    expect(Math.max(...gaps)).toBeLessThan(2 * 100_000 / (MAX_POINTS / 4));
  });

  it('leaves out what is not finite and what is not tested', () => {
    const history = new LossHistory();
    history.add(0, 0.5, null);
    history.add(1, NaN, null);
    history.add(2, Infinity, null);
    expect(pointsOf(history.train).at(-1)).toEqual([0, 0.5]);
    expect(history.test.length).toBe(0);
  });

  it('forgets what came after the moment that training has gone back to', () => {
    const history = new LossHistory();
    for (let epoch = 0; epoch < 2000; ++epoch) history.add(epoch, epoch, epoch);
    history.add(100, 0.5, 0.5);
    history.add(101, 0.25, 0.25);
    for (const series of [history.train, history.test]) {
      const epochs = pointsOf(series).map(([epoch]) => epoch);
      expect(epochs).toEqual([...epochs].sort((a, b) => a - b));
      expect(Math.max(...epochs)).toBe(101);
      expect(pointsOf(series).at(-1)).toEqual([101, 0.25]);
    }
  });

  it('starts anew when it is cleared', () => {
    const series = seriesOf(Array.from({ length: 3000 }, (_, i) => i));
    series.clear();
    series.add(0, 0.25);
    series.add(1, 0.5);
    expect(new Set(pointsOf(series).map(String))).toEqual(new Set(['0,0.25', '1,0.5']));
  });
});

describe('the loss chart', () => {
  const layoutOf = (losses, logarithmic = true) => {
    const history = new LossHistory();
    losses.forEach(([train, test], epoch) => history.add(epoch, train, test));
    return lossChartLayout({ history, width: 400, height: 180, logarithmic });
  };

  it('puts every sample inside the plot, an exact zero too', () => {
    for (const logarithmic of [true, false]) {
      const { plot, toX, toY } = layoutOf([[0.5, 0.6], [0, 1e-12], [1e-3, 2]], logarithmic);
      for (const value of [0.5, 0, 1e-12, 2]) {
        expect(toY(value)).toBeGreaterThanOrEqual(plot.y - 1e-9);
        expect(toY(value)).toBeLessThanOrEqual(plot.y + plot.height + 1e-9);
      }
      expect([toX(0), toX(2)]).toEqual([plot.x, plot.x + plot.width]);
    }
  });

  it('puts the greater loss higher', () => {
    for (const logarithmic of [true, false]) {
      const { toY } = layoutOf([[0.5, 0.6], [0.01, 0.02]], logarithmic);
      expect(toY(0.5)).toBeLessThan(toY(0.01) - 40);
    }
  });

  it('has ticks on both axes, within the plot and with different labels', () => {
    for (const losses of [[[0.5, 0.6], [0.4, 0.5]], [[0.5, 0.6], [1e-6, 1e-5]], [[0.3, null]], []]) {
      for (const logarithmic of [true, false]) {
        const { xTicks, yTicks, toY, plot } = layoutOf(losses, logarithmic);
        expect(yTicks.length).toBeGreaterThanOrEqual(2);
        expect(xTicks.length).toBeGreaterThanOrEqual(2);
        expect(new Set(yTicks.map(({ label }) => label)).size).toBe(yTicks.length);
        for (const { value } of yTicks) expect(toY(value)).toBeLessThanOrEqual(plot.y + plot.height + 0.5);
      }
    }
  });

  it('leaves room for the longest tick, at 7 px a digit', () => {
    for (const logarithmic of [true, false]) {
      const { yTicks, plot } = layoutOf([[2, 3], [1e-5, 1e-4]], logarithmic);
      for (const { label } of yTicks) expect(plot.x - 7).toBeGreaterThanOrEqual(7 * label.length);
    }
    expect(layoutOf([[2, 3], [1e-5, 1e-4]]).yTicks.some(({ label }) => label.length > 5)).toBe(true);
  });

  it('reads the sample nearest to the pointer, at the ends the first and the last', () => {
    const layout = layoutOf([[0.5, 0.6], [0.4, 0.5], [0.3, 0.4]]);
    expect(valueAt(layout, layout.toX(1.2))).toEqual({ epoch: 1, train: 0.4, test: 0.5 });
    expect(valueAt(layout, -50)).toEqual({ epoch: 0, train: 0.5, test: 0.6 });
    expect(valueAt(layout, 999)).toEqual({ epoch: 2, train: 0.3, test: 0.4 });
  });

  it('reads nothing while there is no loss, and no test loss where nothing is tested', () => {
    expect(valueAt(layoutOf([]), 100)).toBeNull();
    expect(valueAt(layoutOf([[0.5, null]]), 100)).toEqual({ epoch: 0, train: 0.5, test: null });
  });
});
