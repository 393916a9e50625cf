// The trace against an independent way to the same numbers: sums over all paths, in plain JavaScript.
import { describe, expect, it } from 'vitest';
import { loadEngine } from '../../web/src/engine/index.js';
import { byPaths, randomFrom, sum } from './paths.js';

const engine = await loadEngine();
const catalog = engine.catalog();
const fields = ['net', 'output', 'slope', 'errorSignal', 'delta', 'weightGradient', 'biasGradient'];

/** Of the sum of the sizes of all terms: where they cancel each other, no way of adding them does better. */
const tolerance = 1e-12;

const networks = Array.from({ length: 200 }, (_, number) => networkOf(number));

/** All combinations of activation and loss five times, with 0 … 3 hidden layers of up to 4 units. */
function networkOf(number) {
  const random = randomFrom(number + 1);
  const between = (low, high) => low + Math.floor(random() * (high - low + 1));
  const activation = catalog.activations[number % catalog.activations.length];
  const loss = catalog.losses[Math.floor(number / catalog.activations.length) % catalog.losses.length];
  const output = { binaryCrossEntropy: 'sigmoid', softmaxCrossEntropy: 'softmax' }[loss]
    ?? catalog.activations[between(0, catalog.activations.length - 1)];
  const depth = Math.floor(number / 40) % 4;
  const sizes = [between(1, 4), ...Array.from({ length: depth }, () => between(1, 4)), between(loss === 'softmaxCrossEntropy' ? 2 : 1, 4)];
  const layers = sizes.slice(1).map((units, l) => ({
    activation: l === depth ? output : activation,
    weights: Array.from({ length: units }, () => Array.from({ length: sizes[l] }, () => 3 * random() - 1.5)),
    biases: Array.from({ length: units }, () => random() - 0.5),
  }));
  const raw = Array.from({ length: sizes.at(-1) }, random);
  const target = loss === 'softmaxCrossEntropy' ? raw.map((t) => t / sum(raw))
    : loss === 'binaryCrossEntropy' ? raw : raw.map((t) => 4 * t - 2);
  return { loss, layers, input: Array.from({ length: sizes[0] }, () => 4 * random() - 2), target };
}

const parametersOf = ({ layers }) =>
  Float64Array.from(layers.flatMap(({ weights, biases }) => [...weights.flat(), ...biases]));

/** A session of that shape; what it has for numbers is of no concern. */
const sessionOf = ({ loss, layers, input, target }) => engine.createSession({
  data: { inputs: [input, input], targets: [target, target], trainFraction: 1 },
  layers: layers.slice(0, -1).map(({ activation, biases }) => ({ units: biases.length, activation })),
  output: { activation: layers.at(-1).activation },
  loss,
});

/** The worst difference, over the size of what was added up. */
const distance = (found, terms) => Math.max(...terms.map((list, i) =>
  Math.abs(found[i] - sum(list)) / (sum(list.map(Math.abs)) || 1)));

describe('the trace', () => {
  it('is tested with every activation, loss and depth', () => {
    expect(new Set(networks.flatMap(({ layers }) => layers.map(({ activation }) => activation)))).toEqual(new Set(catalog.outputActivations));
    expect(new Set(networks.map(({ loss }) => loss))).toEqual(new Set(catalog.losses));
    expect(new Set(networks.map(({ layers }) => layers.length))).toEqual(new Set([1, 2, 3, 4]));
  });

  it.each(networks.map((network, number) => [number, network]))('is the sum over all paths, network %i', (_, network) => {
    const { loss, layers, input, target } = network;
    const session = sessionOf(network);
    const trace = session.trace({ input, target, parameters: parametersOf(network) });
    const expected = byPaths(layers, loss, input, target);
    expect([...trace.input]).toEqual(input);
    expect(distance([trace.loss], [expected.loss])).toBeLessThan(tolerance);
    layers.forEach((_layer, l) => fields.forEach((field) => {
      expect(trace.layers[l][field], `${field} of layer ${l}`).toHaveLength(expected.layers[l][field].length);
      expect(distance(trace.layers[l][field], expected.layers[l][field]), `${field} of layer ${l}`).toBeLessThan(tolerance);
    }));
    session.dispose();
  });

  it('of several examples is the mean of theirs', () => {
    const session = engine.createSession({ layers: [{ units: 3, activation: 'gelu' }] });
    const rows = [4, 0, 99];
    const mean = session.trace({ examples: rows });
    const each = rows.map((example) => session.trace({ example }));
    const near = (found, of) => found.forEach((value, i) => expect(value).toBeCloseTo(sum(each.map((one) => of(one)[i])) / 3, 14));
    near([mean.loss], (one) => [one.loss]);
    near(mean.input, (one) => one.input);
    mean.layers.forEach((layer, l) => fields.forEach((field) => near(layer[field], (one) => one.layers[l][field])));
    expect(session.trace({ examples: Uint32Array.from(rows) })).toEqual(mean);
    session.dispose();
  });
});
