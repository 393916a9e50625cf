import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  completeConfig, decodeConfig, decodeState, encodeConfig, encodeState, isLinkable, MAX_LENGTH,
} from '../../web/src/state/url.js';
import { tableNames } from '../../web/src/state/tables.js';
import { defaultView } from '../../web/src/state/view.js';
import { loadEngine } from '../../web/src/engine/index.js';
import { withLoss, withOutput } from '../../web/src/element/config-edits.js';
import { catalog } from './catalog.js';

const { defaults, limits } = catalog;
const withChange = (change) => ({ ...structuredClone(defaults), ...change });
const sentences = (fragment) => decodeConfig(fragment, catalog).problems.map(({ message }) => message);

const runs = { seed: 20261123, numRuns: 2000 };
const real = ({ min, max }) => fc.double({ min, max, noNaN: true }).map((value) => value + 0);  // no -0
const whole = ({ min, max }) => fc.integer({ min, max });
const nameOf = (names) => fc.constantFrom(...names);

const distribution = Object.fromEntries(['trainFraction', 'shift', 'imbalance', 'labelNoise'].map((key) => [key, real(limits[`data.${key}`])]));
const generated = fc.constantFrom(...catalog.generators).chain(({ name, classCount, formula }) => fc.record({
  generator: fc.constant(name),
  examples: whole(limits['data.examples']),
  noise: real(limits['data.noise']),
  ...(classCount && { classCount: whole(limits['data.classCount']) }),
  ...(formula && { formula: fc.string({ maxLength: 200 }) }),
  ...distribution,
}, { noNullPrototype: true }));
/** A block with some of the options that belong to its name, none at its usual value. */
const block = (kind, fields) => nameOf(Object.keys(catalog.options[kind])).chain((name) => {
  const options = Object.entries(catalog.options[kind][name]).map(([key, usual]) => [key,
    (limits[`${kind}.${key}`].integer ? whole : real)(limits[`${kind}.${key}`]).filter((value) => value !== usual)]);
  return fc.record({ name: fc.constant(name), ...fields, ...Object.fromEntries(options) },
    { requiredKeys: ['name', ...Object.keys(fields)] });
});
const configs = fc.record({
  version: fc.constant(1),
  seed: whole(limits.seed),
  data: fc.oneof(generated, fc.record({ table: nameOf(tableNames), ...distribution })),
  features: fc.uniqueArray(nameOf(catalog.features), { minLength: 1 }),
  featureFormula: fc.string({ maxLength: 200 }),
  layers: fc.array(fc.record({
    units: whole(limits['layers.units']), activation: nameOf(catalog.activations),
  }), { maxLength: 16 }),
  output: fc.record({ activation: nameOf(catalog.outputActivations) }),
  loss: nameOf(catalog.losses),
  initializer: fc.record({ name: nameOf(catalog.initializers) }),
  optimizer: block('optimizer', { learningRate: real(limits['optimizer.learningRate']) }),
  schedule: block('schedule', {}),
  regularization: fc.record({ name: nameOf(catalog.regularizations), rate: real(limits['regularization.rate']) }),
  clipping: fc.record({ name: nameOf(catalog.clippings), limit: real(limits['clipping.limit']) }),
  dropout: real(limits.dropout),
  frozen: fc.array(whole({ min: 0, max: 20 })),
  batchSize: whole(limits.batchSize),
  shuffle: fc.boolean(),
  fault: nameOf(catalog.faults),
}, { noNullPrototype: true });
const views = fc.record({
  showTestData: fc.boolean(),
  discretize: fc.boolean(),
  keepWeights: fc.boolean(),
  speed: fc.oneof(fc.constant(Infinity), fc.integer({ min: 1, max: 10_000 })),
  lossScale: fc.constantFrom('linear', 'log'),
  keepWeights: fc.boolean(),
});

