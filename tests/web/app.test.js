// What the buttons call, over the real engine in workers: what is refused leaves no trace, and what fails is said.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectEngine } from '../../web/src/engine/client.js';
import { App } from '../../web/src/element/app.js';
import { generatedData } from '../../web/src/state/url.js';
import { withData, withFeatureToggled, withLayer, withLayerCount, withLearningRate, withLoss, withOptimizer, withOutput } from '../../web/src/element/config-edits.js';
import { presets, withPreset } from '../../web/src/element/gradients/presets.js';
import { nodeWorkers } from '../wasm/node-worker.js';

const { createWorker } = nodeWorkers();
let app;
let heard;

const makeApp = async () => {
  const engine = await connectEngine({ createWorker });
  heard = [];
  return new App(engine, await engine.catalog(), { onFrame: () => {}, emit: (type, detail) => heard.push({ type, detail }) });
};
const config = () => app.store.config.value;
const heardOf = (type) => heard.filter((event) => event.type === type).map(({ detail }) => detail);
const withBeta = (beta1) => ({ ...config(), optimizer: { ...config().optimizer, beta1 } });
/** What the page shows, what trains, and how many steps there are to either side. */
const state = () => {
  const trained = app.trainer.config.value;
  return {
    shown: app.store.fragment.value,
    trained: [trained.optimizer.name, trained.layers.map(({ units, activation }) => `${units}-${activation}`).join(',')].join(' '),
    undo: app.store.canUndo.value,
    redo: app.store.canRedo.value,
  };
};

beforeEach(async () => { app = await makeApp(); });
afterEach(() => app.dispose());

describe('an edit that the engine refuses', () => {
  it('is no step to undo or to redo, and leaves the steps that were there', async () => {
    await app.open('layers=3-tanh');
    await app.edit(withOptimizer(config(), 'adam'));
    await app.edit({ ...config(), batchSize: 5 });
    await app.undo();
    const before = state();
    expect(before).toEqual({ shown: 'layers=3-tanh&optimizer=adam', trained: 'adam 3-tanh', undo: true, redo: true });
    await app.edit(withBeta(2));
    expect(heardOf('error')).toEqual([{ type: 'config', message: 'optimizer.beta1: 2 is not in 0…0.9999', recoverable: true }]);
    expect(state()).toEqual(before);
    await app.redo();
    expect(config().batchSize).toBe(5);
  });

  it('leaves what was applied before it, also when it overtook another edit', async () => {
    await app.open('');
    const first = app.edit({ ...config(), layers: [{ units: 5, activation: 'tanh' }] });
    await Promise.resolve();   // its turn has come
    const overtaken = app.edit({ ...config(), layers: [{ units: 7, activation: 'relu' }] });
    await Promise.all([first, overtaken, app.edit({ ...config(), batchSize: -1 })]);
    expect(state()).toEqual({ shown: 'layers=5-tanh', trained: 'sgd 5-tanh', undo: true, redo: false });
    const { config: told, fragment } = heardOf('change').at(-1);
    expect([told.layers, fragment], 'the link is of what trains').toEqual([[{ units: 5, activation: 'tanh' }], 'layers=5-tanh']);
    await app.undo();
    expect(state()).toMatchObject({ shown: '', undo: false });
  });

  it('is in no link while it is judged, whatever else changes', async () => {
    await app.open('');
    const refused = app.edit({ ...config(), batchSize: -1 });
    app.setView({ speed: 10 });
    expect(heardOf('change').at(-1)).toMatchObject({ config: { batchSize: 10 }, fragment: 'speed=10' });
    await refused;
  });

  it('is not taken along by one that came while it was judged', async () => {
    await app.open('');
    const refused = app.edit({ ...config(), batchSize: -1 });
    await Promise.resolve();   // its turn has come
    await Promise.all([refused, app.edit({ ...config(), batchSize: 20 })]);
    expect(state()).toMatchObject({ shown: 'batchSize=20', undo: true, redo: false });
    await app.undo();
    expect(state()).toMatchObject({ shown: '', undo: false });
  });

  it('names the table that could not be loaded, and leaves what was there', async () => {
    await app.open('seed=3');
    await app.open('data=penguins');   // there is no server here
    expect(heardOf('error').at(-1).message).toMatch(/^The table penguins could not be loaded: ./);
    expect(state()).toMatchObject({ shown: 'seed=3', undo: false });
  });
});

