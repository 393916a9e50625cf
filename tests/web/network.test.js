import fc from 'fast-check';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { themes } from '../../web/src/views/colors.js';
import { findUnit, hitTest, linkCurve, networkLayout, pointOnCurve } from '../../web/src/views/network-layout.js';
import { drawNetwork } from '../../web/src/views/network.js';
import { FakeOffscreenCanvas, numbersOf, recordingContext } from './canvas.js';

const theme = themes.light;
const layersOf = (sizes) => sizes.map((units) => ({ units, activation: 'tanh' }));
const layoutOf = (sizes, { width = 600, height = 300, ...more } = {}) =>
  networkLayout({ inputs: ['x₁', 'x₂'], layers: layersOf(sizes), width, height, ...more });
const texts = ({ named }) => named('fillText').map(({ args: [text] }) => text);

beforeAll(() => vi.stubGlobal('OffscreenCanvas', FakeOffscreenCanvas));

/** Parameters of a network of two inputs, each weight and bias by a function. */
function parametersOf(sizes, weight, bias = () => 0) {
  const parameters = [];
  const parameterOffsets = [];
  [2, ...sizes].slice(0, -1).forEach((before, layer) => {
    const units = sizes[layer];
    const weights = parameters.length;
    for (let i = 0; i < units * before; ++i) parameters.push(weight(layer, Math.floor(i / before), i % before));
    parameterOffsets.push({ weights, biases: parameters.length });
    for (let j = 0; j < units; ++j) parameters.push(bias(layer, j));
  });
  return { parameters: Float32Array.from(parameters), parameterOffsets };
}

function draw(sizes, { layout = layoutOf(sizes), weight = () => 1, bias, ...more } = {}) {
  const recording = recordingContext();
  drawNetwork(recording.context, {
    layout, scale: 1, theme, ...parametersOf(sizes, weight, bias), maps: null, columns: 4, rows: 4, ...more,
  });
  return recording;
}

