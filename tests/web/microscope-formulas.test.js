// The formulas of the microscope against the engine: the line with the numbers in, worked out, is the number the engine has.
import { afterEach, describe, expect, it } from 'vitest';

import { backwardBlocks, biasBlock, forwardBlocks, lossBlock, weightBlock } from '../../web/src/element/microscope/blocks.js';
import { activations, losses } from '../../web/src/element/microscope/formulas.js';
import { Readings } from '../../web/src/element/microscope/readings.js';
import { updateBlocks } from '../../web/src/element/microscope/update-blocks.js';
import { optimizers } from '../../web/src/element/microscope/updates.js';
import { loadEngine } from '../../web/src/engine/index.js';
import { evaluate, markupOf, textOf } from './mathml.js';

const engine = await loadEngine();
const catalog = engine.catalog();
const sessions = [];
afterEach(() => { for (const session of sessions.splice(0)) session.dispose(); });

/** As many digits as tell a double from the next. */
const exact = { digits: 17, resultDigits: 9 };
const near = 1e-12;

function open(config, request = { example: 1 }) {
  const session = engine.createSession({ seed: 4, layers: [{ units: 3, activation: 'tanh' }, { units: 2, activation: 'tanh' }], ...config });
  sessions.push(session);
  const parameters = Float64Array.from(session.parameters(), (p, index) => p + 0.1 * Math.sin(index));
  const { targets, outputs } = session.data();
  const { example } = request;
  const trace = { ...session.trace({ ...request, parameters }), target: Float64Array.from(targets.subarray(example * outputs, (example + 1) * outputs)) };
  return { session, parameters, readings: new Readings(session.network(), trace, parameters) };
}

/** Every formula about a network, each with its name. */
function allBlocks(readings, style) {
  const { layers } = readings.network;
  return [lossBlock(readings, style), ...layers.flatMap(({ units }, layer) => Array.from({ length: units }, (_, unit) => [
    ...forwardBlocks(readings, style, layer, unit),
    ...backwardBlocks(readings, style, layer, unit),
    biasBlock(readings, style, layer, unit),
    ...Array.from({ length: readings.units(layer - 1) }, (__, from) => weightBlock(readings, style, layer, unit, from)),
  ]).flat())];
}

function expectRight(blocks) {
  for (const { id, numbers, result } of blocks) {
    const found = evaluate(numbers);
    expect(Math.abs(found - result) / Math.max(1, Math.abs(result)), `${id}: ${textOf(numbers)} = ${found}, not ${result}`).toBeLessThan(near);
  }
}

describe('the tables of formulas', () => {
  it('have every activation, loss and optimizer of the engine', () => {
    expect(Object.keys(activations).sort()).toEqual([...catalog.outputActivations].sort());
    expect(Object.keys(losses).sort()).toEqual([...catalog.losses].sort());
    expect(Object.keys(optimizers).sort()).toEqual([...catalog.optimizers].sort());
  });
});

describe('an activation and a loss that the tables have not', () => {
  it('are written by their letters', () => {
    const { readings } = open({});
    for (const layer of readings.network.layers) layer.activation = 'softsign';
    const style = { ...exact, loss: 'quartic', notation: 'standard' };
    const symbols = Object.fromEntries(allBlocks(readings, style).map(({ id, symbols: part }) => [id, textOf(part).replaceAll(' ', '')]));
    expect(symbols).toMatchObject({ loss: 'E=∑jE(oj,tj)', output: 'oj=φ(netj)=φ(netj)', slope: 'φ′(netj)=φ′(netj)', signal: '∂E∂oj=E′(oj,tj)' });
  });
});

describe('a sum within a sum', () => {
  it('has its first two terms only, and uses no more', () => {
    const units = [3, 4, 4];
    const { readings } = open({ layers: units.map((count) => ({ units: count, activation: 'tanh' })) });
    const { numbers, uses } = backwardBlocks(readings, { ...exact, loss: 'halfSquaredError', notation: 'expanded' }, 0, 0).find(({ id }) => id === 'signal');
    expect(textOf(numbers).match(/…/g)).toHaveLength(4);
    expect(uses.filter(({ place }) => place.startsWith('delta:2:')).map(({ place }) => place)).toEqual(['delta:2:0', 'delta:2:1']);
    expect(uses.filter(({ place }) => place.startsWith('weight:1:'))).toHaveLength(4);
  });
});

describe.each(['standard', 'expanded'])('in the %s notation', (notation) => {
  it.each(catalog.activations)('the numbers of %s come to what the engine has', (activation) => {
    const layers = [{ units: 3, activation }, { units: 2, activation }];
    const { readings } = open({ layers, output: { activation }, loss: 'halfSquaredError' });
    const blocks = allBlocks(readings, { ...exact, loss: 'halfSquaredError', notation });
    expect(blocks.some(({ id, result }) => id === 'delta' && result !== 0)).toBe(true);
    expectRight(blocks);
  });

  it.each(catalog.losses)('the numbers of %s come to what the engine has', (loss) => {
    const data = loss === 'softmaxCrossEntropy' ? { generator: 'blobs' } : { generator: 'circle' };
    const { readings } = open({ data, loss });
    expectRight(allBlocks(readings, { ...exact, loss, notation }));
  });
});

