// The pictures of data that has no plane: a curve of one column, and how the examples of several columns fare.
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { boundaryLayout } from '../../web/src/views/boundary.js';
import { drawCases, drawSmallCases, rowOf } from '../../web/src/views/cases.js';
import { themes } from '../../web/src/views/colors.js';
import { drawCurve, drawSmallCurve } from '../../web/src/views/curve.js';
import { extentOf, withRoom } from '../../web/src/views/plot.js';
import { Margins } from '../../web/src/element/margins.js';
import { FakeOffscreenCanvas, numbersOf, recordingContext } from './canvas.js';

const theme = themes.light;
beforeAll(() => vi.stubGlobal('OffscreenCanvas', FakeOffscreenCanvas));

const layoutOf = (domain) => boundaryLayout({ width: 300, height: 300, domain, xTitle: 'time (s)', yTitle: 'output' });
const linesOf = ({ calls }, color) => {
  const lines = [];
  let line = [];
  for (const { name, args, set } of calls) {
    if (name === 'beginPath') line = [];
    if (name === 'moveTo' || name === 'lineTo') line.push(args);
    if (name === 'stroke' && set.strokeStyle === color && line.length) lines.push(line);
  }
  return lines;
};

describe('the curve of one column', () => {
  const layout = layoutOf({ xMin: 0, xMax: 4, yMin: -1, yMax: 1 });
  const points = {
    inputs: Float32Array.of(1, 0.5, 3, -0.5), labels: new Int32Array(0), targets: Float32Array.of(0.5, -0.5), isTrain: Uint8Array.of(1, 0),
  };
  const paint = (options) => {
    const recording = recordingContext();
    drawCurve(recording.context, {
      layout, scale: 1, theme, points, showTest: true, range: [-1, 1], threshold: null, reading: null,
      curves: [{ values: Float32Array.of(-1, -0.5, 0, 0.5, 1), color: theme.contour }], ...options,
    });
    return recording;
  };

  it('runs from end to end of the axis, through the values at their places', () => {
    const curve = linesOf(paint(), theme.contour).at(-1);
    expect(curve.map(([x, y]) => layout.toData(x, y).map((value) => Number(value.toFixed(6)))))
      .toEqual([[0, -1], [1, -0.5], [2, 0], [3, 0.5], [4, 1]]);
  });

  it('has its examples where they were measured; the test ones can be hidden', () => {
    const places = ({ named }) => named('arc').map(({ args: [x, y] }) => layout.toData(x - 0, y).map((value) => Number(value.toFixed(3))));
    const both = places(paint());
    expect(both).toHaveLength(2);
    expect(places(paint({ showTest: false }))).toEqual([[1, 0.5]]);
    expect(places(paint({ points: null }))).toEqual([]);
  });

  it('marks what is read, on the curve', () => {
    const rings = paint({ points: null, reading: 3 }).named('arc').map(({ args: [x, y] }) => layout.toData(x, y));
    expect(rings.length).toBeGreaterThan(0);
    for (const [x, y] of rings) expect([x, y]).toEqual([expect.closeTo(3, 6), expect.closeTo(0.5, 6)]);
  });

  it('is small the same way up', () => {
    const recording = recordingContext();
    drawSmallCurve(recording.context, theme, { x: 10, y: 20, width: 40, height: 40 }, Float32Array.of(-1, 1), [-1, 1]);
    const [[[x0, y0], [x1, y1]]] = linesOf(recording, theme.text);
    expect([x0, x1]).toEqual([10, 50]);
    expect(y0).toBeGreaterThan(y1);
    for (const y of [y0, y1]) expect(y >= 20 && y <= 60).toBe(true);
  });
});

