// The interface of the engine, held against arithmetic in plain JavaScript.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadEngine } from '../../web/src/engine/index.js';
import { errorOf, forward, hash } from './arithmetic.js';

const single = 2e-6;  // a few roundings of float32 in sums of order 1

const engine = await loadEngine();
let session;
beforeEach(() => {
  session = engine.createSession({ seed: 3, layers: [{ units: 5, activation: 'tanh' }, { units: 3, activation: 'sigmoid' }] });
});
afterEach(() => session.dispose());

describe('catalog and complete', () => {
  it('names everything a config can say', () => {
    const catalog = engine.catalog();
    expect(catalog.generators.map(({ name }) => name)).toEqual([
      'circle', 'xor', 'gauss', 'spiral', 'moons', 'checkerboard', 'rings', 'blobs', 'pinwheel', 'plane', 'multiGauss', 'ripple', 'saddle', 'sine', 'formula']);
    expect(catalog.generators.at(-1)).toEqual({ name: 'formula', problem: 'classification', formula: 'x2 > sin(x1)' });
    expect(catalog.limits['data.shift']).toEqual({ min: -3, max: 3, integer: false });
    expect(catalog.generators.find(({ name }) => name === 'blobs')).toEqual({ name: 'blobs', problem: 'classification', classCount: 3 });
    expect(catalog.options.optimizer.adam).toEqual({ beta1: 0.9, beta2: 0.999, eps: 1e-8 });
    expect(catalog.options.optimizer.sgd).toEqual({});
    expect(catalog.activations).not.toContain('softmax');
    expect(catalog.outputActivations).toContain('softmax');
    expect(catalog.activations).toContain('tanh');
    expect(catalog.limits['layers.units']).toEqual({ min: 1, max: 256, integer: true });
    expect(catalog.limits['optimizer.learningRate'].integer).toBe(false);
    expect(engine.catalog()).toBe(catalog);
  });

  it('fills in the defaults, and what is complete stays as it is', () => {
    const { defaults } = engine.catalog();
    expect(engine.complete({})).toEqual(defaults);
    expect(engine.complete(defaults)).toEqual(defaults);
    expect(engine.complete({ optimizer: { learningRate: 0.1 } }).optimizer).toEqual({ name: 'sgd', learningRate: 0.1 });
    expect(engine.complete({ seed: undefined })).toEqual(defaults);
    expect(engine.complete({ optimizer: { name: 'adam', beta1: 0.8 } }).optimizer)
      .toEqual({ name: 'adam', learningRate: 0.03, beta1: 0.8, beta2: 0.999, eps: 1e-8 });
    expect(engine.complete({ data: { generator: 'blobs' } }))
      .toMatchObject({ data: { classCount: 3 }, output: { activation: 'softmax' }, loss: 'softmaxCrossEntropy' });
  });

  it('lets the output follow the data', () => {
    expect(engine.complete({ data: { generator: 'plane' } }).output.activation).toBe('linear');
    expect(engine.complete({ data: { generator: 'xor' } }).output.activation).toBe('tanh');
  });

  it('trains on all own examples unless told otherwise', () => {
    const data = { inputs: [[0, 0], [0, 1], [1, 0], [1, 1]], labels: [0, 1, 1, 0] };
    expect(engine.complete({ data }).data.trainFraction).toBe(1);
    const own = engine.createSession({ data });
    expect(own.metrics().testLoss).toBe(null);
    own.dispose();
  });

  it('gives own data back as it came', () => {
    const data = { inputs: [[1, 2], [3, 4]], labels: [0, 1], names: ['a', 'b'], classes: ['no', 'yes'],
      normalization: 'standardize', trainFraction: 1, shift: 0.5, imbalance: 0, labelNoise: 0 };
    expect(engine.complete({ data }).data).toEqual(data);
    expect(engine.complete({ data: { ...data, inputs: data.inputs.map((row) => Float64Array.from(row)) } }).data).toEqual(data);
  });
});

