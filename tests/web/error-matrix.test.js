import { describe, expect, it } from 'vitest';

import { themes } from '../../web/src/views/colors.js';
import { drawErrorMatrix, errorMatrixLayout, findParameter, neighbour } from '../../web/src/views/error-matrix.js';
import { numbersOf, recordingContext } from './canvas.js';

// 2-3-1: W (3, 2) from 0, b from 6; W (1, 3) from 9, b at 12.
const layers = [
  { title: 'Layer 1', units: 3, inputs: 2, weights: 0, biases: 6 },
  { title: 'Output', units: 1, inputs: 3, weights: 9, biases: 12 },
];
const layout = errorMatrixLayout({ layers, width: 400 });
const error = Float64Array.from({ length: 13 }, (_, i) => (i === 4 ? 0.9 : 1e-9));
const draw = (options = {}) => {
  const recording = recordingContext();
  drawErrorMatrix(recording.context, { layout, scale: 1, theme: themes.light, error, isWrong: (i) => error[i] > 1e-5, ...options });
  return recording;
};
const squareOf = (parameter) => draw().named('fillRect')[parameter].args;

describe('the matrices of errors', () => {
  it('have a square for every parameter, found again at its middle', () => {
    const { named } = draw();
    const order = [0, 1, 6, 2, 3, 7, 4, 5, 8, 9, 10, 11, 12];   // row by row, the bias last
    order.forEach((parameter, i) => {
      const [x, y, side] = named('fillRect')[i].args;
      expect(findParameter(layout, x + side / 2, y + side / 2)).toBe(parameter);
    });
    expect(findParameter(layout, 399, 5)).toBe(-1);
  });

  it('keep the biases apart from the weights', () => {
    const [x, , side] = squareOf(1);
    const [bias] = squareOf(2);
    expect(bias - (x + side)).toBeGreaterThan(4);
    expect(findParameter(layout, x + side + 3, squareOf(1)[1] + 2)).toBe(-1);
  });

  it('cross out what is wrong and nothing else, so that colour does not say it alone', () => {
    expect(draw().named('moveTo')).toHaveLength(2);
    expect(draw({ isWrong: () => false }).named('moveTo')).toHaveLength(0);
  });

  it('colour what is wrong vermillion and what agrees blue', () => {
    const fills = draw().named('fillRect').map(({ set }) => set.fillStyle);
    const channels = (color) => color.match(/\d+/g).map(Number);
    const [red, , blue] = channels(fills[6]);
    expect(red).toBeGreaterThan(blue + 80);
    const [red0, , blue0] = channels(fills[0]);
    expect(blue0).toBeGreaterThan(red0 + 80);
  });

  it('stay in their box at any width, and draw finite numbers', () => {
    for (const width of [60, 280, 900]) {
      for (const units of [1, 8, 256]) {
        const wide = [{ title: 'Layer 1', units, inputs: units, weights: 0, biases: units * units }, layers[1]];
        const narrow = errorMatrixLayout({ layers: wide, width: Math.max(width, units + 8) });
        for (const { x, inputs, size } of narrow.blocks) expect(x + (inputs + 1) * size).toBeLessThanOrEqual(narrow.width);
      }
    }
    expect(numbersOf(draw({ error: new Float64Array(13).fill(NaN) }).calls).every(Number.isFinite)).toBe(true);
  });

  it('are walked through with the arrow keys, from one matrix to the next', () => {
    expect(neighbour(layout, 0, 'ArrowRight')).toBe(1);
    expect(neighbour(layout, 1, 'ArrowRight')).toBe(6);
    expect(neighbour(layout, 6, 'ArrowRight')).toBe(9);
    expect(neighbour(layout, 9, 'ArrowLeft')).toBe(6);
    expect(neighbour(layout, 0, 'ArrowDown')).toBe(2);
    expect(neighbour(layout, 8, 'ArrowDown')).toBe(8);
    expect(neighbour(layout, 12, 'ArrowRight')).toBe(12);
    expect([neighbour(layout, 5, 'Home'), neighbour(layout, 5, 'End'), neighbour(layout, 5, 'Tab')]).toEqual([0, 12, -1]);
  });
});