describe('a link', () => {
  it('brings every config and view back exactly', () => {
    fc.assert(fc.property(configs, views, (config, view) => {
      const fragment = encodeState({ config, view }, catalog);
      expect(decodeState(`#${fragment}`, catalog)).toEqual({ config, view, problems: [] });
    }), runs);
  });

  it('brings back every loss and output activation that the page lets choose', async () => {
    const engine = await loadEngine();
    const known = engine.catalog();
    const outcome = (config) => {
      try {
        return engine.complete(config);
      } catch ({ message }) {
        return message;
      }
    };
    const chosen = [...known.losses.map((loss) => withLoss(known.defaults, loss)), ...known.outputActivations.map((name) => withOutput(known.defaults, name))];
    for (const config of chosen) expect(outcome(decodeConfig(encodeConfig(config, known), known).config), config.loss).toEqual(outcome(config));
    expect(chosen.filter((config) => typeof outcome(config) === 'object').length).toBeGreaterThan(10);
  });

  it('is stable: reading and writing it again gives the same text', () => {
    fc.assert(fc.property(configs, (config) => {
      const fragment = encodeConfig(config, catalog);
      expect(encodeConfig(decodeConfig(fragment, catalog).config, catalog)).toBe(fragment);
    }), runs);
  });

  it('is empty for the defaults', () => {
    expect(encodeState({ config: defaults, view: defaultView }, catalog)).toBe('');
    expect(decodeConfig('', catalog)).toEqual({ config: defaults, problems: [] });
  });

  it('is readable, and every link ever published keeps its meaning', () => {
    const published = 'data=spiral&noise=0.1&features=x1,x2,sinX1&layers=8-tanh,8-relu&learningRate=0.1' +
      '&regularization=l2&regularizationRate=0.001&batchSize=32&seed=7';
    const config = withChange({
      seed: 7,
      data: { generator: 'spiral', examples: 500, noise: 0.1, trainFraction: 0.5, shift: 0, imbalance: 0, labelNoise: 0 },
      features: ['x1', 'x2', 'sinX1'],
      layers: [{ units: 8, activation: 'tanh' }, { units: 8, activation: 'relu' }],
      optimizer: { name: 'sgd', learningRate: 0.1 },
      regularization: { name: 'l2', rate: 0.001 },
      batchSize: 32,
    });
    expect(decodeConfig(published, catalog)).toEqual({ config, problems: [] });
    expect(encodeConfig(config, catalog)).toBe(published);
  });

  it('writes a network without hidden layers as an empty list', () => {
    const config = withChange({ layers: [] });
    expect(encodeConfig(config, catalog)).toBe('layers=');
    expect(decodeConfig('layers=', catalog)).toEqual({ config, problems: [] });
  });

  it('writes frozen parameters as runs, so that a whole layer of them fits', () => {
    const frozen = [...Array.from({ length: 3_000 }, (_, i) => i), 4_000, 4_001, 7];
    expect(encodeConfig(withChange({ frozen }), catalog)).toBe('frozen=0-2999,4000-4001,7');
    expect(decodeConfig('frozen=0-2999,4000-4001,7', catalog)).toEqual({ config: withChange({ frozen }), problems: [] });
    expect(decodeConfig('frozen=4,5,10,11', catalog).config.frozen, 'as links were written before').toEqual([4, 5, 10, 11]);
  });

  it.each([
    ['5-4', 'a run of places'], ['1-2-3', 'a run of places'], ['1-', 'not a number'], ['x', 'not a number'],
    ['0-4294967295', '"0-4294967295" is more places than any network has'], ['0-999999,0-999999', 'more places'],
  ])('refuses frozen=%s, with the reason', (places, reason) => {
    const { config, problems } = decodeConfig(`frozen=${places}`, catalog);
    expect(config).toEqual(defaults);
    expect(problems).toEqual([{ key: 'frozen', message: expect.stringContaining(reason) }]);
  });

  it('leaves the output open when the data is of the other kind than the defaults', () => {
    expect(decodeConfig('data=plane', catalog).config).not.toHaveProperty('output');
    expect(decodeConfig('data=plane&output=tanh', catalog).config.output).toEqual({ activation: 'tanh' });
    expect(decodeConfig('data=spiral', catalog).config.output).toEqual({ activation: 'tanh' });
  });

  it('carries a formula as text, and leaves the output to what the formula asks', () => {
    const { config, problems } = decodeConfig('data=formula&formula=x1^2%2Bx2^2%20%3C%204&features=x1,formula&featureFormula=x1*x2', catalog);
    expect(problems).toEqual([]);
    expect(config.data).toMatchObject({ generator: 'formula', formula: 'x1^2+x2^2 < 4' });
    expect(config).toMatchObject({ features: ['x1', 'formula'], featureFormula: 'x1*x2' });
    expect(config).not.toHaveProperty('output');
    expect(encodeConfig(config, catalog)).toBe('data=formula&formula=x1%5E2%2Bx2%5E2%20%3C%204&features=x1,formula&featureFormula=x1*x2');
    expect(encodeConfig(decodeConfig('data=formula', catalog).config, catalog)).toBe('data=formula');
  });

  it('carries how training and test data differ', () => {
    const link = 'data=iris&shift=0.5&imbalance=0.9&labelNoise=0.2';
    const { config } = decodeConfig(link, catalog);
    expect(config.data).toEqual({ table: 'iris', trainFraction: 0.5, shift: 0.5, imbalance: 0.9, labelNoise: 0.2 });
    expect(encodeConfig(config, catalog)).toBe(link);
  });

  it('knows that the own rows of a user are not in it', () => {
    expect(isLinkable(defaults)).toBe(true);
    expect(isLinkable(withChange({ data: { inputs: [[1, 2]], labels: [0], trainFraction: 1 } }))).toBe(false);
  });
});

