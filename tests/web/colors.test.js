import { differenceEuclidean, filterDeficiencyDeuter, filterDeficiencyProt, filterDeficiencyTrit, parse } from 'culori';
import { describe, expect, it } from 'vitest';
import { classRamp, contrast, rampColor, rampIndex, themes } from '../../web/src/views/colors.js';

const hex = (table, index) => `#${[...table.subarray(index * 4, index * 4 + 3)]
  .map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
const entries = Array.from({ length: 256 }, (_, index) => index);
const distance = differenceEuclidean('oklab');

describe.each(Object.entries(themes))('the %s theme', (_, theme) => {
  it('has text of 4.5:1, and rules, marks and curves of 3:1 on its background', () => {
    for (const key of ['text', 'muted', 'test', 'positive', 'negative']) {
      expect(contrast(theme[key], theme.background), key).toBeGreaterThanOrEqual(4.5);
    }
    for (const key of ['rule', 'accent', 'train', 'contour']) {
      expect(contrast(theme[key], theme.background), key).toBeGreaterThanOrEqual(3);
    }
  });

  it('has markers and a boundary line of 3:1 on every colour of the field', () => {
    for (const index of entries) {
      for (const key of ['positive', 'negative', 'contour']) {
        expect(contrast(theme[key], hex(theme.field, index)), `${key} on ${index}`).toBeGreaterThanOrEqual(3);
      }
    }
  });

  it('has classes that stay apart for colour-blind eyes', () => {
    for (const filter of [filterDeficiencyProt(1), filterDeficiencyDeuter(1), filterDeficiencyTrit(1)]) {
      const [positive, negative] = [theme.positive, theme.negative].map((color) => filter(parse(color)));
      expect(distance(positive, negative)).toBeGreaterThanOrEqual(0.2);
    }
  });

  it('has ten class markers of 4.5:1 on the background and 3:1 on every tint, the first two those of negative and positive', () => {
    expect(theme.classes.slice(0, 2)).toEqual([theme.negative, theme.positive]);
    expect(new Set(theme.classes).size).toBe(10);
    for (const color of theme.classes) {
      expect(contrast(color, theme.background), color).toBeGreaterThanOrEqual(4.5);
      for (const label of theme.classes.keys()) {
        for (const index of [0, 127, 255]) expect(contrast(color, hex(classRamp(theme, label), index)), `${color} on ${label}`).toBeGreaterThanOrEqual(3);
      }
    }
  });

  it('has five tints that stay apart', () => {
    const tints = [0, 1, 2, 3, 4].map((label) => parse(hex(classRamp(theme, label), 255)));
    tints.forEach((a, i) => tints.slice(i + 1).forEach((b) => expect(distance(a, b)).toBeGreaterThan(0.05)));
  });

  it.each(['field', 'unit'])('has a %s ramp that is neutral in the middle and moves evenly from there', (name) => {
    const table = theme[name];
    const steps = entries.slice(1).map((index) => distance(parse(hex(table, index - 1)), parse(hex(table, index))));
    const half = steps.length / 2;
    for (const side of [steps.slice(0, Math.floor(half)), steps.slice(Math.ceil(half))]) {
      const mean = side.reduce((a, b) => a + b) / side.length;
      // 8-bit colours can't be more even than this.
      for (const step of side) expect(Math.abs(step - mean)).toBeLessThan(0.006);
    }
    const [r, g, b] = table.subarray(127 * 4, 127 * 4 + 3);
    expect(Math.max(r, g, b) - Math.min(r, g, b)).toBeLessThan(16);
    expect(entries.every((index) => table[index * 4 + 3] === 255)).toBe(true);
  });

  it('has blue at the positive end and vermillion at the negative one', () => {
    for (const table of [theme.field, theme.unit]) {
      expect(table[255 * 4 + 2]).toBeGreaterThan(table[255 * 4]);
      expect(table[0]).toBeGreaterThan(table[2]);
    }
  });
});

describe('a value', () => {
  it('finds its place in the ramp, and beyond the ends the end', () => {
    expect([-9, -1, 0, 1, Infinity].map((value) => rampIndex(value, [-1, 1]))).toEqual([0, 0, 128, 255, 255]);
    expect(rampIndex(0.25, [0, 1])).toBe(64);
  });

  it('that is no number has the hatch and never a class colour', () => {
    expect(rampIndex(NaN, [-1, 1])).toBe(-1);
    expect(rampColor(themes.light, 'unit', NaN, [-1, 1])).toBe(themes.light.hatch);
  });
});