describe('in symbols', () => {
  const symbolsOf = (blocks) => Object.fromEntries(blocks.map(({ id, symbols }) => [id, textOf(symbols).replaceAll(' ', '')]));
  const { readings } = open({ layers: [3, 2, 2].map((units) => ({ units, activation: 'sigmoid' })), output: { activation: 'sigmoid' } });

  it('the standard rules are δ o, with the error signal from the target or from the units that are fed', () => {
    const style = { ...exact, loss: 'halfSquaredError', notation: 'standard' };
    expect(symbolsOf(backwardBlocks(readings, style, 3, 0))).toEqual({
      signal: '∂E∂oj=oj−tj', slope: 'φ′(netj)=oj(1−oj)', delta: 'δj=∂E∂oj⋅φ′(netj)=(oj−tj)⋅(oj(1−oj))',
    });
    expect(symbolsOf(backwardBlocks(readings, style, 1, 0)).signal).toBe('∂E∂oj=∑lwjlδl');
    expect(symbolsOf([weightBlock(readings, style, 1, 0, 2)]).gradient).toBe('∂E∂wij=δj⋅oi');
    expect(symbolsOf([weightBlock(readings, style, 0, 0, 1)]).gradient).toBe('∂E∂wij=δj⋅xi');
  });

  it('softmax has no slope of one unit: δ sums over all outputs, and shortens to o − t', () => {
    const { readings: ofClasses } = open({ data: { generator: 'blobs' } });
    expect(ofClasses.network.layers.at(-1).activation).toBe('softmax');
    for (const notation of ['standard', 'expanded']) {
      expect(symbolsOf(backwardBlocks(ofClasses, { ...exact, loss: 'softmaxCrossEntropy', notation }, 2, 0)), notation).toEqual({
        signal: '∂E∂oj=−tjoj', delta: 'δj=∑k∂E∂ok⋅∂ok∂netj=oj−tj',
      });
    }
    expect(ofClasses.slope(2, 0)).toBe(NaN);
    expect(ofClasses.slope(1, 0)).toBeGreaterThan(0);
  });

  it('written out there is the minus of t − o, a sum over the outputs one layer back, and the recursion by one level before it', () => {
    const style = { ...exact, loss: 'halfSquaredError', notation: 'expanded' };
    expect(symbolsOf([weightBlock(readings, style, 3, 0, 1)]).gradient).toBe('∂E∂wij=−(tj−oj)⋅φ′(netj)⋅oi');
    expect(symbolsOf([weightBlock(readings, style, 2, 0, 1)]).gradient).toBe('∂E∂wij=(∑l−(tl−ol)⋅φ′(netl)⋅wjl)⋅φ′(netj)⋅oi');
    expect(symbolsOf([weightBlock(readings, style, 1, 0, 1)]).gradient).toBe('∂E∂wij=(∑l(∑mwlmδm)φ′(netl)⋅wjl)⋅φ′(netj)⋅oi');
  });

  it('each symbol says where on the network it comes from, and no formula has a style or a label of its own', () => {
    const style = { ...exact, loss: 'halfSquaredError', notation: 'standard' };
    const markup = markupOf(backwardBlocks(readings, style, 1, 1).map(({ symbols }) => symbols));
    for (const place of ['weight:2:*:1', 'delta:2:*', 'output:1:1', 'signal:1:1', 'slope:1:1']) expect(markup).toContain(`data-place=${place}`);
    expect(markup).not.toMatch(/style=|aria-label/);
  });
});

describe('the update', () => {
  const settings = {
    sgd: {}, momentum: {}, nesterov: {}, adagrad: {}, rmsprop: {}, adam: {}, adamw: {},
  };

  it.each(Object.keys(settings))('of %s comes to what the engine has, in the first step and after others', (name) => {
    const config = { optimizer: { name, learningRate: 0.05 }, regularization: { name: 'l2', rate: 0.01 }, clipping: { name: 'norm', limit: 0.01 } };
    const { session, parameters, readings } = open(config);
    let update = session.update({ example: 1, parameters });
    for (let step = 1; step <= 3; ++step) {
      for (const where of [{ layer: 0, to: 1, from: 0 }, { layer: 1, to: 0, from: 2 }, { layer: 2, to: 0, from: null }]) {
        const blocks = updateBlocks(readings, { ...exact, loss: 'halfSquaredError', notation: 'standard' }, session.config(), update, where);
        expect(blocks.at(-1).id).toBe('update');
        expectRight(blocks);
      }
      update = session.update({ example: 1, parameters, optimizerState: update.optimizerState, step });
    }
  });

  it('of a frozen weight is none', () => {
    const { session, parameters, readings } = open({ frozen: [2] });
    const update = session.update({ example: 1, parameters });
    const [block, ...others] = updateBlocks(readings, { ...exact, loss: 'halfSquaredError', notation: 'standard' }, session.config(), update,
      { layer: 0, to: 1, from: 0 });
    expect(others).toEqual([]);
    expect(block.title).toContain('Frozen');
    expect(block.result).toBe(parameters[2]);
  });
});