describe('the moves of one drag', () => {
  const drag = async (values) => {
    for (const [index, batchSize] of values.entries()) await app.edit({ ...config(), batchSize }, { joins: index > 0 });
  };

  it('are one step', async () => {
    await app.open('');
    await drag([11, 12, 13]);
    expect(config().batchSize).toBe(13);
    await app.undo();
    expect(state()).toMatchObject({ shown: '', undo: false });
  });

  it('leave the step before alone when the first of them is refused, or is no change', async () => {
    await app.open('');
    await app.edit({ ...config(), dropout: 0.1 });
    for (const first of [-1, config().batchSize]) {
      await drag([first, 20]);
      expect(config().batchSize).toBe(20);
      await app.undo();
      expect(app.store.fragment.value).toBe('dropout=0.1');
    }
  });

  it('do not join a step that was made in between', async () => {
    await app.open('');
    await drag([11]);
    await app.edit({ ...config(), dropout: 0.1 });
    await app.edit({ ...config(), batchSize: 12 }, { joins: true });
    await app.undo();
    expect(app.store.fragment.value).toBe('dropout=0.1&batchSize=11');
  });
});

describe('a network that has learned', () => {
  it('stays through new data, and through taking those back', async () => {
    await app.open('');
    await app.train({ steps: 200 });
    await app.regenerate();
    expect(app.trainer.metrics.value.step).toBe(200);
    await app.undo();
    expect(config().seed).toBe(1);
    expect(app.trainer.metrics.value.step).toBe(200);
    await app.redo();
    expect(app.trainer.metrics.value.step).toBe(200);
  });
});

describe('own data', () => {
  it('can be asked another question: the same rows with other classes are another network', async () => {
    const inputs = [[1, 2], [2, 1], [3, 3], [0, 1], [1, 1], [2, 2]];
    await app.open({ data: { inputs, labels: [0, 1, 2, 0, 1, 2], classes: ['a', 'b', 'c'] } });
    await app.edit(withData(config(), { inputs, labels: [1, 0, 0, 1, 0, 0], classes: ['not a', 'a'], trainFraction: 1 }, app.catalog));
    expect(heardOf('error')).toEqual([]);
    expect(app.trainer.examples.value.classes).toBe(2);
  });
});

describe('a plain config', () => {
  it.each([[{ data: 5 }], [{ data: null }], [{ layers: 5 }], [{ layers: [null] }], [{ features: null }], [{ schedule: null }], [{ optimizer: 'adam' }], [null], [[]]])(
    'of a wrong shape, %o, is refused with a sentence, and what was there stays', async (wrong) => {
      await app.open('data=xor');
      await app.open(wrong);
      expect(heardOf('error').at(-1).message).toMatch(/ is not (an object|a list)/);
      expect(state()).toMatchObject({ shown: 'data=xor', undo: false });
    });

  it('of a wrong shape at the very start gives way to the defaults', async () => {
    await app.open({ data: 5 });
    expect(heardOf('error')).toHaveLength(1);
    expect(state()).toMatchObject({ shown: '', trained: 'sgd 4-tanh,2-tanh' });
  });
});

describe('a link', () => {
  it('changes the speed of a training that is under way', async () => {
    await app.open('speed=1000');
    await app.play();
    await app.open('data=spiral&speed=1');
    const { step } = await app.trainer.ask('metrics');
    await new Promise((resolve) => { setTimeout(resolve, 300); });
    expect((await app.trainer.ask('metrics')).step - step).toBeLessThan(10);
    await app.pause();
  });

  it('is where undo begins', async () => {
    await app.open('data=spiral');
    expect(state()).toMatchObject({ shown: 'data=spiral', undo: false });
    await app.open('data=xor');
    await app.undo();
    expect(state()).toMatchObject({ shown: 'data=spiral', undo: false });
  });

  it('that the engine refuses changes nothing of the view either', async () => {
    await app.open('data=xor');
    heard.length = 0;
    await app.open('frozen=999&speed=max&showTestData=false');
    expect(heardOf('error')).toHaveLength(1);
    expect(heardOf('change')).toEqual([]);
    expect(state()).toMatchObject({ shown: 'data=xor', undo: false });
    await app.open('data=gauss&speed=max');
    expect(heardOf('change').map(({ fragment }) => fragment)).toEqual(['data=gauss&speed=max']);
  });

  it('that is wrong at the very start gives way to one that was opened while it was judged', async () => {
    const refused = app.open('frozen=999');
    await Promise.resolve();   // its turn has come
    await Promise.all([refused, app.open('data=xor')]);
    expect(state()).toMatchObject({ shown: 'data=xor', undo: false, redo: false });
    expect(app.trainer.config.value.data.generator).toBe('xor');
  });

  it('that is wrong at the very start, and two more as well, give way to the defaults', async () => {
    const refused = app.open('frozen=999');
    await Promise.resolve();   // its turn has come
    await Promise.all([refused, app.open('frozen=998'), app.open('data=nowhere')]);
    expect(state()).toEqual({ shown: '', trained: 'sgd 4-tanh,2-tanh', undo: false, redo: false });
  });

  it.each(['frozen=999', 'data=nowhere'])('that is wrong at the very start, as %s, gives way to the defaults', async (fragment) => {
    await app.open(fragment);
    expect(app.message.value).toMatchObject({ kind: 'problem' });
    expect(state()).toEqual({ shown: '', trained: 'sgd 4-tanh,2-tanh', undo: false, redo: false });
    expect(heardOf('change')).toEqual([]);
  });
});

