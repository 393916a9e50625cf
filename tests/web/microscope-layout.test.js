import { describe, expect, it } from 'vitest';

import { cardOf, looseRows, microscopeLayout, port, subjectAt, wire } from '../../web/src/views/microscope-layout.js';
import { MicroscopeDrawing } from '../../web/src/views/microscope.js';
import { cellsOf } from '../../web/src/views/microscope-cells.js';
import { themes } from '../../web/src/views/colors.js';
import { recordingContext } from './canvas.js';

const layoutOf = (sizes, options = {}) => microscopeLayout({ inputs: 2, layers: sizes.map((units) => ({ units })), width: 1000, digits: 3, ...options });
const cardsOf = (layout) => [...layout.columns.flatMap(({ cards }) => cards), ...layout.targets];

const overlaps = (a, b) => Math.abs(a.x - b.x) < (a.width + b.width) / 2 && Math.abs(a.y - b.y) < (a.height + b.height) / 2;
const boxOf = ({ x, y, width, height }) => ({ x: x + width / 2, y, width, height });

describe('the layout of the microscope', () => {
  it.each([[[4, 2, 1], 3], [[4, 2, 1], 9], [[2, 2], 3], [[8, 8, 8, 8, 8, 8, 1], 3], [[20, 3], 3], [[1], 6]])('of %j with %i digits has no cards on each other, all inside', (sizes, digits) => {
    const layout = layoutOf(sizes, { digits });
    const boxes = [...cardsOf(layout), ...layout.rows.map(boxOf)];
    boxes.forEach((a, i) => boxes.slice(i + 1).forEach((b) => expect(overlaps(a, b), JSON.stringify([a, b])).toBe(false)));
    for (const { x, y, width, height } of boxes) {
      expect(x - width / 2).toBeGreaterThanOrEqual(0);
      expect(x + width / 2).toBeLessThanOrEqual(layout.width);
      expect(y - height / 2).toBeGreaterThanOrEqual(0);
      expect(y + height / 2).toBeLessThanOrEqual(layout.height);
    }
  });

  it('has a row for every weight and bias of a small network', () => {
    expect(layoutOf([4, 2, 1]).rows).toHaveLength(2 * 4 + 4 + 4 * 2 + 2 + 2 + 1);
  });

  it('shows a window of a wide layer, and beside the links the weights of what is looked at', () => {
    const layout = layoutOf([20, 3], { windows: [0, 6] });
    expect(layout.columns[1].cards.map(({ unit }) => unit)).toEqual([6, 7, 8, 9, 10, 11, 12, 13]);
    expect(layout.rows).toEqual([]);
    const rows = looseRows(layout, { kind: 'unit', layer: 0, unit: 7 });
    expect(rows.map(({ layer, to, from }) => [layer, to, from])).toEqual([[0, 7, 0], [0, 7, 1], [1, 0, 7], [1, 1, 7], [1, 2, 7]]);
  });

  it('finds each unit, weight, bias and the loss under the pointer', () => {
    const layout = layoutOf([4, 2, 1]);
    for (const { kind, layer, unit, x, y } of cardsOf(layout)) {
      expect(subjectAt(layout, x, y)).toEqual(kind === 'target' ? { kind: 'loss' } : { kind: 'unit', layer, unit });
    }
    for (const { layer, to, from, x, y, width } of layout.rows) {
      const wanted = from === null ? { kind: 'bias', layer, unit: to } : { kind: 'weight', layer, to, from };
      expect(subjectAt(layout, x + width / 2, y)).toEqual(wanted);
    }
    expect(subjectAt(layout, 1, 1)).toBeNull();
  });

  it('leads wires from the right of a unit to where its weight stands', () => {
    const layout = layoutOf([3, 1]);
    const from = cardOf(layout, -1, 1);
    const row = layout.rows.find(({ layer, to, from: source }) => layer === 0 && to === 2 && source === 1);
    expect(wire(from, row)).toMatchObject({ x0: from.x + from.width / 2, y0: from.y, x1: row.x, y1: row.y });
    const target = cardOf(layout, 0, 0);
    expect(port(target, 0, 2).y).toBeLessThan(target.y);
  });
});