describe('the layout of a network', () => {
  it('keeps every unit inside, 24 px or more, and none over another, for any network and size', () => {
    const networks = fc.record({
      sizes: fc.array(fc.integer({ min: 1, max: 256 }), { maxLength: 17, minLength: 1 }),
      width: fc.integer({ min: 280, max: 1600 }),
      height: fc.integer({ min: 200, max: 900 }),
    });
    fc.assert(fc.property(networks, ({ sizes, width, height }) => {
      const layout = layoutOf(sizes, { width, height });
      expect(layout.width).toBeGreaterThanOrEqual(width);
      expect(layout.size).toBeGreaterThanOrEqual(24);
      const half = layout.size / 2;
      for (const { x, y } of layout.nodes) {
        expect(x - half).toBeGreaterThanOrEqual(0);
        expect(x + half).toBeLessThanOrEqual(layout.width);
        expect(y - half).toBeGreaterThanOrEqual(0);
        expect(y + half).toBeLessThanOrEqual(height);
      }
      for (const { shown, units, more } of layout.columns) {
        expect(more === null).toBe(shown.length === units);
        shown.slice(1).forEach(({ y }, i) => expect(y - shown[i].y).toBeGreaterThan(layout.size));
      }
      layout.columns.slice(1).forEach(({ x }, i) => expect(x - layout.columns[i].x).toBeGreaterThan(layout.size));
    }), { seed: 20261123, numRuns: 300 });
  });

  it('fits the width while units have room, and is wider for a deep network on a phone', () => {
    expect(layoutOf([4, 2, 1], { width: 280 }).width).toBe(280);
    expect(layoutOf(new Array(17).fill(2), { width: 280 }).width).toBeGreaterThan(900);
  });

  it('shows a window of a wide layer and says what it leaves out', () => {
    const [, wide] = layoutOf([256, 1], { height: 412 }).columns;
    expect(wide.shown.map(({ unit }) => unit)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(wide.more.text).toBe('… 249 more units');
    const [, last] = layoutOf([256, 1], { height: 412, windows: [0, 999] }).columns;
    expect(last.shown.at(-1).unit).toBe(255);
    expect(last.more.text).toBe('units 250–256 of 256');
  });

  it('without hidden layers has inputs and the output', () => {
    expect(layoutOf([1]).nodes.map(({ layer, unit }) => [layer, unit])).toEqual([[-1, 0], [-1, 1], [0, 0]]);
  });
});

describe('the place under the pointer', () => {
  const layout = layoutOf([4, 2, 1]);

  it('is each unit at its centre', () => {
    for (const { layer, unit, x, y } of layout.nodes) {
      expect(hitTest(layout, x, y)).toEqual({ kind: 'unit', layer, unit });
    }
  });

  it('is each link near its end, with the indices of its weight', () => {
    for (const to of layout.columns[2].shown) {
      for (const from of layout.columns[1].shown) {
        const [x, y] = pointOnCurve(linkCurve(from, to, layout.size), 0.08);
        expect(hitTest(layout, x, y, 8)).toEqual({ kind: 'link', layer: 1, from: from.unit, to: to.unit });
      }
    }
  });

  it('is nothing in the empty corners, and the line that says more where it stands', () => {
    expect(hitTest(layout, layout.width - 1, 1)).toBeNull();
    const wide = layoutOf([256, 1]);
    expect(hitTest(wide, wide.columns[1].x, wide.columns[1].more.y)).toEqual({ kind: 'more', layer: 0 });
  });

  it('finds a unit by its index, and none outside the window', () => {
    const wide = layoutOf([256, 1], { windows: [0, 100] });
    expect(findUnit(wide, 0, 101)).toMatchObject({ layer: 0, unit: 101 });
    expect(findUnit(wide, 0, 3)).toBeUndefined();
  });
});

describe('the drawing of a network', () => {
  const strokes = (recording, color) => recording.named('stroke').filter(({ set }) => set.strokeStyle === color);

  it('shows the sign of a weight in colour and in dashes', () => {
    const positive = draw([1]);
    expect(strokes(positive, theme.positive)).toHaveLength(1);
    expect(positive.named('bezierCurveTo')).toHaveLength(2);
    const negative = draw([1], { weight: () => -1 });
    expect(strokes(negative, theme.negative)).toHaveLength(1);
    expect(negative.named('bezierCurveTo')).toHaveLength(0);
    expect(negative.named('lineTo').length).toBeGreaterThan(20);
  });

  it('shows a stronger weight wider, at the link of its indices', () => {
    const weight = (layer, to, from) => (layer === 0 && to === 2 && from === 1 ? 4 : 0.1);
    const { named } = draw([3, 1], { weight });
    const { columns, size } = layoutOf([3, 1]);
    const curve = linkCurve(columns[0].shown[1], columns[1].shown[2], size);
    const wide = named('moveTo').filter(({ set }) => set.strokeStyle === theme.positive && set.lineWidth > 3);
    expect(wide.map(({ args }) => args)).toEqual([[curve.x0, curve.y0]]);
  });

  it('shows every bias, the output\'s too, by its sign', () => {
    const biases = (bias) => draw([2, 1], { bias }).named('fillRect').map(({ set }) => set.fillStyle);
    expect(biases(() => 1).filter((color) => color === theme.positive)).toHaveLength(3);
    expect(biases((layer) => (layer === 1 ? -1 : 1)).filter((color) => color === theme.negative)).toHaveLength(1);
  });

  it('draws a bias to the right of the middle when it is positive, to the left when it is negative', () => {
    const { x } = layoutOf([1]).columns[1];
    const barOf = (bias) => draw([1], { bias: () => bias }).named('fillRect')
      .find(({ set }) => set.fillStyle === (bias < 0 ? theme.negative : theme.positive));
    expect(barOf(1).args[0]).toBe(x);
    const [left, , length] = barOf(-1).args;
    expect(left + length).toBe(x);
    expect(length).toBeGreaterThan(3);
  });

  it('gives each unit its own map', () => {
    const layout = layoutOf([2, 1]);
    const maps = new Float32Array(5 * 16);
    maps.fill(1, 3 * 16, 4 * 16);  // the second hidden unit
    draw([2, 1], { maps, layout });
    const { data, width } = FakeOffscreenCanvas.painted.at(-1);
    const colorOf = (node) => [...data.subarray(node * 4 * 4, node * 4 * 4 + 3)];
    const blue = [...theme.unit.subarray(255 * 4, 255 * 4 + 3)];
    expect(width).toBe(16 * 4);
    const isBlue = [0, 1, 2, 3, 4].map((node) => String(colorOf(node)) === String(blue));
    expect(isBlue).toEqual([false, false, false, true, false]);
  });

  it('hatches a unit whose values are no numbers, and keeps drawing with weights that are none', () => {
    const maps = new Float32Array(4 * 16).fill(NaN);
    const recording = draw([1, 1], { maps, weight: () => NaN, bias: () => NaN });
    expect(strokes(recording, theme.hatch).length).toBeGreaterThan(4);
    expect(numbersOf(recording.calls).every((number) => !Number.isNaN(number))).toBe(true);
  });

  it('dims the links that do not touch the unit under the pointer', () => {
    const alphas = (hover) => draw([4, 2, 1], { hover }).named('stroke')
      .filter(({ set }) => set.strokeStyle === theme.positive).map(({ set }) => set.globalAlpha);
    expect(new Set(alphas(null)).size).toBe(1);
    const [dim, lit] = alphas({ kind: 'unit', layer: 0, unit: 2 });
    expect(dim).toBeLessThan(lit / 3);
  });

  it('names the inputs and what is left out', () => {
    const sizes = [256, 1];
    const layout = layoutOf(sizes, { height: 412 });
    expect(texts(draw(sizes, { layout }))).toEqual(['x₁', 'x₂', '… 249 more units']);
  });
});
