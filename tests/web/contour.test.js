import { describe, expect, it } from 'vitest';
import { traceContour } from '../../web/src/views/contour.js';

function trace(values, columns, threshold = 0) {
  const pieces = [];
  traceContour(Float32Array.from(values), columns, values.length / columns, threshold, (...ends) => pieces.push(ends));
  return pieces;
}

const grid = (side, value) => Array.from({ length: side * side }, (_, i) => value(i % side, Math.floor(i / side)));
const round = (value) => Math.round(value * 1e6) / 1e6;

describe('a contour', () => {
  it.each([
    ['left of the second column', [-1, 1, -1, 1], [[1, 0.5, 1, 1.5]]],
    ['below the first row', [1, 1, -3, -3], [[1.5, 0.75, 0.5, 0.75]]],
    ['around a corner', [1, -1, -1, -1], [[1, 0.5, 0.5, 1]]],
    ['around two corners, over a low middle', [1, -3, -3, 1], [[1.5, 1.25, 1.25, 1.5], [0.5, 0.75, 0.75, 0.5]]],
    ['between two corners, over a high middle', [3, -1, -1, 3], [[1.25, 0.5, 1.5, 0.75], [0.75, 1.5, 0.5, 1.25]]],
  ])('of four values runs %s', (_, values, pieces) => {
    const sorted = (list) => list.map((ends) => [ends.slice(0, 2), ends.slice(2)].map(String).sort().join(' ')).sort();
    expect(sorted(trace(values, 2))).toEqual(sorted(pieces));
  });

  it('around hills and dales is closed: every place is the end of two pieces', () => {
    const inside = (x) => x > 0 && x < 29;
    const pieces = trace(grid(30, (x, y) => (inside(x) && inside(y) ? Math.sin(x * 0.9) * Math.cos(y * 0.7) + 0.1 : -1)), 30);
    const ends = new Map();
    for (const [x0, y0, x1, y1] of pieces) {
      for (const place of [[x0, y0], [x1, y1]].map((place) => place.map(round).join())) ends.set(place, (ends.get(place) ?? 0) + 1);
    }
    expect(pieces.length).toBeGreaterThan(200);
    expect([...ends.values()].every((count) => count === 2)).toBe(true);
  });

  it('lies where the value between two neighbours is the threshold', () => {
    for (const [x0, y0, x1, y1] of trace(grid(12, (x, y) => 2 * x + 3 * y), 12, 20.5)) {
      for (const [x, y] of [[x0, y0], [x1, y1]]) expect(2 * (x - 0.5) + 3 * (y - 0.5)).toBeCloseTo(20.5, 5);
    }
  });

  it('leaves out what is no finite number', () => {
    for (const wrong of [NaN, Infinity, -Infinity]) {
      expect(trace([wrong, 1, -1, 1], 2)).toEqual([]);
      expect(trace([wrong, 1, -1, wrong, 1, -1], 3).flat().every(Number.isFinite)).toBe(true);
    }
  });
});
