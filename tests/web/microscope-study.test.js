// Learning steps on a copy of a real session's parameters.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { Study } from '../../web/src/element/microscope/study.js';
import { shortest } from '../../web/src/element/microscope/typed.js';
import { endOf } from '../../web/src/element/microscope/steps.js';
import { loadEngine } from '../../web/src/engine/index.js';

const engine = await loadEngine();
let session;
let study;

function openStudy(config = {}) {
  session = engine.createSession({ seed: 2, layers: [{ units: 2, activation: 'tanh' }], optimizer: { name: 'adam', learningRate: 0.1 }, ...config });
  study = new Study({
    ask: async (method, request) => session[method](request), network: session.network(), examples: session.data(), batchSize: session.config().batchSize,
  });
  return study.begin(Float64Array.from(session.parameters()), 0);
}
beforeEach(() => openStudy());
afterEach(() => session.dispose());

const last = () => study.ticks.length - 1;

describe('a study', () => {
  it('begins with everything known of the first training example, and nothing updated', () => {
    const { record } = study;
    expect(session.data().isTrain[record.of.example]).toBe(1);
    expect(study.position).toBe(endOf(study.ticks, 'backward'));
    expect(record.trace.layers).toEqual(session.trace(record.of).layers);
    expect(study.parameters).toEqual(Float64Array.from(session.parameters()));
  });

  it('steps the parameters by the engine’s update, one example after the other, and remembers Adam’s means', async () => {
    study.grain = 'example';
    await study.next();
    const first = session.update(study.record.of);
    expect(study.parameters).toEqual(first.parameters);
    const { example } = study.record.of;
    await study.next();
    expect(study.record.of.example).toBe(session.data().isTrain.indexOf(1, example + 1));
    const { parameters, optimizerState } = first;
    expect(study.parameters).toEqual(session.update({ ...study.record.of, parameters, optimizerState, step: 1 }).parameters);
    expect(study.stepsTaken).toBe(2);
  });

  it('keeps the targets of softmax at a sum of 1 while one of them is typed', async () => {
    session.dispose();
    await openStudy({ data: { generator: 'blobs' } });
    await study.choose({ example: 0 });
    const label = session.data().labels[0];
    const [, second, third] = [0, 1, 2].map((index) => (label + index) % 3);
    const target = () => [0, 1, 2].map((index) => study.record.of.target[(label + index) % 3]);
    await study.type('target', label, 0.4);
    expect(target()).toEqual([0.4, 0.3, 0.3]);
    await study.type('target', second, 0.6);
    expect(target()[1]).toBe(0.6);
    expect(target()[0] / target()[2]).toBeCloseTo(4 / 3, 12);
    await study.type('target', third, 1);
    expect(target()).toEqual([0, 0, 1]);
    expect(study.record.trace.loss).toBeCloseTo(-Math.log(study.record.trace.layers[1].output[third]), 10);
    await expect(study.type('target', third, 1.5)).rejects.toThrow(`target[${third}]: 1.5 is not in 0…1`);
    expect(target()).toEqual([0, 0, 1]);
  });

  it('moves over the rows of the data and round at their ends, no press lost however fast', async () => {
    const rows = session.data().isTrain.length;
    await study.choose({ example: 0 });
    await Promise.all([study.chooseNeighbour(1), study.chooseNeighbour(1), study.chooseNeighbour(1)]);
    expect(study.record.of).toEqual({ example: 3 });
    await study.choose({ example: 0 });
    await study.chooseNeighbour(-1);
    expect(study.record.of).toEqual({ example: rows - 1 });
    await study.chooseNeighbour(1);
    expect(study.record.of).toEqual({ example: 0 });
    for (const [by, row] of [[1, 0], [-1, rows - 1]]) {
      await study.chooseBatch();
      await study.chooseNeighbour(by);
      expect(study.record.of).toEqual({ example: row });
    }
    expect(study.record.trace.layers).toEqual(session.trace({ example: rows - 1 }).layers);
  });

  it('goes back over updates to the very numbers of before, and forward again', async () => {
    await study.go(0);
    const seen = [];
    const look = () => seen.push({ position: study.position, parameters: study.parameters, loss: study.record.trace.loss });
    look();
    for (let i = 0; i < 12; ++i) {
      await study.next();
      look();
    }
    for (const then of seen.slice(0, -1).reverse()) {
      await study.back();
      expect({ position: study.position, parameters: study.parameters, loss: study.record.trace.loss }).toEqual(then);
    }
    expect(study.canGoBack).toBe(false);
  });

  it('says the loss after the update on the same example', async () => {
    expect(study.record.lossAfter).toBeNaN();   // it isn't said before
    await study.go(last());
    const { of, lossAfter, update, trace } = study.record;
    expect(lossAfter).toBe(session.trace({ ...of, parameters: update.parameters }).loss);
    expect(lossAfter).not.toBe(trace.loss);
  });

  it('takes numbers that are typed, one after the other however fast', async () => {
    await Promise.all([study.type('input', 0, 0.05), study.type('input', 1, 0.1), study.type('target', 0, 0.5), study.setParameter(3, 0.15)]);
    expect(study.record.of).toEqual({ input: [0.05, 0.1], target: [0.5] });
    expect(study.parameters[3]).toBe(0.15);
    expect(study.record.trace.loss).toBe(session.trace({ ...study.record.of, parameters: study.parameters }).loss);
  });

  it('keeps the state it has when the engine refuses', async () => {
    const before = study.record;
    await expect(study.choose({ input: [1], target: [1] })).rejects.toThrow('trace.input: has length 1, needs 2');
    expect(study.record).toBe(before);
    await study.next();
    expect(study.position).toBe(last());
  });

  it('looks at the mini-batch that the session trains on next, as means, and steps like the session', async () => {
    await study.setGrain('batch');
    expect(study.record.of.examples).toEqual([...session.batch()]);
    await study.next();
    session.train({ steps: 1 });
    const trained = session.parameters();
    study.parameters.forEach((value, index) => expect(Math.abs(value - trained[index])).toBeLessThan(1e-6));
  });

  it('trains an epoch on every training example once', async () => {
    await openStudy({ data: { generator: 'xor', examples: 60 }, batchSize: 8 });
    const asked = [];
    const { update } = session;
    session.update = (request) => {
      asked.push(request.examples);
      return update.call(session, request);
    };
    study.grain = 'epoch';
    await study.next();
    const rows = asked.flat().sort((a, b) => a - b);
    expect(rows).toEqual([...session.data().isTrain.keys()].filter((row) => session.data().isTrain[row]));
    expect(study.stepsTaken).toBe(Math.ceil(30 / 8));
    expect(study.known.updated).toBe(true);
  });
});

