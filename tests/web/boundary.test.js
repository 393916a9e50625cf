import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { boundaryLayout, drawBoundary } from '../../web/src/views/boundary.js';
import { classRamp, themes } from '../../web/src/views/colors.js';
import { domainOf } from '../../web/src/views/domain.js';
import { drawPoints, markerPath, nearestPoint } from '../../web/src/views/points.js';
import { drawThumbnail } from '../../web/src/views/thumbnail.js';
import { findWinners, leadOf } from '../../web/src/views/winners.js';
import { FakeOffscreenCanvas, numbersOf, pixel, recordingContext } from './canvas.js';

const theme = themes.light;
const domain = { xMin: -6, xMax: 6, yMin: -6, yMax: 6 };
const layoutOf = (width, height = width, more = {}) =>
  boundaryLayout({ width, height, domain, xTitle: 'x₁', yTitle: 'x₂', ...more });
const fieldOf = (side, value) => Float32Array.from({ length: side * side }, (_, i) =>
  value(-6 + ((i % side) + 0.5) * 12 / side, 6 - (Math.floor(i / side) + 0.5) * 12 / side));

beforeAll(() => vi.stubGlobal('OffscreenCanvas', FakeOffscreenCanvas));
beforeEach(() => { FakeOffscreenCanvas.painted.length = 0; });

function draw(field, side, options = {}) {
  const recording = recordingContext();
  const layout = options.layout ?? layoutOf(300);
  drawBoundary(recording.context, {
    layout, scale: 2, theme, field, columns: side, rows: side, range: [-1, 1], threshold: 0, ...options,
  });
  const [stroke] = recording.named('stroke').filter(({ set }) => set.strokeStyle === theme.contour);
  const line = [];
  let origin = [0, 0];
  for (const call of recording.calls.slice(0, stroke ? recording.calls.indexOf(stroke) : 0)) {
    if (call.name === 'moveTo' || call.name === 'lineTo') line.push(call.args);
    if (call.name === 'translate') origin = call.args;
    if (call.name === 'beginPath') line.length = 0;
  }
  // In px of the plot, wherever the drawing put its origin.
  const [dx, dy] = [origin[0] - layout.plot.x, origin[1] - layout.plot.y];
  line.forEach((point, i) => { line[i] = [point[0] + dx, point[1] + dy]; });
  return { ...recording, layout, line, image: FakeOffscreenCanvas.painted.at(-1) };
}

describe('the layout of a boundary', () => {
  it.each([120, 180, 240, 300, 600, 900])('of %d px maps the domain to the plot and back, up is up', (size) => {
    const { plot, toX, toY, toData } = layoutOf(size);
    expect([toX(-6), toX(6)]).toEqual([plot.x, plot.x + plot.width]);
    expect([toY(6), toY(-6)]).toEqual([plot.y, plot.y + plot.height]);
    const [x, y] = toData(toX(1.5), toY(-2.5));
    expect([x, y].map((value) => Number(value.toFixed(9)))).toEqual([1.5, -2.5]);
    expect(plot.width / size).toBeGreaterThan(0.75);
    expect(plot.x + plot.width).toBeLessThanOrEqual(size);
    expect(plot.y + plot.height).toBeLessThanOrEqual(size);
  });

  it('has ticks with their labels where there is room, and none at the size of a thumbnail', () => {
    expect(layoutOf(400).xTicks.map(({ label }) => label)).toEqual(['−6', '−4', '−2', '0', '2', '4', '6']);
    expect(layoutOf(200)).toMatchObject({ xTitle: '', yTitle: '' });
    expect(layoutOf(120)).toMatchObject({ xTicks: [], yTicks: [], plot: { x: 0, y: 0, width: 120, height: 120 } });
  });
});

