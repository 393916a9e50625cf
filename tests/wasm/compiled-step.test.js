// The step that is compiled for one network while it trains: the same bits as from the kernels that are there for all networks.
import { afterEach, describe, expect, it, vi } from 'vitest';
import { loadEngine } from '../../web/src/engine/index.js';

const engine = await loadEngine();
const hot = 50_000;
const instances = vi.spyOn(WebAssembly, 'Instance');

const hidden = (activation, ...units) => units.map((count) => ({ units: count, activation }));
const circle = { data: { generator: 'circle', noise: 0.2 }, layers: hidden('tanh', 4, 2), optimizer: { name: 'sgd', learningRate: 0.003 } };

/** A session whose step is compiled, if it gains by that. */
function hotSession(config) {
  const session = engine.createSession(config);
  session.advance(hot);
  return session;
}

/** Trains on, and in a session that has not been compiled from the same checkpoint. */
function expectSameBits(session, steps = 300) {
  const twin = engine.createSession(session.config());
  twin.restore(session.checkpoint());
  session.advance(steps);
  twin.advance(steps);
  expect(new Uint32Array(session.parameters().buffer)).toEqual(new Uint32Array(twin.parameters().buffer));
  expect(session.metrics()).toEqual(twin.metrics());
  twin.dispose();
}

function using(config, work) {
  const session = hotSession(config);
  work(session);
  session.dispose();
}

afterEach(() => instances.mockClear());

describe('a compiled step gives the same bits', () => {
  const shapes = [[], [1], [2], [3, 5], [4, 2], [7, 1, 16], [8, 8, 8]];
  it.each(engine.catalog().activations.flatMap((activation) => shapes.map((units) => [activation, units])))('with %s in layers of %j', (activation, units) => {
    using({ ...circle, layers: hidden(activation, ...units) }, (session) => {
      expect(instances).toHaveBeenCalledTimes(1);
      expectSameBits(session);
    });
  });

  it.each([1, 3, 8, 9, 10, 11, 12])('with batches of %i, of which the last one of an epoch may be smaller', (batchSize) => {
    using({ ...circle, batchSize, data: { ...circle.data, examples: 314 } }, (session) => {
      expect(instances).toHaveBeenCalledTimes(1);
      expectSameBits(session);
    });
  });

  it.each(['halfSquaredError', 'binaryCrossEntropy', 'huber'])('with %s as the loss', (loss) => {
    using({ ...circle, loss }, (session) => {
      expect(instances).toHaveBeenCalledTimes(1);
      expectSameBits(session);
    });
  });

  it('with one input, with sixteen and with several outputs', () => {
    const rows = Array.from({ length: 90 }, (_, i) => Array.from({ length: 16 }, (__, column) => Math.sin(i * (column + 1))));
    const targets = rows.map((row) => [row[0] * row[1], row[2], -row[3]]);
    for (const data of [{ generator: 'sine' }, { inputs: rows, targets, trainFraction: 0.8 }]) {
      using({ ...circle, data }, (session) => {
        expect(instances).toHaveBeenCalledTimes(1);
        expectSameBits(session);
      });
      instances.mockClear();
    }
  });

  it('after other data, other weights and a return to a checkpoint', () => {
    using(circle, (session) => {
      const checkpoint = session.checkpoint();
      session.setParameters(session.parameters().map((w) => w / 2));
      expectSameBits(session);
      session.restore(checkpoint);
      expectSameBits(session);
      session.configure({ data: { generator: 'xor', examples: 100 } });
      expectSameBits(session);
      expect(instances).toHaveBeenCalledTimes(1);
    });
  });
});

describe('a compiled step', () => {
  it('gives way to another optimizer, to dropout and to a mistake on purpose, and to another network', () => {
    for (const change of [{ optimizer: { name: 'momentum', learningRate: 0.003 } }, { dropout: 0.3 }, { fault: 'missingSlope' },
      { regularization: { name: 'l2', rate: 0.01 } }, { frozen: [0, 3] }, { batchSize: 7 }]) {
      using(circle, (session) => {
        session.configure(change);
        expectSameBits(session);
        session.reshape({ ...circle, layers: hidden('tanh', 4, 3) });
        expectSameBits(session);
      });
    }
  });

  it('comes again once the session has been trained long with what is new', () => {
    using(circle, (session) => {
      session.configure({ optimizer: { name: 'sgd', learningRate: 0.001 } });
      session.advance(hot);
      expect(instances).toHaveBeenCalledTimes(2);
      expectSameBits(session);
    });
  });

  it('ends with the step that leaves the finite numbers, as without it', () => {
    using({ ...circle, data: { generator: 'plane' }, layers: hidden('relu', 8) }, (session) => {
      const exploding = session.parameters().map((w) => w * 1e6);
      const twin = engine.createSession(session.config());
      for (const one of [session, twin]) {
        one.setParameters(exploding);
        expect(one.advance(100)).toBe(false);
      }
      const { divergence } = session.metrics();
      expect(divergence.step - hot).toBe(twin.metrics().divergence.step);
      expect(divergence.layer).toBe(twin.metrics().divergence.layer);
      session.recover();
      expectSameBits(session);
      twin.dispose();
    });
  });

  it.each([
    ['a wide layer', { layers: hidden('tanh', 17) }], ['softmax', { data: { generator: 'blobs' } }], ['large batches', { batchSize: 13 }],
    ['a rule besides', { clipping: { name: 'norm', limit: 1 } }],
  ])('is not made for %s', (_, change) => {
    using({ ...circle, ...change }, () => expect(instances).not.toHaveBeenCalled());
  });

  it('leaves its place in the table of functions to others', () => {
    const grow = vi.spyOn(WebAssembly.Table.prototype, 'grow');
    for (let i = 0; i < 5; i++) using(circle, () => {});
    expect(instances).toHaveBeenCalledTimes(5);
    expect(grow.mock.calls.length).toBeLessThanOrEqual(1);
    grow.mockRestore();
  });

  it('is done without where the browser does not compile it', () => {
    instances.mockImplementation(function refuse() {
      throw new RangeError('too large to be compiled here');
    });
    using(circle, (session) => expectSameBits(session));
    expect(instances).toHaveBeenCalledTimes(1);
    instances.mockRestore();
  });
});