describe('an epoch of many mini-batches', () => {
  it('is trained like the session, though it takes several questions', async () => {
    await openStudy({ data: { generator: 'xor', examples: 140 }, batchSize: 1, shuffle: false });
    study.grain = 'epoch';
    await study.next();
    expect(study.stepsTaken).toBe(70);
    session.train({ epochs: 1 });
    const trained = session.parameters();
    study.parameters.forEach((value, index) => expect(Math.abs(value - trained[index])).toBeLessThan(1e-4));
  });
});

describe('going back', () => {
  it('from an epoch takes its mini-batches back, so that the next is as long', async () => {
    await openStudy({ data: { generator: 'xor', examples: 100 }, batchSize: 10 });
    await study.setGrain('epoch');
    await study.next();
    const [first, taken] = [study.parameters, study.stepsTaken];
    expect(taken).toBe(5);
    while (study.canGoBack) await study.back();
    await study.next();
    expect(study.stepsTaken).toBe(taken);
    expect(study.parameters).toEqual(first);
  });
});

describe('a session whose settings change', () => {
  const again = (keepsOptimizer = true) => study.reconfigure({ examples: session.data(), batchSize: session.config().batchSize, keepsOptimizer });

  it('is looked at with its new data, the example as it is there now', async () => {
    const before = study.record.trace.input;
    session.configure({ seed: 9, data: session.config().data });
    await again();
    const { of: { example }, trace } = study.record;
    expect(trace.input).not.toEqual(before);
    expect(trace.target).toEqual(Float64Array.from([session.data().targets[example]]));
    expect(study.typed({ example }).target).toEqual([session.data().targets[example]]);
  });

  it('is looked at from its first training example where the former is gone', async () => {
    await study.choose({ example: 450 });
    session.configure({ data: { ...session.config().data, examples: 100 } });
    await again();
    expect(study.record.of).toEqual({ example: session.data().isTrain.indexOf(1) });
  });

  it('goes on in mini-batches of the new size', async () => {
    await study.setGrain('batch');
    session.configure({ batchSize: 50 });
    await again();
    expect(study.record.of.examples).toHaveLength(50);
    await study.next();
    await study.next();
    expect(study.record.of.examples).toHaveLength(50);
  });

  it('forgets what the former optimizer remembered, and its steps', async () => {
    study.grain = 'example';
    await study.next();
    await study.next();
    const { parameters } = study;
    session.configure({ optimizer: { name: 'sgd', learningRate: 0.1 } });
    await again(false);
    expect(study.parameters).toEqual(parameters);
    expect(study.record.update.terms).toEqual([]);
    await study.next();
    expect(study.known.updated).toBe(true);
  });
});

describe('a number of the data', () => {
  it('is shown as it was typed, not as the float that it became', () => {
    expect([Math.fround(0.1), Math.fround(-3.9), 2].map(shortest)).toEqual([0.1, -3.9, 2]);
    expect(Math.fround(shortest(Math.fround(1 / 3)))).toBe(Math.fround(1 / 3));
  });
});
