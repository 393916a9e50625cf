import { describe, expect, it } from 'vitest';

import { themes } from '../../web/src/views/colors.js';
import { drawErrorPlot, epsilonAt, errorLaw, errorPlotLayout } from '../../web/src/views/error-plot.js';
import { numbersOf, recordingContext } from './canvas.js';

const epsilon = Array.from({ length: 23 }, (_, i) => 10 ** (-12 + i / 2));
const lawful = { epsilon, worst: epsilon.map((e) => 7 * e ** 2 + 2e-15 / e), median: epsilon.map((e) => 0.1 * e ** 2 + 1e-17 / e) };
const broken = { epsilon, worst: epsilon.map(() => 1), median: epsilon.map(() => 0.3) };
const layout = errorPlotLayout({ width: 420, height: 280 });
const draw = (sweep) => {
  const recording = recordingContext();
  drawErrorPlot(recording.context, { layout, scale: 2, theme: themes.dark, sweep, chosen: 1e-5 });
  return { ...recording, texts: recording.named('fillText').map(({ args }) => args[0]) };
};

describe('the error against ε', () => {
  it('reads both laws off the samples', () => {
    const { truncation, rounding, best } = errorLaw(lawful);
    expect(truncation).toBeCloseTo(7, 1);
    expect(rounding / 2e-15).toBeCloseTo(1, 1);
    expect(Math.abs(Math.log10(best.epsilon / 5.2e-6))).toBeLessThan(0.3);   // where both are least together: (1e-15 / 7)^⅓
  });

  it('has no law where the gradient is wrong at every ε, and says so', () => {
    expect(errorLaw(broken)).toEqual({ best: null, truncation: null, rounding: null });
    expect(draw(broken).texts).toContain('no ε makes all agree');
    expect(draw(lawful).texts).not.toContain('no ε makes all agree');
  });

  it('names rounding on the left and truncation on the right, and marks the chosen ε', () => {
    const { named, texts } = draw(lawful);
    const xOf = (text) => named('fillText').find(({ args }) => args[0] === text).args[1];
    expect(xOf('rounding')).toBeLessThan(xOf('truncation') - 200);
    expect(texts).toEqual(expect.arrayContaining(['ε = 10⁻⁵', 'ε', '● worst', '╌ median']));
  });

  it('has ε rising to the right and the larger error higher', () => {
    expect(layout.toX(1e-12)).toBe(layout.plot.x);
    expect(layout.toX(1e-1)).toBeCloseTo(layout.plot.x + layout.plot.width);
    expect(layout.toY(1e-3)).toBeLessThan(layout.toY(1e-9));
    expect(layout.xTicks.length).toBeGreaterThan(4);
    expect(layout.yTicks.length).toBeGreaterThan(4);
  });

  it('finds the sample nearest to a click', () => {
    for (const value of epsilon) expect(epsilonAt(layout, epsilon, layout.toX(value) + 3)).toBe(value);
  });

  it('draws finite numbers, of an exact 0 and of a first sample alone', () => {
    const zero = { epsilon: [1e-5], worst: [0], median: [0] };
    for (const sweep of [zero, lawful, broken]) expect(numbersOf(draw(sweep).calls).every(Number.isFinite)).toBe(true);
  });
});