describe('the field', () => {
  it('has the colours of its values, row 0 on top', () => {
    const { image } = draw(Float32Array.of(1, -1, 0, 0.5), 2);
    const color = (index) => [...theme.field.subarray(index * 4, index * 4 + 4)];
    expect([pixel(image, 0, 0), pixel(image, 1, 0), pixel(image, 0, 1)]).toEqual([255, 0, 128].map(color));
  });

  it('in two colours shows nothing but the classes', () => {
    const { image } = draw(Float32Array.of(1, -0.1, 0, 0.5), 2, { discretize: true });
    const colors = [0, 1].flatMap((y) => [0, 1].map((x) => pixel(image, x, y)));
    expect(new Set(colors.map(String)).size).toBe(2);
    expect(colors[2]).toEqual(colors[0]);
  });

  it('is hatched and transparent where there is no number', () => {
    const { image, calls } = draw(Float32Array.of(1, NaN, -1, 1), 2);
    expect(pixel(image, 1, 0)).toEqual([0, 0, 0, 0]);
    expect(calls.some(({ name, set }) => name === 'stroke' && set.strokeStyle === theme.hatch)).toBe(true);
    const whole = draw(Float32Array.of(1, 1, -1, 1), 2);
    expect(whole.calls.some(({ name, set }) => name === 'stroke' && set.strokeStyle === theme.hatch)).toBe(false);
  });

  it('is drawn at the scale of the screen', () => {
    expect(draw(fieldOf(4, (x) => x), 4).calls[0]).toMatchObject({ name: 'setTransform', args: [2, 0, 0, 2, 0, 0] });
  });
});

describe('the boundary line', () => {
  it('lies where the output crosses the threshold, to a tenth of a cell', () => {
    const { line, layout } = draw(fieldOf(40, (x, y) => Math.hypot(x, y) - 3), 40);
    const { plot } = layout;
    expect(line.length).toBeGreaterThan(30);
    for (const [px, py] of line) {
      const [x, y] = layout.toData(px + plot.x, py + plot.y);
      expect(Math.hypot(x, y)).toBeCloseTo(3, 1);
    }
  });

  it('runs from edge to edge of the plot, and has no part along an edge', () => {
    const { line, layout: { plot, toData } } = draw(fieldOf(20, (x) => x - 1), 20);
    const cell = plot.height / 20;
    const inside = line.filter(([, y]) => y > 0 && y < plot.height);
    for (const [x] of inside) expect(toData(x + plot.x, 0)[0]).toBeCloseTo(1, 5);
    const heights = line.filter(([x]) => Math.abs(toData(x + plot.x, 0)[0] - 1) < 0.01).map(([, y]) => y);
    expect(Math.min(...heights)).toBeLessThanOrEqual(0);
    expect(Math.max(...heights)).toBeGreaterThanOrEqual(plot.height);
    expect(new Set(inside.map(String)).size).toBe(20);
    expect(line.every(([, y]) => y >= -cell - 1e-9 && y <= plot.height + cell + 1e-9)).toBe(true);
  });

  it('is none where all is of one class, for a number and around what is no number', () => {
    const all = [draw(fieldOf(20, () => 1), 20), draw(fieldOf(20, (x) => x), 20, { threshold: null })];
    for (const { line } of all) expect(line).toEqual([]);
    expect(draw(fieldOf(20, (x) => (x > 0 ? NaN : 1)), 20).line).toEqual([]);
  });
});

describe('several classes', () => {
  const side = 40;
  // Three sectors of 120 degrees: each class leads where the point lies nearest to its direction
  const toward = (turn) => fieldOf(side, (x, y) => (x * Math.sin(turn * 2 * Math.PI) + y * Math.cos(turn * 2 * Math.PI)) / 6);
  const outputs = Float32Array.from([0, 1 / 3, 2 / 3].flatMap((turn) => [...toward(turn)]));

  it('colour each place by the largest output, stronger where it leads further', () => {
    const { image } = draw(outputs, side, { classes: true, threshold: null, range: [0, 1] });
    const strength = (x, y) => { const [r, g, b] = pixel(image, x, y); return Math.max(r, g, b) - Math.min(r, g, b); };
    expect(strength(20, 0)).toBeGreaterThan(strength(20, 15));
    const flat = draw(outputs, side, { classes: true, threshold: null, range: [0, 1], discretize: true }).image;
    const end = (label) => [...classRamp(theme, label).subarray(255 * 4)];
    expect([pixel(flat, 20, 0), pixel(flat, 39, 35), pixel(flat, 0, 35)]).toEqual([0, 1, 2].map(end));
  });

  it('have a line where two of them are equal', () => {
    const lines = draw(outputs, side, { classes: true, threshold: null, range: [0, 1] })
      .named('stroke').filter(({ set }) => set.strokeStyle === theme.contour);
    expect(lines).toHaveLength(3);
    const winners = findWinners(outputs, side * side);
    const lead = leadOf(outputs, winners, 0);
    winners.label.forEach((label, cell) => expect(lead[cell] >= 0).toBe(label === 0));
  });

  it('are hatched where an output is no number', () => {
    for (const place of [0, 1, 2]) {
      const broken = Float32Array.of(0.1, 0.2, 0.3);
      broken[place] = NaN;
      const { best, second } = findWinners(broken, 1);
      expect(best[0] - second[0], String(place)).toBeNaN();
    }
  });

  it('have shapes of their own, each inside the same square', () => {
    const paths = Array.from({ length: 10 }, (_, label) => markerPath(label));
    expect(new Set(paths).size).toBe(10);
    for (const path of paths) {
      for (const number of path.match(/-?\d*\.?\d+(e-?\d+)?/g)) expect(Math.abs(Number(number))).toBeLessThanOrEqual(1.5);
    }
  });
});

