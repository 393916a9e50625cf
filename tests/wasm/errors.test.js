// Every wrong input ends as an EngineError that names the place, what was found and what is allowed.
import { describe, expect, it } from 'vitest';
import { EngineError, loadEngine } from '../../web/src/engine/index.js';
import { errorOf } from './arithmetic.js';

const engine = await loadEngine();
const own = (data) => ({ data: { inputs: [[1, 2], [3, 4]], labels: [0, 1], ...data } });
const training = 'optimizer, schedule, regularization, clipping, dropout, frozen, batchSize, shuffle and fault';
const settings = `version, seed, data, features, featureFormula, layers, output, loss, initializer, ${training}`;
const optimizerKeys = 'name, learningRate, momentum, alpha, beta1, beta2, eps and weightDecay';
const losses = 'halfSquaredError, binaryCrossEntropy, softmaxCrossEntropy or huber';
const initializers = 'zeros, uniform, glorotUniform, glorotNormal, heUniform, heNormal, lecunNormal or orthogonal';
const tableKeys = 'inputs, labels, targets, names, classes, normalization, trainFraction, shift, imbalance and labelNoise';

const wrongConfigs = [
  // config, code, path, rest of the sentence
  [null, 'wrongType', 'config', ': null is not an object'],
  [[], 'wrongType', 'config', ': a list is not an object'],
  ['{}', 'wrongType', 'config', ': "{}" is not an object'],
  [{ version: 2 }, 'outOfRange', 'version', ': 2 is not in 1…1'],
  [{ seed: -1 }, 'outOfRange', 'seed', ': -1 is not in 0…4294967295'],
  [{ seed: 1.5 }, 'notWhole', 'seed', ': 1.5 is not a whole number in 0…4294967295'],
  [{ seed: NaN }, 'notFinite', 'seed', ': NaN is not a finite number'],
  [{ seed: '1' }, 'wrongType', 'seed', ': "1" is not a number'],
  [{ seed: 1n }, 'wrongType', 'seed', ': a bigint is not a number'],
  [{ data: null }, 'wrongType', 'data', ': null is not an object'],
  [{ data: { generator: 'suns' } }, 'unknownName', 'data.generator', ': "suns" is not circle, xor, gauss, spiral, moons, checkerboard, rings, blobs, pinwheel, plane, multiGauss, ripple, saddle, sine or formula'],
  [{ data: { generator: 'blobs', classCount: 6 } }, 'outOfRange', 'data.classCount', ': 6 is not in 2…5'],
  [{ data: { classCount: 3 } }, 'contradiction', 'data.classCount', ': 3 does not go with data.generator: circle, only with rings, blobs and pinwheel'],
  [{ data: { examples: 1 } }, 'outOfRange', 'data.examples', ': 1 is not in 2…10000'],
  [{ data: { noise: 0.6 } }, 'outOfRange', 'data.noise', ': 0.6 is not in 0…0.5'],
  [{ data: { trainFraction: 0 } }, 'outOfRange', 'data.trainFraction', ': 0 is not in 0.1…1'],
  [{ data: { trainFraction: Infinity } }, 'notFinite', 'data.trainFraction', ': Infinity is not a finite number'],
  [{ data: { shift: 4 } }, 'outOfRange', 'data.shift', ': 4 is not in -3…3'],
  [{ data: { imbalance: -0.1 } }, 'outOfRange', 'data.imbalance', ': -0.1 is not in 0…0.99'],
  [{ data: { labelNoise: 0.6 } }, 'outOfRange', 'data.labelNoise', ': 0.6 is not in 0…0.5'],
  [{ data: { generator: 'sine', labelNoise: 0.1 } }, 'contradiction', 'data.labelNoise', ': 0.1 does not go with data.generator: sine, whose answers are numbers, not classes: leave it at 0'],
  [{ data: { generator: 'formula', formula: 'x1', imbalance: 0.5 } }, 'contradiction', 'data.imbalance',
    ': 0.5 does not go with data.generator: formula, whose answers are numbers, not classes: leave it at 0'],
  [own({ labels: [], targets: [[1], [2]], labelNoise: 0.5 }), 'contradiction', 'data.labelNoise', ': 0.5 does not go with data.targets, whose answers are numbers, not classes: leave it at 0'],
  [{ data: { formula: 'x1 > 0' } }, 'contradiction', 'data.formula', ': "x1 > 0" does not go with data.generator: circle, only with formula'],
  [{ data: { generator: 'formula', formula: 'x2 > sin(' } }, 'notAFormula', 'data.formula', ': "x2 > sin(" ends where a value is expected, at character 10'],
  [{ data: { generator: 'formula', formula: 1 } }, 'wrongType', 'data.formula', ': 1 is not text'],
  [{ data: { generator: 'formula', formula: '1'.repeat(201) } }, 'outOfRange', 'data.formula', ': 201 characters is not in 1…200'],
  [{ data: { generator: 'formula', formula: `${'('.repeat(33)}1` } }, 'outOfRange', 'data.formula', ': 33 nested brackets is not in 0…32'],
  [{ featureFormula: 'fetch(x1)' }, 'notAFormula', 'featureFormula',
    ': "fetch(x1)" has "fetch" where x1, x2, pi, sin, cos, tan, exp, log, sqrt, abs, tanh, min or max is expected, at character 1'],
  [{ featureFormula: '' }, 'outOfRange', 'featureFormula', ': 0 characters is not in 1…200'],
  [own({ generator: 'xor' }), 'unknownKey', 'data.generator', ` is not a setting; allowed here: ${tableKeys}`],
  [own({ inputs: [[1, 2], 3] }), 'wrongType', 'data.inputs[1]', ': 3 is not a list of numbers'],
  [own({ inputs: [[1, 2], [3]] }), 'wrongLength', 'data.inputs[1]', ': has length 1, needs 2'],
  [own({ inputs: [[1, 2], [3, '4']] }), 'wrongType', 'data.inputs[1][1]', ': "4" is not a number'],
  [own({ inputs: [[1, 2], [3, NaN]] }), 'notFinite', 'data.inputs[1][1]', ': NaN is not a finite number'],
  [own({ inputs: [[1, 2]] }), 'outOfRange', 'data.inputs', ': 1 rows is not in 2…10000'],
  [own({ labels: [0, 10] }), 'outOfRange', 'data.labels[1]', ': 10 is not in 0…9'],
  [own({ labels: [0, 2], classes: ['a', 'b'] }), 'outOfRange', 'data.labels[1]', ': 2 is not in 0…1'],
  [own({ labels: [0, 0.5] }), 'notWhole', 'data.labels[1]', ': 0.5 is not a whole number in 0…9'],
  [own({ inputs: [Array(65).fill(1), Array(65).fill(2)] }), 'outOfRange', 'data.inputs[0]', ': 65 columns is not in 1…64'],
  [own({ labels: [0] }), 'wrongLength', 'data.labels', ': has length 1, needs 2'],
  [{ data: { inputs: [[], []], targets: [[1], [2]] } }, 'outOfRange', 'data.inputs[0]', ': 0 columns is not in 1…64'],
  [own({ labels: [], targets: [[1]] }), 'wrongLength', 'data.targets', ': has length 1, needs 2'],
  [own({ targets: [[1], [2]] }), 'contradiction', 'data.labels', ': a list does not go with data.targets: give one of them'],
  [own({ labels: [], targets: [[1], [2]], classes: ['a', 'b'] }), 'contradiction', 'data.classes', ': a list does not go with data.targets: give one of them'],
  [own({ names: ['a'] }), 'wrongLength', 'data.names', ': has length 1, needs 2'],
  [own({ names: ['a', 2] }), 'wrongType', 'data.names[1]', ': 2 is not text'],
  [own({ classes: ['a'] }), 'outOfRange', 'data.classes', ': 1 classes is not in 2…10'],
  [own({ normalization: 'log' }), 'unknownName', 'data.normalization', ': "log" is not none, standardize or minMax'],
  [{ features: 'x1' }, 'wrongType', 'features', ': "x1" is not a list'],
  [{ features: [] }, 'outOfRange', 'features', ': 0 features is not in 1…14'],
  [{ features: ['x3'] }, 'unknownName', 'features[0]', ': "x3" is not x1, x2, x1Squared, x2Squared, x1x2, sinX1, sinX2, cosX1, cosX2, x1Cubed, x2Cubed, radius, angle or formula'],
  [{ features: ['x1', 'x1'] }, 'contradiction', 'features[1]', ': x1 does not go with features[0], which is the same: name it once'],
  [{ layers: {} }, 'wrongType', 'layers', ': an object is not a list'],
  [{ layers: Array(17).fill({}) }, 'outOfRange', 'layers', ': 17 layers is not in 0…16'],
  [{ layers: [{}, { units: 0 }] }, 'outOfRange', 'layers[1].units', ': 0 is not in 1…256'],
  [{ layers: [{ units: 257 }] }, 'outOfRange', 'layers[0].units', ': 257 is not in 1…256'],
  [{ layers: [{ unit: 3 }] }, 'unknownKey', 'layers[0].unit', ' is not a setting; allowed here: units and activation'],
  [{ layers: [{ activation: 'Tanh' }] }, 'unknownName', 'layers[0].activation', ': "Tanh" is not sigmoid, tanh, relu, leakyRelu, elu, softplus, silu, gelu, sin, linear or softmax'],
  [{ output: 'tanh' }, 'wrongType', 'output', ': "tanh" is not an object'],
  [{ layers: [{ activation: 'softmax' }] }, 'contradiction', 'layers[0].activation', ': softmax does not go with a hidden layer, only with the output'],
  [{ output: { activation: 'softmax' }, loss: 'huber' }, 'contradiction', 'loss', ': huber does not go with a softmax output, only softmaxCrossEntropy does'],
  [{ output: { activation: 'tanh' }, loss: 'softmaxCrossEntropy' }, 'contradiction', 'output.activation', ': tanh does not go with softmaxCrossEntropy, only softmax does'],
  [{ output: { activation: 'relu' }, loss: 'binaryCrossEntropy' }, 'contradiction', 'output.activation', ': relu does not go with binaryCrossEntropy, only sigmoid does'],
  [{ data: { generator: 'plane' }, loss: 'binaryCrossEntropy' }, 'contradiction', 'loss', ': binaryCrossEntropy does not go with data.generator: plane, whose answers are numbers, not classes: take halfSquaredError or huber'],
  [{ data: { inputs: [[1], [2]], targets: [[1], [1]] }, output: { activation: 'softmax' } }, 'contradiction', 'output.activation', ': softmax does not go with a single output, which would always be 1: take sigmoid'],
  [{ data: { inputs: [[1], [2]], targets: [[1], [2]] }, loss: 'binaryCrossEntropy' }, 'outOfRange', 'data.targets[1][0]', ': 2 is not in 0…1'],
  [{ data: { inputs: [[1], [2]], targets: [[1, 0], [0.5, 0.25]] }, loss: 'softmaxCrossEntropy' }, 'contradiction', 'data.targets[1]',
    ': a sum of 0.75 does not go with softmaxCrossEntropy, which needs probabilities that add up to 1'],
  [{ loss: 'mse' }, 'unknownName', 'loss', `: "mse" is not ${losses}`],
  [{ fault: 'deltasign' }, 'unknownName', 'fault', ': "deltasign" is not none, deltaSign, missingSlope, transposedWeights or forgottenSum'],
  [{ fault: 'missingSlope', dropout: 0.1 }, 'contradiction', 'fault', ': missingSlope does not go with dropout, which the reference implementation does not support: set it to 0'],
  [{ initializer: { name: 'ones' } }, 'unknownName', 'initializer.name', `: "ones" is not ${initializers}`],
  [{ optimizer: { learningRate: 0 } }, 'outOfRange', 'optimizer.learningRate', ': 0 is not in 0.000001…100'],
  [{ optimizer: { lr: 1 } }, 'unknownKey', 'optimizer.lr', ` is not a setting; allowed here: ${optimizerKeys}`],
  [{ optimizer: { momentum: 1 } }, 'outOfRange', 'optimizer.momentum', ': 1 is not in 0…0.9999'],
  [{ optimizer: { momentum: 0.9 } }, 'contradiction', 'optimizer.momentum', ': 0.9 does not go with optimizer.name: sgd, only with momentum and nesterov'],
  [{ optimizer: { name: 'adam', weightDecay: 0.1 } }, 'contradiction', 'optimizer.weightDecay', ': 0.1 does not go with optimizer.name: adam, only with adamw'],
  [{ optimizer: { name: 'rmsprop', eps: null } }, 'wrongType', 'optimizer.eps', ': null is not a number'],
  [{ schedule: { name: 'linear' } }, 'unknownName', 'schedule.name', ': "linear" is not constant, step, exponential, cosine, oneCycle or warmUp'],
  [{ schedule: { name: 'cosine', gamma: 0.5 } }, 'contradiction', 'schedule.gamma', ': 0.5 does not go with schedule.name: cosine, only with step and exponential'],
  [{ schedule: { name: 'step', stepSize: 0.5 } }, 'notWhole', 'schedule.stepSize', ': 0.5 is not a whole number in 1…1000000000'],
  [{ clipping: { name: 'norm', limit: 0 } }, 'outOfRange', 'clipping.limit', ': 0 is not in 0.000001…1000000'],
  [{ dropout: 1 }, 'outOfRange', 'dropout', ': 1 is not in 0…0.9'],
  [{ regularization: { rate: 11 } }, 'outOfRange', 'regularization.rate', ': 11 is not in 0…10'],
  [{ batchSize: 1001 }, 'outOfRange', 'batchSize', ': 1001 is not in 1…1000'],
  [{ batchSize: true }, 'wrongType', 'batchSize', ': true is not a number'],
  [{ shuffle: 1 }, 'wrongType', 'shuffle', ': 1 is not true or false'],
  [{ frozen: { length: 2 } }, 'wrongType', 'frozen', ': an object is not a list'],
  [{ layer: [] }, 'unknownKey', 'layer', ` is not a setting; allowed here: ${settings}`],
  [JSON.parse('{"__proto__": 1}'), 'unknownKey', '__proto__', ` is not a setting; allowed here: ${settings}`],
  [{ constructor: 1 }, 'unknownKey', 'constructor', ` is not a setting; allowed here: ${settings}`],
  [{ loss: 'x'.repeat(1000) }, 'unknownName', 'loss', `: "${'x'.repeat(40)}…" is not ${losses}`],
];

