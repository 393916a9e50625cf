// Numbers that others computed: Mazur's worked example and PyTorch's runs.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadEngine } from '../../web/src/engine/index.js';

const fixture = (name) => JSON.parse(readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8'));
const engine = await loadEngine();
const printed = 1e-7;   // the parameters are float32, the numbers are printed to nine digits
const run = 1e-4;       // of float32 after a run of steps
const double = 1e-10;   // of float64, relative

/** PyTorch's names of an optimizer's parameters → ours. */
const optimizerOf = ({ lr, weight_decay: weightDecay, betas: [beta1, beta2] = [], ...optimizer }) =>
  JSON.parse(JSON.stringify({ ...optimizer, learningRate: lr, weightDecay, beta1, beta2 }));

/** A session on the examples of a fixture: one batch, no features, its parameters. */
function sessionOf({ sizes, activations, loss, inputs, targets, parameters, optimizer }) {
  const session = engine.createSession({
    data: { inputs, targets, trainFraction: 1 },
    layers: sizes.slice(1, -1).map((units, l) => ({ units, activation: activations[l] })),
    output: { activation: activations.at(-1) },
    loss, batchSize: inputs.length, shuffle: false, optimizer,
  });
  session.setParameters(Float32Array.from(parameters));
  return session;
}

describe('Mazur\'s example', () => {
  const mazur = fixture('mazur.json');
  // Twice the same example: a session has at least two, and the mean is the same
  const session = sessionOf({ ...mazur, optimizer: { learningRate: mazur.learningRate }, inputs: [mazur.inputs, mazur.inputs], targets: [mazur.targets, mazur.targets] });
  const { expected } = mazur;
  const trace = session.trace({ example: 0 });

  it('has its outputs and total error', () => {
    trace.layers[0].net.forEach((value, j) => expect(Math.abs(value - expected.hiddenNet[j])).toBeLessThan(printed));
    trace.layers[1].output.forEach((value, j) => expect(Math.abs(value - expected.outputs[j])).toBeLessThan(printed));
    expect(Math.abs(trace.loss - 0.298371109)).toBeLessThan(printed);
    expect(session.metrics().trainLoss).toBeCloseTo(0.298371109, 6);
  });

  it('has its gradients of w5 and w1, in the trace and over all examples', () => {
    expect(Math.abs(trace.layers[1].weightGradient[0] - 0.082167041)).toBeLessThan(printed);
    expect(Math.abs(trace.layers[0].weightGradient[0] - expected.gradientOfW1)).toBeLessThan(printed);
    expect(Math.abs(session.gradient()[session.network().parameterOffsets[1].weights] - 0.082167041)).toBeLessThan(printed);
  });

  it('traces an example that is not in the data', () => {
    expect(session.trace({ input: mazur.inputs, target: mazur.targets })).toEqual(trace);
  });
});

describe('PyTorch', () => {
  const { cases } = fixture('pytorch.json');

  it('has 44 cases', () => expect(cases).toHaveLength(44));

  it.each(cases.map((oracle) => [oracle.name, oracle]))('%s, in double precision', (_, oracle) => {
    const { expected } = oracle;
    const session = sessionOf({ ...oracle, optimizer: optimizerOf(oracle.optimizer) });
    const parameters = Float64Array.from(oracle.parameters);
    const rows = oracle.inputs.map((__, row) => row);
    const near = (found, wanted) => {
      expect(found).toHaveLength(wanted.length);
      found.forEach((value, i) => expect(Math.abs(value - wanted[i])).toBeLessThanOrEqual(double * Math.abs(wanted[i]) + 1e-15));
    };
    near(rows.flatMap((example) => [...session.trace({ example, parameters }).layers.at(-1).output]), expected.outputs.flat());
    const mean = session.trace({ examples: rows, parameters });
    near([mean.loss], [expected.loss]);
    near(mean.layers.flatMap(({ weightGradient, biasGradient }) => [...weightGradient, ...biasGradient]), expected.gradient);
    session.dispose();
  });

  it.each(cases.map((oracle) => [oracle.name, oracle]))('%s', (_, oracle) => {
    const { expected } = oracle;
    // Two-dimensional data would pass through the features x1 and x2, which are the columns
    const session = sessionOf({ ...oracle, optimizer: optimizerOf(oracle.optimizer) });
    const near = (found, wanted, tolerance) => Array.from(found).forEach((value, i) =>
      expect(Math.abs(value - wanted[i])).toBeLessThanOrEqual(tolerance * (1 + Math.abs(wanted[i]))));
    near(session.predict(Float32Array.from(oracle.inputs.flat())), expected.outputs.flat(), 1e-6);
    near(session.gradient(), expected.gradient, 1e-6);
    for (const loss of expected.lossHistory) {
      near([session.metrics().trainLoss], [loss], run);
      session.train({ steps: 1 });
    }
    near(session.parameters(), expected.parametersAfter, run);
    session.dispose();
  });
});
