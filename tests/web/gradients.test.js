// What the panels say, of checks and flows that the real engine made.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { Check, examplesFor, epsilons } from '../../web/src/element/gradients/check.js';
import { faultChoices, faults } from '../../web/src/element/gradients/faults.js';
import { flowVerdict, slopeReason } from '../../web/src/element/gradients/flow-words.js';
import { matrixLayers, parameterName, parameterPath } from '../../web/src/element/gradients/parameter-names.js';
import { isPreset, presets, withPreset } from '../../web/src/element/gradients/presets.js';
import { rules } from '../../web/src/element/gradients/templates/rules.js';
import { verdictOf } from '../../web/src/element/gradients/verdict.js';
import { loadEngine } from '../../web/src/engine/index.js';

let engine;
let sessions = [];
beforeAll(async () => { engine = await loadEngine(); });
afterAll(() => sessions.forEach((session) => session.dispose()));
const sessionOf = (config = {}) => {
  const session = engine.createSession(config);
  sessions.push(session);
  return session;
};
const verdictAt = (session, request = {}, others = []) => {
  const check = session.checkGradients(request);
  return verdictOf(session.network(), check, [check, ...others.map((epsilon) => session.checkGradients({ ...request, epsilon }))]);
};

describe('a check', () => {
  it('has names and parameters of one moment, also when an edit comes in between', async () => {
    const [before, after] = [sessionOf(), sessionOf({ layers: [{ units: 12, activation: 'tanh' }] })];
    const trainer = { network: {}, examples: {}, config: {}, ask: async (method, ...args) => {
      if (method === 'checkpoint') show(after);
      return after[method](...args);
    } };
    const show = (session) => {
      trainer.network.value = session.network();
      trainer.examples.value = session.data();
      trainer.config.value = session.config();
    };
    show(before);
    const check = new Check({ trainer }, () => {});
    await check.run();
    expect(check.problem).toBe('');
    expect(check.network).toEqual(after.network());
    expect(check.comparison.analytic).toHaveLength(after.parameters().length);
  });
});

describe('the names of parameters', () => {
  const network = () => sessionOf({ layers: [{ units: 12, activation: 'tanh' }] }).network();

  it('are those of the matrices, in the order of the flat array', () => {
    expect(parameterName(network(), 0)).toBe('w₁₁ of layer 1');
    expect(parameterName(network(), 3)).toBe('w₂₂ of layer 1');
    expect(parameterName(network(), 21)).toBe('w₂,₁₁ of layer 1');
    expect(parameterName(network(), 24)).toBe('b₁ of layer 1');
    expect(parameterName(network(), 36)).toBe('w₁₁ of the output');
    expect(parameterName(network(), 48)).toBe('b₁ of the output');
  });

  it('say where a weight leads', () => {
    expect(parameterPath(network(), 3)).toBe('from x₂ to h₁,₂');
    expect(parameterPath(network(), 48)).toBe('bias of Output');
  });

  it('cover every parameter of the matrices', () => {
    const session = sessionOf({ layers: [{ units: 5, activation: 'tanh' }, { units: 3, activation: 'relu' }] });
    const layers = matrixLayers(session.network());
    const count = layers.reduce((sum, { units, inputs }) => sum + units * (inputs + 1), 0);
    expect(count).toBe(session.parameters().length);
    expect(layers.at(-1).biases + layers.at(-1).units).toBe(count);
  });
});

describe('the verdict of the check', () => {
  it('is that all agree, with the worst named', () => {
    const { kind, sentence } = verdictAt(sessionOf());
    expect(kind).toBe('right');
    expect(sentence).toMatch(/^All 25 gradients agree: the largest difference is (\d(\.\d)?·)?10⁻\S+, at [wb]\S+ of (layer [12]|the output)\.$/);
  });

  it('finds each fault, in every network deep and wide enough', () => {
    const session = sessionOf({ layers: [{ units: 4, activation: 'sigmoid' }, { units: 3, activation: 'tanh' }] });
    for (const fault of faultChoices(engine.catalog().faults).slice(1)) {
      const { kind, sentence } = verdictAt(session, { fault }, [1e-3, 1e-7]);
      expect(kind, fault).toBe('wrong');
      expect(sentence).toMatch(/^(\d+ of 31|All 31) gradients are wrong/);
    }
  });

  it('says where: what is forgotten inside leaves the output right', () => {
    const session = sessionOf({ layers: [{ units: 4, activation: 'tanh' }, { units: 3, activation: 'tanh' }] });
    expect(verdictAt(session, { fault: 'forgottenSum' }).sentence).toContain('wrong, in layer 1:');
    expect(verdictAt(session, { fault: 'deltaSign' }).sentence).toMatch(/^All 31 gradients are wrong, in every layer/);
  });

  it('finds nothing where a fault changes nothing', () => {
    const session = sessionOf({ layers: [{ units: 4, activation: 'tanh' }] });
    for (const fault of ['forgottenSum', 'transposedWeights']) expect(verdictAt(session, { fault }).kind).toBe('right');
  });

  it('blames an ε that is too large or too small, not backpropagation', () => {
    const session = sessionOf();
    expect(verdictAt(session, { epsilon: 0.1 }, [1e-5]).sentence).toMatch(/^This ε is too large to tell/);
    expect(verdictAt(session, { epsilon: 1e-12 }, [1e-5]).sentence).toMatch(/^This ε is too small to tell/);
    for (const epsilon of [0.1, 1e-12]) expect(verdictAt(session, { epsilon, fault: 'missingSlope' }, [1e-5]).kind).toBe('wrong');
  });

  it('does not take the rounding of tiny gradients for an error', () => {
    const layers = new Array(6).fill({ units: 8, activation: 'sigmoid' });
    const session = sessionOf({ layers, data: { examples: 40 } });
    expect(verdictAt(session).kind).toBe('right');
    expect(verdictAt(session, { epsilon: 1e-8 }).detail).toMatch(/so small that rounding is all that differs/);
    expect(verdictAt(session, { fault: 'deltaSign' }).kind).toBe('wrong');
  });

  it('does not take a kink of ReLU within one ε for a wrong formula', () => {
    // One example whose net, 4e-6, changes its sign within ε = 1e-5 and not within 1e-6.
    const session = sessionOf({
      data: { inputs: [[1, 1], [2, 1]], labels: [0, 1], trainFraction: 1 }, layers: [{ units: 1, activation: 'relu' }], seed: 2,
    });
    const inputs = session.network().inputs.length;
    expect(inputs).toBe(2);
    const parameters = [0.5, -0.5 + 4e-6, 0, 0.7, 0.1];
    const alone = verdictAt(session, { parameters });
    expect(alone.kind).toBe('wrong');
    const { kind, sentence } = verdictAt(session, { parameters }, [1e-6]);
    expect(kind).toBe('epsilon');
    expect(sentence).toMatch(/at ε = 10⁻⁶ only by/);
  });
});