describe('a plain config', () => {
  it('may be broken into lines between its settings, as an attribute is', () => {
    const broken = '\n  data=xor &\n  layers=3-relu\n  &noise=0.1\n';
    expect(decodeState(broken, catalog)).toEqual(decodeState('data=xor&layers=3-relu&noise=0.1', catalog));
  });

  it('is complete as soon as it names what differs', () => {
    expect(completeConfig({}, catalog)).toEqual(defaults);
    expect(completeConfig({ optimizer: { learningRate: 0.3 } }, catalog)).toEqual(withChange({ optimizer: { ...defaults.optimizer, learningRate: 0.3 } }));
    expect(completeConfig({ layers: [{ units: 3 }, { activation: 'relu' }] }, catalog).layers)
      .toEqual([{ units: 3, activation: 'tanh' }, { units: 4, activation: 'relu' }]);
    expect(completeConfig({ layers: [7] }, catalog).layers, 'for the engine to refuse').toEqual([7]);
    expect(completeConfig({ layers: 7 }, catalog).layers).toBe(7);
    expect(completeConfig({ data: { generator: 'xor' } }, catalog).data).toEqual({ ...defaults.data, generator: 'xor' });
  });

  it('that names a loss leaves the output to it, and the other way round', () => {
    expect(completeConfig({ loss: 'binaryCrossEntropy' }, catalog)).toMatchObject({ loss: 'binaryCrossEntropy' });
    expect(completeConfig({ loss: 'binaryCrossEntropy' }, catalog).output).toBe(undefined);
    expect(completeConfig({ output: { activation: 'softmax' } }, catalog).loss).toBe(undefined);
  });

  it('of data that ask something else leaves output and loss to them', () => {
    const { output, loss } = completeConfig({ data: { generator: 'plane' } }, catalog);
    expect([output, loss]).toEqual([undefined, undefined]);
    const own = completeConfig({ data: { inputs: [[1], [2]], targets: [[3], [4]] } }, catalog);
    expect(own.data.trainFraction).toBe(1);
    expect(own.loss).toBe(undefined);
  });

  it('that is whole stays as it is', () => {
    fc.assert(fc.property(configs, (config) => { expect(completeConfig(config, catalog)).toEqual(config); }), { ...runs, numRuns: 200 });
  });
});

