import { describe, expect, it } from 'vitest';

import { themes } from '../../web/src/views/colors.js';
import { drawFlowChart, flowChartLayout } from '../../web/src/views/flow-chart.js';
import { drawFlowStrip, flowStripLayout } from '../../web/src/views/flow-strip.js';
import { LossSeries } from '../../web/src/views/loss-history.js';
import { numbersOf, recordingContext } from './canvas.js';

const columns = [1e-7, 1e-5, 1e-3].map((middle, i) => ({ name: String(i + 1), quantiles: [0.01, 0.2, 1, 5, 80].map((factor) => factor * middle) }));

describe('the chart of the flow', () => {
  const layout = flowChartLayout({ columns, width: 360, height: 220 });

  it('puts the larger median higher and each layer in a column of its own', () => {
    expect(layout.toY(1e-3)).toBeLessThan(layout.toY(1e-5));
    expect(layout.toX(1) - layout.toX(0)).toBeGreaterThan(layout.bar);
    expect(layout.xTicks.map(({ label }) => label)).toEqual(['1', '2', '3']);
  });

  it('draws a line from 5 to 95 %, a bar from 25 to 75 % and a notch at the median of each layer', () => {
    const { context, named } = recordingContext();
    drawFlowChart(context, { layout, scale: 1, theme: themes.light, title: '|δ|', color: '#b3420b' });
    const rects = named('fillRect').map(({ args }) => args);
    expect(rects).toHaveLength(9);
    columns.forEach(({ quantiles }, i) => {
      const [line, bar, notch] = rects.slice(3 * i, 3 * i + 3);
      expect(line[1]).toBeCloseTo(layout.toY(quantiles[4]));
      expect(line[1] + line[3]).toBeCloseTo(layout.toY(quantiles[0]));
      expect([bar[1], bar[1] + bar[3]].map(Math.round)).toEqual([quantiles[3], quantiles[1]].map((q) => Math.round(layout.toY(q))));
      expect(notch[1] + 1).toBeCloseTo(layout.toY(quantiles[2]));
    });
  });

  it('leaves out labels that would touch, never that of the output', () => {
    const many = Array.from({ length: 17 }, (_, i) => ({ name: i === 16 ? 'out' : String(i + 1), quantiles: [1, 1, 1, 1, 1] }));
    const narrow = flowChartLayout({ columns: many, width: 220, height: 200 });
    expect(narrow.xTicks.length).toBeLessThan(10);
    expect(narrow.xTicks.at(-1).label).toBe('out');
  });

  it('survives layers that get no gradient at all', () => {
    const dead = flowChartLayout({ columns: [{ name: '1', quantiles: [0, 0, 0, 0, 0] }, columns[2]], width: 300, height: 200 });
    const { context, calls } = recordingContext();
    drawFlowChart(context, { layout: dead, scale: 1, theme: themes.dark, title: '|δ|', color: '#fff' });
    expect(numbersOf(calls).every(Number.isFinite)).toBe(true);
    expect(dead.toY(0)).toBe(dead.plot.y + dead.plot.height);
  });
});

describe('the strips of the flow over training', () => {
  const seriesOf = (values) => {
    const series = new LossSeries();
    values.forEach((value, i) => series.add(100 * i, value));
    return series;
  };
  const strips = [{ name: '1', series: seriesOf([1e-8, 1e-7, 1e-6]) }, { name: 'out', series: seriesOf([1e-1, 1e-2, 1e-2]) }];
  const layout = flowStripLayout({ strips, width: 400 });

  it('lie one above the other, the output on top, as wide as training was long', () => {
    expect(layout.toY(1)).toBeLessThan(layout.toY(0));
    expect(layout.toX(0)).toBe(layout.plot.x);
    expect(layout.toX(200)).toBe(layout.plot.x + layout.plot.width);
    expect(layout.xTicks[0].label).toBe('0');
  });

  it('are darker where more flows, and end with the newest value', () => {
    const { context, named } = recordingContext();
    drawFlowStrip(context, { layout, scale: 1, theme: themes.light, title: 'layer' });
    const fillAt = (layer) => named('fillRect').find(({ args }) => Math.abs(args[1] + args[3] / 2 - layout.toY(layer)) < 1).set.fillStyle;
    const red = (color) => Number(color.match(/\d+/)[0]);
    expect(red(fillAt(1))).toBeLessThan(red(fillAt(0)) - 60);
    expect(named('fillText').map(({ args }) => args[0])).toEqual(expect.arrayContaining(['10⁻⁶', '0.010']));
  });
});
