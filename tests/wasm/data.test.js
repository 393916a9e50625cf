// The data sets through the engine: formulas, the line, what training data can lack, and the tables of the page.
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { loadEngine } from '../../web/src/engine/index.js';
import { loadTable } from '../../web/src/state/tables.js';
import { errorOf } from './arithmetic.js';

const engine = await loadEngine();

/** Runs `use` with a session that does not outlive it. */
function withSession(config, use) {
  const session = engine.createSession(config);
  try {
    return use(session);
  } finally {
    session.dispose();
  }
}

describe('a formula', () => {
  it('that compares makes two classes, and any other a number to learn', () => {
    const classes = engine.complete({ data: { generator: 'formula', formula: 'x^2 + y^2 < 16' } });
    expect(classes).toMatchObject({ output: { activation: 'tanh' }, loss: 'halfSquaredError' });
    const numbers = engine.complete({ data: { generator: 'formula', formula: 'x*y/10' } });
    expect(numbers.output.activation).toBe('linear');
    expect(engine.complete({ data: { generator: 'formula' } }).data.formula).toBe('x2 > sin(x1)');
    withSession(classes, (session) => {
      const { inputs, labels } = session.data();
      labels.forEach((label, e) => expect(label).toBe(Number(inputs[2 * e] ** 2 + inputs[2 * e + 1] ** 2 < 16)));
    });
    withSession(numbers, (session) => {
      const { inputs, targets, labels } = session.data();
      expect(labels).toHaveLength(0);
      targets.forEach((target, e) => expect(target).toBeCloseTo((inputs[2 * e] * inputs[2 * e + 1]) / 10, 5));
    });
  });

  it('that has no value at a point is refused, and the point is named', async () => {
    const error = await errorOf(() => engine.createSession({ data: { generator: 'formula', formula: 'sqrt(x1)' } }));
    expect(error).toMatchObject({ name: 'EngineError', code: 'notFinite', path: 'data.formula' });
    const [, x1] = /^data\.formula: NaN at x1 = (-[\d.]+), x2 = -?[\d.]+ is not a finite number$/.exec(error.message) ?? [];
    expect(Number(x1)).toBeLessThan(0);
    const feature = await errorOf(() => engine.createSession({ features: ['x1', 'formula'], featureFormula: 'log(x1)' }));
    expect(feature).toMatchObject({ code: 'notFinite', path: 'featureFormula' });
    withSession({ featureFormula: 'log(x1)' }, (session) => expect(session.metrics().status).toBe('ready'));   // not in use
  });

  it('is forgotten with its generator, and stays when something else about it changes', () => {
    withSession({ data: { generator: 'formula', formula: 'x1 > 1' } }, (session) => {
      session.configure({ data: { noise: 0.1 } });
      expect(session.config().data).toMatchObject({ generator: 'formula', formula: 'x1 > 1', noise: 0.1 });
      session.configure({ data: { generator: 'circle' } });
      expect(session.config().data).not.toHaveProperty('formula');
    });
  });

  it('can be what an input is', () => {
    withSession({ features: ['formula', 'angle'], featureFormula: 'x1*x2 - 1', layers: [] }, (session) => {
      expect(session.network().inputs).toEqual(['formula', 'angle']);
      const { input } = session.trace({ input: [3, -2], target: [1] });
      expect(input[0]).toBe(-7);
      expect(input[1]).toBeCloseTo(Math.atan2(-2, 3), 14);
    });
  });
});

describe('the sine', () => {
  it('has one input, no plane, and is learned', () => {
    withSession({ data: { generator: 'sine' }, layers: [{ units: 16, activation: 'tanh' }], optimizer: { name: 'adam', learningRate: 0.01 } }, (session) => {
      const { dimensions, inputs, targets } = session.data();
      expect([dimensions, inputs.length, targets.length]).toEqual([1, 500, 500]);
      expect(session.network().inputs).toEqual(['x']);
      expect(session.train({ epochs: 1000 }).testLoss).toBeLessThan(0.002);
      const places = Float32Array.of(-4, -1, 0, 2);
      session.predict(places).forEach((value, i) => expect(Math.abs(value - Math.sin(places[i]))).toBeLessThan(0.15));
      expect(() => session.predictGrid()).toThrow('grid: a rectangle does not go with data of 1 dimensions, only of 2');
    });
  });
});