describe('a link with a wrong value', () => {
  it.each([
    ['noise=0.7', 'noise: 0.7 is not in 0…0.5'],
    ['noise=lots', 'noise: "lots" is not a number in 0…0.5'],
    ['noise=', 'noise: "" is not a number in 0…0.5'],
    ['batchSize=2.5', 'batchSize: 2.5 is not a whole number in 1…1000'],
    ['batchSize=0x10', 'batchSize: "0x10" is not a number in 1…1000'],
    ['learningRate=Infinity', 'learningRate: "Infinity" is not a number in 0.000001…100'],
    ['learningRate=1e999', 'learningRate: "1e999" is not a number in 0.000001…100'],
    ['layers=0-tanh', 'layers: 0 is not in 1…256'],
    ['layers=8', 'layers: "8" is not known; a layer is written as units-activation, like 8-tanh'],
    ['layers=8-swish', 'layers: "swish" is not known; expected sigmoid, tanh, relu or linear'],
    [`layers=${Array(17).fill('1-tanh')}`, 'layers: 17 is not in 0…16'],
    ['features=', `features: none is given; expected at least one of ${
      'x1, x2, x1Squared, x2Squared, x1x2, sinX1, sinX2 or formula'}`],
    ['features=x1,x1', 'features: x1 is given twice'],
    ['shuffle=1', 'shuffle: "1" is not known; expected true or false'],
    ['data=mnist', 'data: "mnist" is not known; expected circle, xor, spiral, blobs, plane, formula, penguins, penguinSpecies, iris or digits'],
    ['data=circle&formula=x1', 'formula: not for data=circle'],
    ['shift=4', 'shift: 4 is not in -3…3'],
    ['data=iris&imbalance=1', 'imbalance: 1 is not in 0…0.99'],
    ['labelNoise=0.51', 'labelNoise: 0.51 is not in 0…0.5'],
    ['data=circle&classCount=3', 'classCount: not for data=circle'],
    ['data=penguins&noise=0.1', 'noise: not for data=penguins'],
    ['version=2', 'version: "2" can\'t be read; this page reads version 1'],
    ['seed=1&seed=2', 'seed: given twice'],
    ['seed=%E0%A4%A', '"seed=%E0%A4%A" is not percent-encoded text'],
    ['speed=0', 'speed: 0 is not in 1…10000 or max'],
    ['speed=fast', 'speed: "fast" is not a number in 1…10000 or max'],
  ])('%s says what is wrong and what is allowed', (fragment, sentence) => {
    expect(sentences(fragment)).toEqual([sentence]);
  });

  it('keeps its right values beside the sentence', () => {
    const { config, problems } = decodeConfig('seed=7&noise=9&batchSize=32', catalog);
    expect(config).toEqual(withChange({ seed: 7, batchSize: 32 }));
    expect(problems.map(({ key }) => key)).toEqual(['noise']);
  });

  it('names an unknown key and the known ones', () => {
    expect(sentences('learningrate=1')[0]).toMatch(/^"learningrate" is not known; expected data, .*learningRate, /);
  });
});

describe('a hostile link', () => {
  it('is never read beyond the length limit', () => {
    const { config, problems } = decodeConfig(`seed=${'1'.repeat(MAX_LENGTH)}`, catalog);
    expect(config).toEqual(defaults);
    expect(problems).toEqual([{ key: '', message: 'the link has 8005 characters; at most 8000 are read' }]);
  });

  it('reaches no prototype', () => {
    const keys = ['__proto__', 'constructor', 'prototype', '__proto__.polluted', 'data.__proto__.polluted', 'toString'];
    for (const key of keys) {
      const { config, problems } = decodeConfig(`${key}=polluted&layers=1-__proto__&data=constructor`, catalog);
      expect(config).toEqual(defaults);
      expect(problems).toHaveLength(3);
    }
    expect({}).not.toHaveProperty('polluted');
  });

  it('of any text neither throws nor leaves the ranges, and leaves the catalog as it was', () => {
    const before = structuredClone(catalog);
    const keys = fc.constantFrom('data', 'noise', 'layers', 'features', 'seed', 'version', '__proto__', '');
    const pieces = fc.tuple(keys, fc.string()).map(([key, value]) => `${key}=${value}`);
    const texts = fc.oneof(fc.string(), fc.array(pieces).map((parts) => parts.join('&')));
    fc.assert(fc.property(texts, (text) => {
      const { config, problems } = decodeState(text, catalog);
      expect(config.data.noise ?? 0).toBeLessThanOrEqual(0.5);
      expect(config.layers.length).toBeLessThanOrEqual(16);
      for (const { message } of problems) expect(message).toBeTypeOf('string');
    }), runs);
    expect(catalog).toEqual(before);
  });
});