describe('what fails', () => {
  const failing = (method) => { app.trainer[method] = () => Promise.reject(new Error('the second part did not come')); };

  it.each([['play', 'play'], ['pause', 'pause'], ['train', 'train'], ['reset', 'pause'], ['recover', 'recover'], ['setSpeed', 'setSpeed']])(
    'in %s is said', async (method, ofTrainer) => {
      await app.open('');
      failing(ofTrainer);
      await app[method]({ steps: 1 });
      expect(app.message.value).toEqual({ kind: 'problem', lines: ['the second part did not come'] });
    });

  it('for good is told apart: the worker will not come back', async () => {
    await app.open('');
    app.trainer.onFailed(Object.assign(new Error('the worker failed 3 times'), { code: 'workerFailed' }));
    expect(heardOf('error')).toEqual([{
      type: 'worker', message: 'The training worker stopped: the worker failed 3 times. Load the page again.', recoverable: false,
    }]);
  });

  it('after the element is gone is nobody’s concern', async () => {
    await app.open('');
    const late = app.train({ steps: 1 });
    app.dispose();
    await late;
    expect(heardOf('error')).toEqual([]);
  });
});

describe('frozen parameters', () => {
  const frozen = () => app.trainer.config.value.frozen ?? [];
  const other = (generator) => generatedData(generator, app.catalog.defaults.data, app.catalog);

  it.each([
    ['other data', () => withData(config(), other('xor'), app.catalog)],
    ['data of another kind', () => withData(config(), other('plane'), app.catalog)],
    ['a layer more', () => withLayerCount(config(), 1)],
    ['a layer less', () => withLayerCount(config(), -1)],
    ['fewer units', () => withLayer(config(), 0, { units: 2 })],
    ['another loss', () => withLoss(config(), 'halfSquaredError')],
    ['another output', () => withOutput(config(), 'softmax')],
    ['another input', () => withFeatureToggled(config(), 'sinX1', app.catalog)],
    ['an example of how gradients flow', () => withPreset(config(), presets[0])],
  ])('are free again with %s', async (_, next) => {
    await app.open('frozen=1,14');
    expect(frozen()).toEqual([1, 14]);
    await app.edit(next());
    expect(heardOf('error')).toEqual([]);
    expect(frozen()).toEqual([]);
    expect(app.store.fragment.value).not.toContain('frozen');
  });

  it('are free again when a link leaves them out', async () => {
    await app.open('frozen=1');
    await app.open('');
    expect(frozen()).toEqual([]);
  });
});

describe('a divergence', () => {
  const diverge = async () => {
    await app.open('learningRate=10&layers=8-relu,8-relu&data=plane');
    await app.train({ epochs: 1 });
  };

  it('is told once, whatever is changed after it', async () => {
    await diverge();
    await app.edit({ ...config(), batchSize: 5 });
    expect(heardOf('diverged')).toEqual([{ step: expect.any(Number), layer: expect.any(Number), message: expect.stringContaining('finite') }]);
    await app.reset();
    await app.train({ epochs: 1 });
    expect(heardOf('diverged')).toHaveLength(2);
  });

  it('of a running training is one change of the state, however often its picture is drawn again', async () => {
    await app.open('learningRate=10&layers=8-relu,8-relu&data=plane');
    await app.play();
    await expect.poll(async () => (await app.trainer.snapshot({})).metrics.status).toBe('diverged');
    app.trainer.metrics.value = (await app.trainer.snapshot({})).metrics;   // as a picture does
    expect(heardOf('statechange')).toEqual([{ running: true, diverged: false }, { running: false, diverged: true }]);
    expect(heardOf('diverged')).toEqual([
      { step: expect.any(Number), layer: expect.any(Number), message: expect.stringContaining('finite') },
    ]);
  });

  it('names the learning rate it came with, and goes back with a lower one that was chosen meanwhile', async () => {
    await diverge();
    expect([app.divergedRate, app.lowerRate]).toEqual([10, 1]);
    await app.edit(withLearningRate(config(), 0.03));
    expect([app.divergedRate, app.lowerRate]).toEqual([10, 0.03]);
    await app.recover();
    expect(config().optimizer.learningRate).toBe(0.03);
    expect(app.diverged).toBe(false);
  });
});

describe('a config that the page goes on with', () => {
  it('is another one when it comes again changed', async () => {
    const given = { features: ['x1', 'x2'] };
    await app.open(given);
    given.features.push('x1x2');
    expect(config().features).toHaveLength(2);
    await app.open(given);
    expect(app.trainer.network.value.inputs).toHaveLength(3);
  });

  it('is refused in words where it cannot be copied', async () => {
    await app.open({ features: ['x1', () => 'x2'] });
    expect(heardOf('error')).toEqual([{ type: 'config', message: expect.stringContaining('only plain objects'), recoverable: true }]);
  });
});