describe('training data unlike the test data', () => {
  const circle = { generator: 'circle', examples: 400 };
  const dataOf = (data) => withSession({ data: { ...circle, ...data } }, (session) => session.data());
  const plain = dataOf({});
  const rows = (isTrain, flag) => [...isTrain.keys()].filter((row) => isTrain[row] === flag);

  it('moves the test alone', () => {
    const moved = dataOf({ shift: 1 });
    const distances = (flag) => rows(plain.isTrain, flag).map((row) => moved.inputs[2 * row] - plain.inputs[2 * row]);
    expect(new Set(distances(1))).toEqual(new Set([0]));
    expect(Math.min(...distances(0))).toBeGreaterThan(1.5);
    expect(Math.max(...distances(0)) - Math.min(...distances(0))).toBeLessThan(1e-5);
  });

  it('turns labels of the training examples alone', () => {
    const noisy = dataOf({ labelNoise: 0.25 });
    const turned = (flag) => rows(plain.isTrain, flag).filter((row) => noisy.labels[row] !== plain.labels[row]).length;
    expect([turned(1), turned(0)]).toEqual([50, 0]);
  });

  it('lacks most of the last class', () => {
    const rare = dataOf({ imbalance: 0.9 });
    const count = ({ isTrain, labels }, flag, label) => rows(isTrain, flag).filter((row) => labels[row] === label).length;
    expect(count(rare, 1, 0)).toBe(count(plain, 1, 0));
    expect(count(rare, 1, 1)).toBe(Math.round(count(plain, 1, 1) * 0.1));
    expect([count(rare, 0, 0), count(rare, 0, 1)]).toEqual([count(plain, 0, 0), count(plain, 0, 1)]);
  });

  it('can change while the network keeps its weights', () => {
    withSession({ data: circle }, (session) => {
      session.train({ epochs: 2 });
      const before = session.parameters();
      session.configure({ data: { imbalance: 0.9, shift: -0.5, labelNoise: 0.1 } });
      expect(session.parameters()).toEqual(before);
      expect(session.config().data).toMatchObject({ imbalance: 0.9, shift: -0.5, labelNoise: 0.1 });
      expect(session.train({ epochs: 2 }).status).toBe('ready');
    });
  });
});

describe('own data', () => {
  it('can be brought into −1…1', () => {
    const data = { inputs: [[10, 5, 7], [20, 5, 9], [15, 5, 8]], labels: [0, 1, 0], normalization: 'minMax' };
    withSession({ data, layers: [] }, (session) => {
      expect([...session.trace({ example: 0 }).input]).toEqual([-1, 0, -1]);
      expect([...session.trace({ example: 1 }).input]).toEqual([1, 0, 1]);
      expect([...session.trace({ example: 2 }).input]).toEqual([0, 0, 0]);
    });
  });
});

describe('a table of the page', () => {
  const adam = { name: 'adam', learningRate: 0.003 };

  it.each([
    ['penguins', 2, { layers: [{ units: 8, activation: 'tanh' }], optimizer: { name: 'adam', learningRate: 0.01 } }, 200, 0.95],
    ['penguinSpecies', 4, { layers: [{ units: 8, activation: 'tanh' }], optimizer: adam }, 100, 0.95],
    ['iris', 4, { layers: [{ units: 8, activation: 'tanh' }], optimizer: adam }, 100, 0.95],
    ['digits', 64, { layers: [{ units: 32, activation: 'tanh' }], optimizer: adam }, 40, 0.95],
  ])('%s, of %i inputs, is learned', async (name, inputs, settings, epochs, least) => {
    for (const seed of [1, 2, 3]) {
      const data = await loadTable(name, (url) => readFile(url, 'utf8'), { trainFraction: 0.7 });
      withSession({ ...settings, seed, data }, (session) => {
        expect(session.network().inputs).toHaveLength(inputs);
        const { testAccuracy } = session.train({ epochs });
        expect(testAccuracy, `seed ${seed}`).toBeGreaterThanOrEqual(least);
      });
    }
  });
});
