// One learning step under the microscope: Mazur's and PyTorch's numbers in double precision, updates, faults, the sweep of ε and
// the flow of the gradient.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadEngine } from '../../web/src/engine/index.js';
import { forward } from './arithmetic.js';

const fixture = (name) => JSON.parse(readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8'));
const engine = await loadEngine();
const catalog = engine.catalog();
const faults = catalog.faults.filter((name) => name !== 'none');

const all = (examples) => Uint32Array.from({ length: examples }, (_, row) => row);
const layersOf = (sizes, activations) => ({
  layers: sizes.slice(1, -1).map((units, l) => ({ units, activation: activations[l] })),
  output: { activation: activations.at(-1) },
});

describe('Mazur\'s example, typed in', () => {
  const mazur = fixture('mazur.json');
  const { expected, parameters, learningRate } = mazur;
  const session = engine.createSession({
    data: { inputs: [[0, 0], [1, 1]], targets: [[0, 0], [1, 1]] },  // his example is not among them
    ...layersOf(mazur.sizes, mazur.activations), loss: mazur.loss, optimizer: { learningRate }, frozen: [4, 5, 10, 11],
  });
  const of = { input: mazur.inputs, target: mazur.targets, parameters };
  const digits = (value, count = 9) => value.toFixed(count);

  it('has his numbers to nine digits', () => {
    const { layers, loss } = session.trace(of);
    expect(digits(loss)).toBe('0.298371109');
    expect(digits(layers[1].weightGradient[0])).toBe('0.082167041');
    expect(digits(layers[0].weightGradient[0])).toBe(digits(expected.gradientOfW1));
    expect([...layers[0].net].map((net) => digits(net, 4))).toEqual(['0.3775', '0.3925']);
    layers[1].output.forEach((o, j) => expect(Math.abs(o - expected.outputs[j])).toBeLessThan(1e-8));  // he prints eight
    const losses = mazur.targets.map((t, j) => (t - layers[1].output[j]) ** 2 / 2);
    expect(losses.map((value) => digits(value))).toEqual(expected.losses.map((value) => digits(value)));
  });

  it('has his delta of the first output: error times slope', () => {
    const [output] = session.trace(of).layers.slice(-1);
    expect(digits(output.errorSignal[0], 8)).toBe(digits(expected.errorOfO1, 8));
    expect(digits(output.slope[0])).toBe(digits(expected.slopeOfO1));
    expect(digits(output.delta[0])).toBe(digits(expected.deltaOfO1));
  });

  it('has his weights and his total error after one update that leaves the biases alone', () => {
    const { parameters: after, change, terms, optimizerState } = session.update(of);
    expect(digits(after[6], 8)).toBe('0.35891648');
    expect(digits(after[0])).toBe('0.149780716');
    expect([4, 5, 10, 11].map((bias) => change[bias])).toEqual([0, 0, 0, 0]);
    expect([4, 5, 10, 11].map((bias) => after[bias])).toEqual([0.35, 0.35, 0.6, 0.6]);
    expect([terms, optimizerState.length]).toEqual([[], 0]);
    expect(digits(session.trace({ ...of, parameters: after }).loss)).toBe('0.291027774');
    expect(digits(expected.lossAfterOneStep)).toBe('0.291027774');
  });

  it('has his error and outputs after 10,000 updates, as near as he rounds on the way', () => {
    let now = parameters;
    for (let step = 0; step < 10_000; ++step) now = session.update({ ...of, parameters: now }).parameters;
    const { loss, layers } = session.trace({ ...of, parameters: now });
    expect(Math.abs(loss - expected.lossAfter10000Steps)).toBeLessThan(1e-8);
    layers[1].output.forEach((o, j) => expect(Math.abs(o - expected.outputsAfter10000Steps[j])).toBeLessThan(2e-6));
  });
});

describe('PyTorch\'s runs, step by step in double precision', () => {
  const { cases } = fixture('pytorch.json');
  const optimizerOf = ({ lr, weight_decay: weightDecay, betas: [beta1, beta2] = [], ...optimizer }) =>
    JSON.parse(JSON.stringify({ ...optimizer, learningRate: lr, weightDecay, beta1, beta2 }));

  it.each(cases.map((oracle) => [oracle.name, oracle]))('%s', (_, oracle) => {
    const { expected, inputs, targets, sizes, activations, loss, optimizer } = oracle;
    const session = engine.createSession({
      data: { inputs, targets }, ...layersOf(sizes, activations), loss, optimizer: optimizerOf(optimizer),
    });
    const near = (found, wanted) => Array.from(wanted).forEach((value, i) =>
      expect(Math.abs(found[i] - value)).toBeLessThanOrEqual(1e-11 * (1 + Math.abs(value))));
    let of = { examples: all(inputs.length), parameters: oracle.parameters };
    const trace = session.trace(of);
    near(trace.layers.flatMap(({ weightGradient, biasGradient }) => [...weightGradient, ...biasGradient]), expected.gradient);
    for (const before of expected.lossHistory) {
      near([session.trace({ examples: of.examples, parameters: of.parameters }).loss], [before]);
      const { parameters, optimizerState } = session.update(of);
      of = { ...of, parameters, optimizerState };
    }
    near(of.parameters, expected.parametersAfter);
    session.dispose();
  });
});

describe('an update', () => {
  const config = {
    seed: 5, layers: [{ units: 5, activation: 'tanh' }], data: { generator: 'spiral', noise: 0.1 }, frozen: [2],
    schedule: { name: 'warmUp', totalSteps: 100 },
  };
  const combinations = catalog.optimizers.flatMap((optimizer) => catalog.regularizations.flatMap((regularization) =>
    catalog.clippings.map((clipping) => [optimizer, regularization, clipping])));

  it.each(catalog.optimizers)('of several batches by %s is what so many steps do', (optimizer) => {
    const session = engine.createSession({ ...config, optimizer: { name: optimizer } });
    session.advance(12);
    const start = session.checkpoint();
    const batches = [];
    for (let n = 0; n < 4; ++n) {
      batches.push(session.batch());
      session.advance(1);
    }
    const trained = session.checkpoint();
    session.restore(start);
    const { parameters, learningRate, optimizerState } = session.updates({ batches });
    trained.parameters.forEach((value, i) => expect(Math.abs(parameters[i] - value)).toBeLessThan(1e-5));
    expect(optimizerState).toHaveLength(trained.optimizerState.length);
    expect(learningRate, 'by the schedule').toBeCloseTo(0.03 * 16 / 100, 15);
    expect(session.updates({ batches: batches.slice(0, 1) })).toEqual(session.update({ examples: batches[0] }));
    expect(session.checkpoint(), 'nothing is trained').toEqual(start);
    session.dispose();
  });

  it.each(combinations)('of %s with penalty %s and clipping %s is what the next step does', (optimizer, regularization, clipping) => {
    const session = engine.createSession({
      ...config, optimizer: { name: optimizer }, regularization: { name: regularization, rate: 0.02 }, clipping: { name: clipping, limit: 0.05 },
    });
    session.advance(12);
    const examples = session.batch();
    const before = session.checkpoint();
    const told = session.update({ examples });
    expect(session.checkpoint()).toEqual(before);
    session.advance(1);
    const after = session.checkpoint();
    const near = (found, wanted, relative, absolute) => wanted.forEach((value, i) =>
      expect(Math.abs(found[i] - value)).toBeLessThanOrEqual(absolute + relative * Math.abs(value)));
    near(told.parameters, after.parameters, 0, 1e-6);
    near(told.change, Float64Array.from(after.parameters, (w, p) => w - before.parameters[p]), 1e-3, 3e-7);
    expect(told.optimizerState).toHaveLength(after.optimizerState.length);
    near(told.optimizerState, after.optimizerState, 1e-4, 1e-7);
    expect(told.learningRate).toBeCloseTo(0.03 * 13 / 100, 15);
    expect(told.change[2]).toBe(0);
    session.dispose();
  });

  it('brings all its terms', () => {
    const session = engine.createSession({ ...config, optimizer: { name: 'adamw' } });
    session.advance(3);
    const { terms, optimizerState } = session.update({ example: 3 });
    expect(terms.map(({ name }) => name)).toEqual(['mean', 'squares']);
    const { optimizerState: state } = session.checkpoint();
    const count = session.parameters().length;
    terms.forEach(({ before, after }, t) => {
      expect(before).toEqual(Float64Array.from(state.slice(t * count, (t + 1) * count)));
      expect(after).toEqual(optimizerState.slice(t * count, (t + 1) * count));
    });
    expect(optimizerState.at(-1)).toBe(4);
    session.dispose();
  });

  it('at another step has that step\'s learning rate', () => {
    const session = engine.createSession(config);
    expect(session.update({ example: 0, step: 49 }).learningRate).toBeCloseTo(0.015, 15);
    session.dispose();
  });
});

describe('the next batch', () => {
  it('is of the size that is set, in a new order every epoch, and shorter at its end', () => {
    const session = engine.createSession({ data: { examples: 50 }, batchSize: 10 });
    const { isTrain } = session.data();
    const epoch = () => [1, 2, 3].map(() => {
      const rows = session.batch();
      expect(session.batch()).toEqual(rows);
      session.advance(1);
      return [...rows];
    });
    const first = epoch();
    expect(first.map(({ length }) => length)).toEqual([10, 10, 5]);
    const sorted = (rows) => rows.flat().sort((a, b) => a - b);
    expect(sorted(first)).toEqual([...isTrain.keys()].filter((row) => isTrain[row]));
    const second = epoch();
    expect(sorted(second)).toEqual(sorted(first));
    expect(second).not.toEqual(first);
    session.dispose();
  });
});

describe('broken on purpose', () => {
  const config = { seed: 3, data: { generator: 'blobs', noise: 0.2 }, layers: [{ units: 6, activation: 'sigmoid' }, { units: 5, activation: 'tanh' }] };
  const session = engine.createSession(config);
  const examples = [1, 2, 3, 4, 5];
  const worst = ({ error, worst: at }) => error[at];

  it('has the faults of its catalog', () => {
    expect(catalog.faults).toEqual(['none', 'deltaSign', 'missingSlope', 'transposedWeights', 'forgottenSum']);
  });

  it.each(faults)('%s is caught by the check', (fault) => {
    expect(worst(session.checkGradients({ examples }))).toBeLessThan(1e-6);
    expect(worst(session.checkGradients({ examples, fault }))).toBeGreaterThan(0.1);
    const { worst: at } = session.epsilonSweep({ examples: [1], fault });
    expect(Math.min(...at)).toBeGreaterThan(0.1);  // no ε helps
  });

  it.each(faults)('%s as a setting is in the trace, the gradient and the check, until a request says otherwise', (fault) => {
    const broken = engine.createSession({ ...config, fault });
    expect(broken.config().fault).toBe(fault);
    expect(broken.trace({ example: 1 })).toEqual(session.trace({ example: 1, fault }));
    expect(broken.trace({ example: 1, fault: 'none' })).toEqual(session.trace({ example: 1 }));
    expect(broken.gradient()).toEqual(session.checkGradients({ fault }).analytic);
    expect(worst(broken.checkGradients({ examples }))).toBeGreaterThan(0.1);
    broken.dispose();
  });

  it.each(faults)('%s spoils the training', (fault) => {
    const train = (change) => {
      const trained = engine.createSession({ ...config, ...change });
      const { trainLoss } = trained.train({ epochs: 30 });
      trained.dispose();
      return trainLoss;
    };
    const sound = train({});
    const spoiled = train({ fault });
    expect(spoiled < 1.05 * sound, `${spoiled} against ${sound}`).toBe(false);
  });

  it('can be mended while it runs', () => {
    const mended = engine.createSession({ ...config, fault: 'deltaSign' });
    const { trainLoss } = mended.train({ epochs: 3 });
    mended.configure({ fault: 'none' });
    expect(mended.train({ epochs: 30 }).trainLoss).toBeLessThan(trainLoss / 2);
    mended.dispose();
  });
});

describe('the sweep of ε', () => {
  const session = engine.createSession({ layers: [{ units: 6, activation: 'sigmoid' }, { units: 4, activation: 'tanh' }] });
  const { epsilon, worst, median } = session.epsilonSweep({ examples: [0, 10, 20, 30, 40] });
  const slope = (error, from, to) => Math.log10(error[from] / error[to]) / Math.log10(epsilon[from] / epsilon[to]);

  it('goes from 1e-1 to 1e-12 in half decades', () => {
    expect([...epsilon].map((value, i) => value / 10 ** (-1 - i / 2) - 1).every((off) => Math.abs(off) < 1e-14)).toBe(true);
    expect(epsilon).toHaveLength(23);
  });

  it('shows truncation, which falls with ε², on one side and cancellation, which grows with 1/ε, on the other', () => {
    expect(Math.abs(slope(median, 0, 6) - 2)).toBeLessThan(0.1);
    expect(Math.abs(slope(median, 12, 22) + 1)).toBeLessThan(0.35);
    expect(Math.abs(slope(worst, 12, 22) + 1)).toBeLessThan(0.35);
    const best = epsilon[median.indexOf(Math.min(...median))];
    expect(best).toBeLessThan(1e-3);
    expect(best).toBeGreaterThan(1e-7);
  });

  it('is the check at each ε', () => {
    for (const i of [0, 8, 15]) {
      const check = session.checkGradients({ examples: [0, 10, 20, 30, 40], epsilon: epsilon[i] });
      expect(worst[i]).toBe(check.error[check.worst]);
      const sorted = [...check.error].sort((a, b) => a - b);
      const middle = (sorted.length - 1) / 2;
      expect(median[i]).toBeCloseTo((sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2, 15);
    }
  });
});

describe('the flow of the gradient', () => {
  const deep = (activation, initializer) => engine.createSession({
    layers: Array.from({ length: 6 }, () => ({ units: 8, activation })), initializer: { name: initializer },
  });
  const shares = [0.05, 0.25, 0.5, 0.75, 0.95];
  const mean = (numbers) => numbers.reduce((a, b) => a + b, 0) / numbers.length;
  const quantiles = (numbers) => {
    const sorted = numbers.map(Math.abs).sort((a, b) => a - b);
    return shares.map((share) => {
      const place = share * (sorted.length - 1);
      const below = Math.floor(place);
      return sorted[below] + (place - below) * (sorted[Math.min(below + 1, sorted.length - 1)] - sorted[below]);
    });
  };

  it('is that of the traces', () => {
    const session = engine.createSession({ data: { generator: 'blobs' }, layers: [{ units: 5, activation: 'gelu' }, { units: 3, activation: 'sigmoid' }] });
    session.advance(20);
    const { isTrain } = session.data();
    const rows = [...isTrain.keys()].filter((row) => isTrain[row]);
    const traces = rows.map((example) => session.trace({ example }));
    const { weightGradient } = session.trace({ examples: rows }).layers[0];
    const { layers } = session.gradientFlow();
    expect(layers).toHaveLength(3);
    const near = (found, wanted) => wanted.forEach((value, i) => expect(found[i] / value).toBeCloseTo(1, 11));
    layers.forEach(({ delta, slope, slopeProduct }, l) => {
      near(delta, quantiles(traces.flatMap((trace) => [...trace.layers[l].delta])));
      const hidden = l < layers.length - 1;   // the softmax cross-entropy cancels the slope of the output
      near([slope], [hidden ? mean(traces.flatMap((trace) => [...trace.layers[l].slope])) : 1]);
      near([slopeProduct], [mean(traces.map((trace) =>
        trace.layers.slice(l, -1).map((layer) => mean([...layer.slope].map(Math.abs))).reduce((a, b) => a * b, 1)))]);
    });
    near(layers[0].gradient, quantiles([...weightGradient]));
    session.dispose();
  });

  it('vanishes in six layers of sigmoids and not in six of relus with He\'s weights', () => {
    const [sigmoid, relu] = [deep('sigmoid', 'glorotUniform'), deep('relu', 'heNormal')].map((session) => {
      const { layers } = session.gradientFlow();
      session.dispose();
      return layers;
    });
    const ratio = (layers, key, quantile) => layers[0][key][quantile] / layers.at(-1)[key][quantile];
    expect(ratio(sigmoid, 'delta', 2)).toBeLessThan(1e-3);
    expect(ratio(sigmoid, 'gradient', 2)).toBeLessThan(1e-2);
    expect(sigmoid[0].slopeProduct).toBeLessThan(1e-3);
    expect(ratio(relu, 'delta', 4)).toBeGreaterThan(0.05);
    expect(relu[0].slopeProduct).toBeGreaterThan(10 * sigmoid[0].slopeProduct);
  });

  it('survives a network that has diverged', () => {
    const session = engine.createSession({ data: { generator: 'plane' }, optimizer: { learningRate: 100 }, layers: [{ units: 4, activation: 'linear' }] });
    expect(session.train({ steps: 1000 }).status).toBe('diverged');
    expect(session.gradientFlow().layers).toHaveLength(2);
    session.recover();
    expect(session.metrics().status).toBe('ready');
    session.dispose();
  });
});

describe('looking', () => {
  it('changes nothing: the training that follows has the same bits', () => {
    const config = { optimizer: { name: 'adam' }, layers: [{ units: 6, activation: 'tanh' }] };
    const [session, twin] = [engine.createSession(config), engine.createSession(config)];
    for (const one of [session, twin]) one.advance(24);
    const parameters = Float64Array.from(session.parameters(), (w) => w / 2);
    const examples = session.batch();
    session.trace({ examples, parameters, fault: 'deltaSign' });
    session.update({ examples, parameters, optimizerState: session.checkpoint().optimizerState, step: 3 });
    session.checkGradients({ examples, parameters });
    session.epsilonSweep({ examples: [1], parameters });
    session.gradientFlow();
    for (const one of [session, twin]) one.advance(100);
    expect(session.checkpoint()).toEqual(twin.checkpoint());
  });

  it('takes the parameters that it is given, in double precision', () => {
    const session = engine.createSession({ layers: [{ units: 3, activation: 'tanh' }] });
    const parameters = Float64Array.from(session.parameters(), (_, p) => 0.1 * p - 0.31);
    const { output } = session.trace({ input: [0.5, -1], target: [1], parameters }).layers.at(-1);
    const [expected] = forward(session.network(), parameters, [0.5, -1]).at(-1);
    expect(output[0]).toBeCloseTo(expected, 15);
    expect(session.trace({ input: [0.5, -1], target: [1], parameters: [...parameters] }).layers.at(-1).output).toEqual(output);
  });
});

describe('six layers of eight units', () => {
  const session = engine.createSession({ layers: Array.from({ length: 6 }, () => ({ units: 8, activation: 'tanh' })), data: { examples: 100 } });
  const parameters = Float64Array.from(session.parameters());
  /** The least milliseconds of processor time, which others on the machine don't lengthen. */
  const best = (runs, work) => Math.min(...Array.from({ length: runs }, () => {
    const begin = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(begin);
    return (user + system) / 1000;
  }));

  it('are checked on 50 examples within 300 ms', () => {
    expect(session.data().isTrain.filter(Boolean)).toHaveLength(50);
    expect(best(3, () => session.checkGradients({ parameters }))).toBeLessThan(300);
  });

  it('are traced and updated within a millisecond each', () => {
    expect(best(50, () => session.trace({ example: 0, parameters }))).toBeLessThan(1);
    expect(best(50, () => session.update({ examples: session.batch(), parameters }))).toBeLessThan(1);
  });
});