const label = (config) => String(JSON.stringify(config, (_, value) => (typeof value === 'bigint' ? `${value}n` : value))).slice(0, 70);

describe.each(wrongConfigs.map((row) => [label(row[0]), ...row]))('config %s', (_, config, code, path, sentence) => {
  it(`is ${code} at ${path}`, async () => {
    for (const use of [() => engine.createSession(config), () => engine.complete(config)]) {
      const error = await errorOf(use);
      expect(error).toBeInstanceOf(EngineError);
      expect([error.name, error.code, error.path]).toEqual(['EngineError', code, path]);
      if (sentence instanceof RegExp) expect(error.message).toMatch(sentence);
      else expect(error.message).toBe(path + sentence);
    }
  });
});

describe('what is no plain data', () => {
  it.each([[{ seed: () => 1 }], [{ data: new Proxy({}, {}) }], [{ get seed() { throw new TypeError('mine'); } }]])('is refused', async (config) => {
    expect(await errorOf(() => engine.createSession(config))).toMatchObject({ name: 'EngineError', code: 'wrongType' });
  });

  it('are refused where they would not fit into memory', () => {
    expect(() => engine.createSession({ frozen: new Uint8Array(2 ** 25) })).toThrow('frozen: 33554432 numbers is not in 0…16777216');
  });

  it('are named in one line, whatever is in their names', () => {
    expect(() => engine.createSession({ 'a\0b\nc': 1 })).toThrow(expect.objectContaining({ path: 'a b c', message: expect.stringMatching(/^a b c is not a setting/) }));
    expect(() => engine.createSession({ loss: 'a\0b' })).toThrow('loss: "a b" is not');
  });

  it('cannot reach settings through a prototype', () => {
    const config = Object.create({ seed: 77 });
    expect(engine.complete(config).seed).toBe(1);
  });
});