describe('the check', () => {
  it('takes all examples of a small network and fewer of a large one, at least one', () => {
    expect(examplesFor(25, 250)).toBe(250);
    expect(examplesFor(1000, 250)).toBe(50);
    expect(examplesFor(50_000, 250)).toBe(1);
  });

  it('looks at the ε of the engine', () => {
    const { epsilon } = sessionOf().epsilonSweep({ examples: [0] });
    epsilons.forEach((value, i) => expect(value / epsilon[i]).toBeCloseTo(1, 12));
    expect(epsilons).toHaveLength(epsilon.length);
  });
});

describe('the faults', () => {
  it('each have a story and a rule that is wrong, for every name of the engine', () => {
    const names = engine.catalog().faults;
    expect(faultChoices(names)).toEqual(names);
    expect(Object.keys(rules).sort()).toEqual(Object.keys(faults).sort());
    for (const pairs of Object.values(rules)) for (const { right, wrong } of pairs) expect(wrong).not.toEqual(right);
  });
});

describe('the words of the flow', () => {
  const flowOf = (preset) => sessionOf(withPreset({ ...engine.catalog().defaults }, preset)).gradientFlow().layers;

  it('are that sigmoids vanish, and that ReLU with He and tanh with Glorot do not', () => {
    const [sigmoid, relu, tanh] = presets;
    expect(flowVerdict(flowOf(sigmoid)).sentence).toMatch(/^Vanishing: a typical ∂E\/∂w is \S+ in layer 1 and \S+ at the output, [\d,]+ times more/);
    expect(flowVerdict(flowOf(relu)).kind).toBe('healthy');
    expect(flowVerdict(flowOf(tanh)).kind).toBe('healthy');
  });

  it('call what grows on its way back exploding, and what never arrives vanished', () => {
    const layer = (middle) => ({ gradient: [0, 0, middle, 1, 1], delta: [0, 0, 1, 1, 1], slope: 1, slopeProduct: 1 });
    expect(flowVerdict([layer(5), layer(0.01)]).sentence).toMatch(/^Exploding: .* 500 times less/);
    expect(flowVerdict([layer(0), layer(0.01)]).sentence).toMatch(/^Vanished/);
    expect(flowVerdict([layer(0.02), layer(0.01)]).kind).toBe('healthy');
    expect(flowVerdict([layer(0.02), layer(0.005), layer(0.01)]).sentence).toMatch(/a factor of 2\.0\. Every layer learns\.$/);
    expect(flowVerdict([layer(0.02), layer(1e-6), layer(0.01)])).toEqual({
      kind: 'healthy',
      sentence: expect.stringMatching(/^It gets through: .* But in layer 2, between them, it is 10⁻⁶: much of that layer hardly learns\.$/),
    });
    expect(flowVerdict([layer(0.02)]).sentence).toMatch(/one layer/);
    for (const [first, last] of [[NaN, 1], [Infinity, 1], [NaN, NaN]]) expect(flowVerdict([layer(first), layer(last)]).sentence).toMatch(/^Exploded/);
  });

  it('explain a sigmoid with the bound of its slope', () => {
    expect(slopeReason('sigmoid', 6)).toContain('six layers shrink δ to 0.25⁶ = 0.0002 of it');
    expect(slopeReason('sigmoid', 0)).toBe('');
  });

  it('know a preset again, and no other network', () => {
    const { defaults } = engine.catalog();
    for (const preset of presets) {
      expect(presets.filter((other) => isPreset(withPreset(defaults, preset), other))).toEqual([preset]);
      expect(isPreset(defaults, preset)).toBe(false);
    }
  });
});