describe('prediction', () => {
  it('is the forward pass with the session\'s parameters', () => {
    session.train({ steps: 50 });
    const points = Float32Array.of(0, 0, 1.5, -2, -6, 6, 3, 0.25);
    const outputs = session.predict(points);
    for (let p = 0; p < 4; ++p) {
      const expected = forward(session.network(), session.parameters(), points.subarray(2 * p, 2 * p + 2)).at(-1)[0];
      expect(Math.abs(outputs[p] - expected)).toBeLessThan(single);
    }
  });

  it('over a grid begins at yMax and asks at the centres of the cells', () => {
    const [columns, rows] = [4, 3];
    const grid = session.predictGrid({ xMin: -2, xMax: 2, yMin: 1, yMax: 4, columns, rows });
    expect(grid.length).toBe(columns * rows);
    for (let row = 0; row < rows; ++row) {
      for (let column = 0; column < columns; ++column) {
        const [expected] = session.predict(Float32Array.of(-1.5 + column, 3.5 - row));
        expect(grid[row * columns + column]).toBe(expected);
      }
    }
  });

  it('over all units lists the features, the hidden units layer by layer, then the output', () => {
    const grid = session.predictGrid({ xMin: 0, xMax: 2, yMin: 0, yMax: 4, columns: 1, rows: 1, units: 'all' });
    const expected = [1, 2, ...forward(session.network(), session.parameters(), [1, 2]).flat()];
    expect(grid.length).toBe(expected.length);
    expected.forEach((value, unit) => expect(Math.abs(grid[unit] - value)).toBeLessThan(single));
    expect(session.predictUnits(Float32Array.of(1, 2))).toEqual(grid);
  });

  it('of all units at examples of any number of columns', async () => {
    const inputs = [[1, 2, 3], [4, 5, 6], [7, 8, 10], [1, 1, 1]];
    const own = engine.createSession({ data: { inputs, targets: inputs.map(([x]) => [x]), trainFraction: 1 } });
    const units = own.predictUnits(Float32Array.from(inputs.flat()));
    expect(units.length).toBe((3 + 4 + 2 + 1) * 4);
    const [first, second] = inputs.map((row) => [...row, ...forward(own.network(), own.parameters(), row).flat()]);
    for (let unit = 0; unit < 10; ++unit) {
      expect(Math.abs(units[unit * 4] - first[unit])).toBeLessThan(1e-5);
      expect(Math.abs(units[unit * 4 + 1] - second[unit])).toBeLessThan(1e-5);
    }
    expect((await errorOf(() => own.predictUnits(Float32Array.of(1, 2)))).path).toBe('inputs');
    own.dispose();
  });
});

describe('training', () => {
  it('counts steps and epochs', () => {
    expect(session.train({ steps: 30 })).toMatchObject({ step: 30, epoch: 1, progress: 0.2 });
    expect(session.train({ epochs: 1 })).toMatchObject({ step: 50, epoch: 2 });
    expect(session.advance(5)).toBe(true);
    expect(session.metrics()).toEqual(session.train({ steps: 0 }));
  });

  it('reports the mean loss and the share of right classes', () => {
    const { trainLoss, testLoss, trainAccuracy, status, divergence } = session.train({ steps: 100 });
    const { inputs, targets, labels, isTrain } = session.data();
    const outputs = session.predict(inputs);
    const loss = (which) => {
      const rows = [...isTrain.keys()].filter((row) => isTrain[row] === which);
      return rows.reduce((sum, row) => sum + (outputs[row] - targets[row]) ** 2 / 2, 0) / rows.length;
    };
    expect(trainLoss).toBeCloseTo(loss(1), 6);
    expect(testLoss).toBeCloseTo(loss(0), 6);
    const right = [...isTrain.keys()].filter((row) => isTrain[row] && (outputs[row] > 0) === (labels[row] === 1)).length;
    expect(trainAccuracy).toBeCloseTo(right / isTrain.reduce((a, b) => a + b), 6);
    expect([status, divergence]).toEqual(['ready', null]);
  });

  it('goes down the gradient: one full batch is w − rate · gradient', () => {
    session.configure({ batchSize: 1000, optimizer: { learningRate: 0.5 } });
    const before = session.parameters();
    const gradient = session.gradient();
    session.train({ steps: 1 });
    session.parameters().forEach((value, p) => expect(Math.abs(value - (before[p] - 0.5 * gradient[p]))).toBeLessThan(single));
    expect(Math.hypot(...gradient)).toBeGreaterThan(1e-3);
  });

  it('has gradients that the differences confirm', () => {
    const { analytic, numeric, error, worst, epsilon } = session.checkGradients();
    expect(epsilon).toBe(1e-5);
    expect(analytic).toEqual(session.gradient());
    expect(numeric.length).toBe(session.parameters().length);
    expect(error[worst]).toBe(Math.max(...error));
    expect(error[worst]).toBeLessThan(1e-4);
    expect(Math.hypot(...numeric)).toBeGreaterThan(1e-3);
  });

  it('gives the same bits for the same seed, and others for another', () => {
    const bits = (seed) => {
      const other = engine.createSession({ seed });
      other.train({ steps: 500 });
      const result = hash(other.parameters());
      other.dispose();
      return result;
    };
    expect(bits(1)).toBe(bits(1));
    expect(bits(1)).not.toBe(bits(2));
  });
});