describe('requests', () => {
  const session = engine.createSession({});
  const remembering = engine.createSession({ optimizer: { name: 'momentum' } });
  const choice = ' is not exactly one of example, examples, or input and target';
  const faults = 'none, deltaSign, missingSlope, transposedWeights or forgottenSum';
  const noBatches = 'updates.batches: that is not a list of batches, one at least';
  const specimenKeys = 'example, input, target, examples, parameters';
  const wrongRequests = [
    [() => session.train({}), 'wrongType', 'train', 'train: nothing is not a number of steps or epochs'],
    [() => session.train({ steps: 1, epochs: 1 }), 'contradiction', 'train.steps', 'train.steps: a number does not go with train.epochs: give one of them'],
    [() => session.train({ steps: -1 }), 'outOfRange', 'train.steps', 'train.steps: -1 is not in 0…4294967295'],
    [() => session.train(), 'wrongType', 'train', 'train: undefined is not an object'],
    [() => session.advance(0.5), 'notWhole', 'steps', 'steps: 0.5 is not a whole number from 0'],
    [() => session.setParameters([1]), 'wrongType', 'parameters', 'parameters: a list is not a Float32Array'],
    [() => session.setParameters(new Float32Array(3)), 'wrongLength', 'parameters', 'parameters: has length 3, needs 25'],
    [() => session.setParameters(new Float32Array(25).fill(NaN)), 'notFinite', 'parameters[0]', 'parameters[0]: NaN is not a finite number'],
    [() => session.predict(new Float32Array(2 ** 24 + 2)), 'outOfRange', 'inputs', 'inputs: 16777218 numbers is not in 0…16777216'],
    [() => session.predictUnits(new Float32Array(2 ** 23)), 'outOfRange', 'inputs', 'inputs: 37748736 numbers is not in 0…16777216'],
    [() => session.setParameters(new Float32Array(2 ** 25)), 'outOfRange', 'parameters', 'parameters: 33554432 numbers is not in 0…16777216'],
    [() => session.trace({ input: new Float64Array(2 ** 25), target: [1] }), 'outOfRange', 'trace.input', 'trace.input: 33554432 numbers is not in 0…16777216'],
    [() => session.predict(Float32Array.of(1, 2, 3)), 'wrongLength', 'inputs', 'inputs: has length 3, needs 4'],
    [() => session.predictGrid({ columns: 0 }), 'outOfRange', 'grid.columns', 'grid.columns: 0 is not in 1…1000'],
    [() => session.predictGrid({ xMin: NaN }), 'notFinite', 'grid.xMin', 'grid.xMin: NaN is not a finite number'],
    [() => session.predictGrid({ units: 'some' }), 'unknownName', 'grid.units', 'grid.units: "some" is not output or all'],
    [() => session.trace({ example: 500 }), 'outOfRange', 'trace.example', 'trace.example: 500 is not in 0…499'],
    [() => session.trace({ input: [1], target: [1] }), 'wrongLength', 'trace.input', 'trace.input: has length 1, needs 2'],
    [() => session.trace({ input: [1, 'a'], target: [1] }), 'wrongType', 'trace.input[1]', 'trace.input[1]: "a" is not a number'],
    [() => session.trace({ example: 1.5 }), 'notWhole', 'trace.example', 'trace.example: 1.5 is not a whole number in 0…499'],
    [() => session.trace({ example: 1, input: [1, 2] }), 'wrongType', 'trace.examples', `trace.examples: more than one${choice}`],
    [() => session.trace({ example: 1, examples: [1] }), 'wrongType', 'trace.examples', `trace.examples: more than one${choice}`],
    [() => session.trace({}), 'wrongType', 'trace.examples', `trace.examples: nothing${choice}`],
    [() => session.trace(3), 'wrongType', 'trace', 'trace: 3 is not an object'],
    [() => session.trace({ input: [1, 2] }), 'wrongLength', 'trace.target', 'trace.target: has length 0, needs 1'],
    [() => session.trace({ input: [1, NaN], target: [1] }), 'notFinite', 'trace.input[1]', 'trace.input[1]: NaN is not a finite number'],
    [() => session.trace({ input: 'x', target: [1] }), 'wrongType', 'trace.input', 'trace.input: "x" is not a list of numbers'],
    [() => session.trace({ examples: [] }), 'outOfRange', 'trace.examples', 'trace.examples: 0 rows is not in 1…10000'],
    [() => session.trace({ examples: new Uint32Array(10001) }), 'outOfRange', 'trace.examples', 'trace.examples: 10001 rows is not in 1…10000'],
    [() => session.trace({ examples: [0, 500] }), 'outOfRange', 'trace.examples[1]', 'trace.examples[1]: 500 is not in 0…499'],
    [() => session.trace({ examples: Float64Array.of(-1) }), 'outOfRange', 'trace.examples[0]', 'trace.examples[0]: -1 is not in 0…499'],
    [() => session.trace({ examples: ['a'] }), 'wrongType', 'trace.examples[0]', 'trace.examples[0]: "a" is not a number'],
    [() => session.trace({ examples: 3 }), 'wrongType', 'trace.examples', 'trace.examples: 3 is not a list'],
    [() => session.trace({ example: 1, parameters: [1, 2] }), 'wrongLength', 'trace.parameters', 'trace.parameters: has length 2, needs 25'],
    [() => session.trace({ example: 1, parameters: new Float64Array(25).fill(Infinity) }), 'notFinite', 'trace.parameters[0]', 'trace.parameters[0]: Infinity is not a finite number'],
    [() => session.trace({ example: 1, parameters: { 0: 1 } }), 'wrongType', 'trace.parameters', 'trace.parameters: an object is not a list of numbers'],
    [() => session.trace({ example: 1, fault: 'typo' }), 'unknownName', 'trace.fault', `trace.fault: "typo" is not ${faults}`],
    [() => session.trace({ example: 1, fault: 2 }), 'wrongType', 'trace.fault', 'trace.fault: 2 is not text'],
    [() => session.trace({ example: 1, step: 2 }), 'unknownKey', 'trace.step', `trace.step is not a setting; allowed here: ${specimenKeys} and fault`],
    [() => session.update(), 'wrongType', 'update', 'update: undefined is not an object'],
    [() => session.update({}), 'wrongType', 'update.examples', `update.examples: nothing${choice}`],
    [() => session.update({ example: 1, step: -1 }), 'outOfRange', 'update.step', 'update.step: -1 is not in 0…9007199254740991'],
    [() => session.update({ example: 1, optimizerState: [1] }), 'wrongLength', 'update.optimizerState', 'update.optimizerState: has length 1, needs 0'],
    [() => remembering.update({ example: 1, optimizerState: new Float64Array(25) }), 'wrongLength', 'update.optimizerState', 'update.optimizerState: has length 25, needs 26'],
    [() => remembering.update({ example: 1, optimizerState: new Float64Array(26).fill(NaN) }), 'notFinite', 'update.optimizerState[0]', 'update.optimizerState[0]: NaN is not a finite number'],
    [() => remembering.update({ example: 1, optimizerState: new Float64Array(26).fill(-1) }), 'outOfRange', 'update.optimizerState[25]', 'update.optimizerState[25]: -1 is not in 0…1000000000000000'],
    [() => session.update({ examples: [3], epsilon: 1 }), 'unknownKey', 'update.epsilon', `update.epsilon is not a setting; allowed here: ${specimenKeys}, fault, optimizerState and step`],
    [() => session.updates(), 'wrongType', 'updates.batches', noBatches],
    [() => session.updates(null), 'wrongType', 'updates.batches', noBatches],
    [() => session.updates({ batches: [] }), 'wrongType', 'updates.batches', noBatches],
    [() => session.updates({ batches: [[1], [500]] }), 'outOfRange', 'updates.batches[1][0]', 'updates.batches[1][0]: 500 is not in 0…499'],
    [() => session.updates({ batches: [[1], []] }), 'outOfRange', 'updates.batches[1]', 'updates.batches[1]: 0 rows is not in 1…10000'],
    [() => session.updates({ batches: [[1]], step: 'now' }), 'wrongType', 'updates.step', 'updates.step: "now" is not a number'],
    [() => session.updates({ batches: [[1]], step: -1 }), 'outOfRange', 'updates.step', 'updates.step: -1 is not in 0…9007199254740991'],
    [() => session.checkGradients({ examples: [] }), 'outOfRange', 'check.examples', 'check.examples: 0 rows is not in 1…10000'],
    [() => session.checkGradients({ examples: [500] }), 'outOfRange', 'check.examples[0]', 'check.examples[0]: 500 is not in 0…499'],
    [() => session.checkGradients({ fault: 'none ' }), 'unknownName', 'check.fault', `check.fault: "none " is not ${faults}`],
    [() => session.epsilonSweep({ epsilon: 1 }), 'unknownKey', 'sweep.epsilon', `sweep.epsilon is not a setting; allowed here: ${specimenKeys} and fault`],
    [() => session.epsilonSweep({ parameters: [] }), 'wrongLength', 'sweep.parameters', 'sweep.parameters: has length 0, needs 25'],
    [() => session.configure({ fault: 'typo' }), 'unknownName', 'fault', `fault: "typo" is not ${faults}`],
    [() => session.configure({ fault: 'deltaSign', dropout: 0.5 }), 'contradiction', 'fault', 'fault: deltaSign does not go with dropout, which the reference implementation does not support: set it to 0'],
    [() => session.checkGradients({ epsilon: 1 }), 'outOfRange', 'check.epsilon', 'check.epsilon: 1 is not in 1e-12…0.1'],
    [() => session.restore({ ...session.checkpoint(), position: -1 }), 'outOfRange', 'checkpoint.position', 'checkpoint.position: -1 is not in 0…10000'],
    [() => session.recover(), 'nothingToRecover', '', 'there is nothing to recover from: training has not diverged'],
    [() => session.configure({ layers: [] }), 'needsNewSession', 'layers', 'layers cannot change in a running session; create a new one'],
    [() => session.configure({ data: { generator: 'plane' } }), 'needsNewSession', 'data', 'data cannot change in a running session; create a new one'],
    [() => session.configure({ speed: 1 }), 'unknownKey', 'speed',
      `speed is not a setting; allowed here: seed, data, ${training}`],
    [() => session.configure({ frozen: [25] }), 'outOfRange', 'frozen[0]', 'frozen[0]: 25 is not in 0…24'],
  ];

  it.each(wrongRequests)('%s', async (use, code, path, message) => {
    const error = await errorOf(use);
    expect([error.name, error.code, error.path, error.message]).toEqual(['EngineError', code, path, message]);
  });

  it('a grid too large for the memory is refused, and the session lives on', async () => {
    const wide = engine.createSession({ layers: Array(16).fill({ units: 256 }) });
    const error = await errorOf(() => wide.predictGrid({ columns: 1000, rows: 1000, units: 'all' }));
    expect(error).toMatchObject({ name: 'EngineError', code: 'outOfRange', path: 'grid' });
    expect(error.message).toBe('grid: 4099000000 numbers is not in 0…16777216');
    expect(wide.metrics().status).toBe('ready');
    wide.dispose();
  });
});