describe('the drawing of the microscope', () => {
  const layout = layoutOf([2, 1]);
  const sceneOf = (value, options = {}) => ({
    layout, scale: 1, theme: themes.light, inks: { delta: '#a8135a' }, digits: 3, parameters: [], value, mark: () => '', heads: ['Inputs', 'Layer 1', 'Output', 'Target'],
    nameOf: (layer, unit) => `u${layer}.${unit}`, isCurrent: () => false, isMean: false, selected: { kind: 'unit', layer: 1, unit: 0 }, ...options,
  });
  /** Draws the scenes one after the other; the texts of the last. */
  const textsOf = (...scenes) => {
    const drawing = new MicroscopeDrawing();
    const { context, named } = recordingContext();
    const above = recordingContext();
    let before = 0;
    for (const scene of scenes) {
      before = named('fillText').length;
      drawing.draw(context, above.context, scene);
    }
    return named('fillText').slice(before).map(({ args, set }) => ({ text: args[0], color: set.fillStyle, font: set.font }));
  };
  const texts = (value, mark = () => '') => textsOf(sceneOf(value, { mark }));

  it('writes what is known and leaves out what is not', () => {
    const known = { 'delta:1:0': 0.125, 'weight:1:0:1': -0.5 };
    const written = texts((place) => known[place] ?? NaN).map(({ text }) => text);
    expect(written).toContain('0.125');
    expect(written).toContain('−0.500');
    expect(written.filter((text) => /^[−\d]/.test(text))).toHaveLength(2);
  });

  it('writes what the formula uses in its colour and bold', () => {
    const [figure] = texts((place) => (place === 'delta:1:0' ? 0.125 : NaN), (place) => (place === 'delta:1:0' ? 'used' : ''))
      .filter(({ text }) => text === '0.125');
    expect(figure).toMatchObject({ color: '#a8135a', font: expect.stringMatching(/^700 /) });
  });

  it('draws again only what has changed: a number, a mark, a tint, or all of it where a weight’s link looks different', () => {
    const known = (changes = {}) => (place) => ({ 'net:0:0': 0.5, 'net:0:1': 0.25, 'weight:1:0:0': 0.5, ...changes })[place] ?? NaN;
    const first = sceneOf(known());
    expect(textsOf(first, first)).toEqual([]);
    expect(textsOf(first, sceneOf(known({ 'net:0:1': 0.75 }))).map(({ text }) => text)).toEqual(['0.750']);
    expect(textsOf(first, sceneOf(known(), { mark: (place) => (place === 'net:0:0' ? 'pointed' : '') })).map(({ text }) => text)).toEqual(['0.500']);
    const tinted = textsOf(first, sceneOf(known(), { isCurrent: (layer, unit) => layer === 0 && unit === 1 })).map(({ text }) => text);
    expect(tinted).toEqual(['u0.1', 'net', '0.250', 'o', 'δ']);
    expect(textsOf(first, sceneOf(known({ 'weight:1:0:0': -0.5 }))).length).toBeGreaterThan(20);
  });

  it('leaves no line of numbers on another, or on an outline', () => {
    for (const sizes of [[4, 2, 1], [8, 8, 1], [2, 2]]) {
      const placed = layoutOf(sizes);
      const cells = cellsOf(placed).map((cell) => ({ ...cell, x: cell.x + cell.width / 2, y: cell.y + cell.height / 2 }));
      cells.forEach((a, i) => cells.slice(i + 1).forEach((b) => expect(overlaps(a, b), JSON.stringify([a, b])).toBe(false)));
      for (const { card, x, y, width, height } of cells.filter((cell) => cell.card)) {
        expect(Math.abs(x - card.x) + width / 2).toBeLessThanOrEqual(card.width / 2 - 1);
        expect(Math.abs(y - card.y) + height / 2).toBeLessThanOrEqual(card.height / 2 - 1);
      }
    }
  });
});