describe('changes', () => {
  it('keeps the weights and what is not named', () => {
    session.train({ steps: 10 });
    const before = session.parameters();
    session.configure({ optimizer: { learningRate: 0.5 }, regularization: { name: 'l2', rate: 0.1 }, batchSize: 20, shuffle: false });
    expect(session.parameters()).toEqual(before);
    expect(session.config()).toMatchObject({
      optimizer: { name: 'sgd', learningRate: 0.5 }, regularization: { name: 'l2', rate: 0.1 }, batchSize: 20, shuffle: false,
    });
    expect(session.metrics().penalty).toBeGreaterThan(0);
  });

  it('takes other data of the same shape, and new ones from another seed', () => {
    const weights = session.parameters();
    const points = () => hash(session.data().inputs);
    const circle = points();
    session.configure({ data: { generator: 'spiral' } });
    const spiral = points();
    session.configure({ seed: 99 });
    expect(new Set([circle, spiral, points()]).size).toBe(3);
    expect(session.parameters()).toEqual(weights);
    expect(session.metrics().step).toBe(0);
  });

  it('changes nothing when a part of it is wrong', () => {
    const before = session.config();
    expect(() => session.configure({ optimizer: { learningRate: 1 }, data: { noise: 2 } })).toThrow('data.noise');
    expect(() => session.configure({ data: { generator: 'xor' }, batchSize: 0 })).toThrow('batchSize');
    expect(() => session.configure({ data: { generator: 'xor' }, frozen: [99999] })).toThrow('frozen[0]: 99999 is not in 0…36');
    expect(session.config()).toEqual(before);
  });

  it('sets parameters, copies both ways', () => {
    const parameters = session.parameters().map((_, i) => Math.fround(Math.sin(i)));
    session.setParameters(parameters);
    const copy = session.parameters();
    expect(copy).toEqual(parameters);
    copy[0] = 7;
    expect(session.parameters()).toEqual(parameters);
  });
});

describe('checkpoints', () => {
  it('restored in another session go on with the same bits, from the midst of an epoch', () => {
    session.train({ steps: 37 });
    const checkpoint = structuredClone(session.checkpoint());
    session.train({ steps: 200 });
    const other = engine.createSession(session.config());
    other.restore(checkpoint);
    expect(other.metrics().step).toBe(37);
    other.train({ steps: 200 });
    expect(hash(other.parameters())).toBe(hash(session.parameters()));
    other.dispose();
  });
});

describe('divergence', () => {
  it('stops, names step and layer, and goes back', () => {
    const wild = engine.createSession({ data: { generator: 'plane' }, optimizer: { learningRate: 100 },
      layers: [{ units: 4, activation: 'linear' }] });
    const { status, divergence, step } = wild.train({ steps: 10_000 });
    expect(status).toBe('diverged');
    expect(divergence.step).toBe(step);
    expect(divergence.message).toMatch(/^training left the finite numbers at step \d+, in (hidden layer 1|the output layer)$/);
    expect(wild.advance(10)).toBe(false);
    expect(wild.metrics().step).toBe(step);
    wild.recover();
    expect(wild.metrics()).toMatchObject({ status: 'ready', divergence: null });
    expect(wild.parameters().every(Number.isFinite)).toBe(true);
    wild.dispose();
  });
});

describe('data and network', () => {
  it('tells the classes apart as the output activation writes them', () => {
    const { targets, labels, coding, isTrain, inputs, dimensions, outputs } = session.data();
    expect([dimensions, outputs, inputs.length, labels.length, isTrain.length]).toEqual([2, 1, 1000, 500, 500]);
    expect(coding).toEqual({ negative: -1, positive: 1, threshold: 0 });
    targets.forEach((target, row) => expect(target).toBe(labels[row] ? 1 : -1));
    expect(isTrain.filter(Boolean).length).toBe(250);
  });

  it('of more than two dimensions feeds its columns', () => {
    const own = engine.createSession({ data: { inputs: [[1, 2, 3], [4, 5, 6]], targets: [[1, 2], [3, 4]], names: ['a', 'b', 'c'],
      trainFraction: 1 } });
    expect(own.network().inputs).toEqual(['a', 'b', 'c']);
    expect(own.data()).toMatchObject({ dimensions: 3, outputs: 2, coding: null, labels: new Int32Array(0) });
    expect(own.metrics()).toMatchObject({ testLoss: null, trainAccuracy: null, testAccuracy: null });
    expect(own.predict(Float32Array.of(1, 2, 3, 4, 5, 6)).length).toBe(4);
    own.dispose();
  });
});