describe('how the examples fare', () => {
  it('keeps every class in its row, the first on top', () => {
    for (let example = 0; example < 50; ++example) {
      expect(Math.floor(rowOf(0, 3, example))).toBe(2);
      expect(Math.floor(rowOf(2, 3, example))).toBe(0);
    }
    expect(rowOf(1, 3, 4)).not.toBe(rowOf(1, 3, 5));
  });

  it('draws the border of right and wrong, the names of the rows and each example once', () => {
    const recording = recordingContext();
    const layout = { ...layoutOf({ xMin: -1, xMax: 1, yMin: 0, yMax: 2 }), yTicks: [] };
    const points = {
      inputs: Float32Array.of(-0.5, 1.5, 0.5, 0.5, 0.9, 0.5), labels: Int32Array.of(0, 1, 1), targets: new Float32Array(3), isTrain: Uint8Array.of(1, 1, 0),
    };
    const options = { layout, scale: 1, theme, points, showTest: true, range: [0, 1], rows: ['no', 'yes'], border: 0, diagonal: false, reading: null };
    drawCases(recording.context, options);
    const images = recording.named('drawImage').map(({ args: [, x, y, width, height] }) => layout.toData(x + width / 2, y + height / 2));
    expect(images).toHaveLength(3);
    expect(images[0].map((value) => Number(value.toFixed(2)))).toEqual([0.9, 0.5]);   // test examples lie below
    const [border] = linesOf(recording, theme.contour);
    expect(border.map(([x]) => layout.toData(x, 0)[0])).toEqual([expect.closeTo(0), expect.closeTo(0)]);
    const texts = recording.named('fillText').map(({ args: [text] }) => text);
    expect(texts).toEqual(expect.arrayContaining(['no', 'yes', 'time (s)']));
    const hidden = recordingContext();
    drawCases(hidden.context, { ...options, showTest: false });
    expect(hidden.named('drawImage')).toHaveLength(2);
  });

  it('of numbers has the diagonal on which the network is right', () => {
    const recording = recordingContext();
    const layout = layoutOf({ xMin: 2, xMax: 8, yMin: 2, yMax: 8 });
    const points = { inputs: Float32Array.of(3, 4), labels: new Int32Array(0), targets: Float32Array.of(3), isTrain: Uint8Array.of(1) };
    drawCases(recording.context, { layout, scale: 1, theme, points, showTest: true, range: [0, 8], rows: [], border: null, diagonal: true, reading: 0 });
    const [diagonal] = linesOf(recording, theme.contour);
    for (const [x, y] of diagonal) {
      const [across, up] = layout.toData(x, y);
      expect(across).toBeCloseTo(up, 6);
    }
    expect(numbersOf(recording.calls).every(Number.isFinite)).toBe(true);
  });

  it('is small inside its box, larger outputs to the right, and leaves out what is no number', () => {
    const recording = recordingContext();
    const dots = [0, 1, 2, 3].map((example) => ({ example, color: theme.text, height: example / 3 }));
    drawSmallCases(recording.context, { x: 10, y: 20, width: 40, height: 40 }, Float32Array.of(-9, 0, 9, NaN), [-1, 1], dots);
    const rects = recording.named('fillRect').map(({ args }) => args);
    expect(rects.map(([x]) => x)).toEqual([10, 29, 48]);
    for (const [, y, , height] of rects) expect(y >= 20 && y + height <= 60).toBe(true);
  });

  it('leaves room around values, also around one value only', () => {
    expect(extentOf([3, NaN, 1], [2, Infinity])).toEqual([1, 3]);
    expect(withRoom([0, 10], 0.1)).toEqual([-1, 11]);
    expect(withRoom([5, 5])).toEqual([4, 6]);
  });
});

describe('an example', () => {
  const marginsOf = ({ outputs, activation, labels = [], targets, maps }) => {
    const count = maps.length / outputs;
    const network = { inputs: [], layers: [{ units: outputs, activation }], parameterOffsets: [] };
    const examples = { dimensions: 3, outputs: targets.length / count, labels: Int32Array.from(labels), targets: Float32Array.from(targets), classes: 0 };
    return new Margins({ config: {}, network, examples }, { maps: Float32Array.from(maps) }, count);
  };

  it('of several classes leads by its output over the best of the others', () => {
    // (classes, examples): the first is right by 0.5, the second wrong by 0.3
    const margins = marginsOf({ outputs: 3, activation: 'softmax', labels: [0, 2], targets: [1, 0, 0, 0, 0, 1], maps: [0.7, 0.1, 0.2, 0.6, 0.1, 0.3] });
    expect([...margins.values]).toEqual([expect.closeTo(0.5, 6), expect.closeTo(-0.3, 6)]);
    expect([...margins.predicted]).toEqual([0, 1]);
    expect(margins.worstFirst()).toEqual([1, 0]);
  });

  it.each([['tanh', [-1, -0.5, 0.5]], ['sigmoid', [0, 0.25, 0.75]]])('of two classes with one %s output leads by the share of its range', (activation, maps) => {
    const margins = marginsOf({ outputs: 1, activation, labels: [0, 1, 1], targets: [0, 1, 1], maps });
    expect([...margins.values]).toEqual([1, -0.5, 0.5]);
    expect([...margins.predicted]).toEqual([0, 0, 1]);
  });

  it('of a number is worst where it is furthest off', () => {
    const margins = marginsOf({ outputs: 1, activation: 'linear', targets: [1, 2, 3], maps: [1.5, 0, 3] });
    expect([...margins.values]).toEqual([1.5, 0, 3]);
    expect(margins.worstFirst()).toEqual([1, 0, 2]);
    expect(margins.predicted).toHaveLength(0);
  });
});