describe('points', () => {
  const points = {
    inputs: Float32Array.of(-3, 3, 3, 3, 0, -3, 9, 9),
    labels: Int32Array.of(0, 1, 1, 1),
    targets: Float32Array.of(-1, 1, 1, 1),
    isTrain: Uint8Array.of(1, 1, 0, 1),
  };
  const paint = (options) => {
    const recording = recordingContext();
    drawPoints(recording.context, { layout: layoutOf(300), scale: 1, theme, points, range: [-1, 1], ...options });
    return recording;
  };

  it('of the classes differ in shape and colour', () => {
    const { named } = paint({ showTest: false });
    const fills = named('fill').map(({ set }) => set.fillStyle);
    expect(fills).toEqual([theme.negative, theme.positive]);
    expect(named('arc')).toHaveLength(1);
    expect(named('closePath')).toHaveLength(1);
  });

  it('of the test are hollow, and hidden when they are not wanted', () => {
    const { named } = paint({ showTest: true });
    expect(named('fill')).toHaveLength(2);
    expect(named('arc')).toHaveLength(2);
  });

  it('are found under the pointer, hidden ones not', () => {
    const layout = layoutOf(300);
    const at = (x, y, showTest) => nearestPoint(layout, points, showTest, layout.toX(x) + 3, layout.toY(y) - 3);
    expect([at(-3, 3, true), at(0, -3, true), at(0, -3, false), at(-5, -5, true)]).toEqual([0, 2, -1, -1]);
  });

  it('give the rectangle of a picture with a margin, also when a column has one value only', () => {
    expect(domainOf(Float32Array.of(0, 5, 10, 5), 0.1)).toEqual({ xMin: -1, xMax: 11, yMin: 4, yMax: 6 });
  });
});

describe('a thumbnail', () => {
  const thumbnail = (points) => {
    const recording = recordingContext();
    drawThumbnail(recording.context, { width: 40, height: 40, scale: 1, theme, points, domain });
    return recording;
  };

  it('is the right way up', () => {
    const points = { inputs: Float32Array.of(-3, 5), labels: Int32Array.of(1), targets: Float32Array.of(1) };
    const { named } = thumbnail(points);
    const [x, y] = named('arc')[0].args;
    expect([x, y].map((place) => Number(place.toFixed(3)))).toEqual([10, 3.333]);
  });

  it('of many rows shows both classes in their shares, however the rows are ordered', () => {
    for (const label of [(i) => i % 2, (i) => Number(i < 1000)]) {
      const count = 2000;
      const labels = Int32Array.from({ length: count }, (_, i) => label(i));
      const { named } = thumbnail({ inputs: new Float32Array(2 * count), labels, targets: new Float32Array(count) });
      const blue = named('fill').filter(({ set }) => set.fillStyle === theme.positive).length;
      expect(blue / named('fill').length).toBeCloseTo(0.5, 1);
    }
  });

  it('hands only numbers to the canvas', () => {
    const points = { inputs: Float32Array.of(1, 2), labels: new Int32Array(0), targets: Float32Array.of(0.3) };
    const { calls } = thumbnail(points);
    expect(calls.length).toBeGreaterThan(3);
    expect(numbersOf(calls).every(Number.isFinite)).toBe(true);
  });
});