describe('several classes', () => {
  it('get an output each, and the largest is right after training', () => {
    const session = engine.createSession({ data: { generator: 'blobs', classCount: 4 }, optimizer: { name: 'adam' } });
    const { outputs, classes, labels, targets, coding } = session.data();
    expect([outputs, classes, coding]).toEqual([4, 4, { negative: 0, positive: 1, threshold: 0.5 }]);
    labels.forEach((label, example) => expect(targets.subarray(4 * example, 4 * example + 4).indexOf(1)).toBe(label));
    expect(session.train({ epochs: 60 }).testAccuracy).toBeGreaterThan(0.95);
    const grid = session.predictGrid({ columns: 10, rows: 10, units: 'output' });
    expect(grid).toHaveLength(4 * 100);
    for (let cell = 0; cell < 100; ++cell) {
      expect(grid[cell] + grid[100 + cell] + grid[200 + cell] + grid[300 + cell]).toBeCloseTo(1, 5);
    }
    session.dispose();
  });

  it('trace the δ of softmax as output minus target', () => {
    const session = engine.createSession({ data: { generator: 'rings' } });
    const { layers, loss } = session.trace({ example: 7 });
    const { output, delta, errorSignal, slope } = layers.at(-1);
    const target = session.data().targets.subarray(21, 24);
    target.forEach((t, j) => {
      expect(delta[j]).toBeCloseTo(output[j] - t, 12);
      expect(errorSignal[j]).toBeCloseTo(-t / output[j], 12);
      expect(slope[j]).toBeCloseTo(output[j] * (1 - output[j]), 12);
    });
    expect(loss).toBeCloseTo(-Math.log(output[target.indexOf(1)]), 12);
    session.dispose();
  });
});

describe('measures', () => {
  it('tell classes apart by precision, recall and confusion', () => {
    const session = engine.createSession({ data: { generator: 'blobs', noise: 0.3 } });
    session.train({ epochs: 20 });
    const { confusion, precision, recall, accuracy, ...rest } = session.evaluate();
    expect(rest).toEqual({});
    expect(confusion.reduce((sum, n) => sum + n)).toBe(250);
    expect(accuracy).toBeCloseTo(session.metrics().testAccuracy, 12);
    expect(accuracy).toBeCloseTo((confusion[0] + confusion[4] + confusion[8]) / 250, 12);
    expect(recall[0]).toBeCloseTo(confusion[0] / (confusion[0] + confusion[1] + confusion[2]), 12);
    expect(precision[0]).toBeCloseTo(confusion[0] / (confusion[0] + confusion[3] + confusion[6]), 12);
    session.dispose();
  });

  it('have R² and the absolute error of numbers, on either set', () => {
    const session = engine.createSession({ data: { generator: 'plane' } });
    session.train({ epochs: 50 });
    for (const set of ['train', 'test']) {
      const { rSquared, meanAbsoluteError, ...rest } = session.evaluate({ set });
      expect(rest).toEqual({});
      expect(rSquared).toBeGreaterThan(0.9);
      expect(meanAbsoluteError).toBeLessThan(0.2);
    }
    session.dispose();
  });

  it('tell how each layer fares', () => {
    const session = engine.createSession({ layers: [{ units: 8, activation: 'relu' }] });
    const layers = session.layerStatistics();
    expect(layers).toHaveLength(2);
    for (const layer of layers) for (const value of Object.values(layer)) expect(value).toBeTypeOf('number');
    expect(layers[0].saturated).toBeGreaterThan(0.2);
    expect(layers[1].updateToWeight).toBeGreaterThan(0);
    session.dispose();
  });
});

describe('a running session', () => {
  it('becomes another network and keeps the weights that fit', async () => {
    const session = engine.createSession({ layers: [{ units: 4, activation: 'tanh' }] });
    session.train({ epochs: 5 });
    const before = session.parameters();
    session.reshape({ layers: [{ units: 6, activation: 'tanh' }] });
    expect(session.metrics().step).toBe(0);
    expect(session.parameters().subarray(0, 8)).toEqual(before.subarray(0, 8));
    const error = await errorOf(() => session.reshape({ layers: [{ units: 0 }] }));
    expect(error.path).toBe('layers[0].units');
    expect(session.network().layers[0].units).toBe(6);
    session.dispose();
  });


  it('takes another optimizer and forgets the options of the one before', () => {
    const session = engine.createSession({ optimizer: { name: 'momentum', momentum: 0.5 } });
    session.train({ epochs: 1 });
    const before = session.parameters();
    session.configure({ optimizer: { name: 'adam' }, dropout: 0.1, clipping: { name: 'norm', limit: 2 } });
    expect(session.config().optimizer).toEqual({ name: 'adam', learningRate: 0.03, beta1: 0.9, beta2: 0.999, eps: 1e-8 });
    expect(session.parameters()).toEqual(before);
    session.configure({ optimizer: { beta1: 0.7 } });
    expect(session.config().optimizer.beta1).toBe(0.7);
    session.configure({ frozen: [0, 1, 2] });
    session.train({ epochs: 1 });
    expect(session.parameters().subarray(0, 3)).toEqual(before.subarray(0, 3));
    expect(session.parameters()).not.toEqual(before);
    session.dispose();
  });
});
