// The activations exist once, in core/include/backprop/activation.h. Everything else takes their names from the catalog, so adding one
// touches one place in C++ and none in JavaScript.
import { parse } from 'acorn';
import { describe, expect, it } from 'vitest';
import { activationSymbol, label } from '../../web/src/element/labels.js';
import { loadEngine } from '../../web/src/engine/index.js';
import { decodeConfig, encodeConfig } from '../../web/src/state/url.js';
import { linesOf, sourceFiles } from './files.js';

const engine = await loadEngine();
const catalog = engine.catalog();

/** Files of web/src that may name an activation, and what they do about one that they do not name. */
const knowing = {
  'web/src/element/labels.js': 'shows the name itself',
  'web/src/engine/first-part.js': 'waits for the second part of the module',
  'web/src/element/scene.js': 'takes the outputs to have no bound',
  'web/src/views/network.js': 'scales the map to its own values',
  'web/src/element/config-edits.js': 'begins with a layer of tanh where there was none to be like',
  'web/src/element/gradients/flow-words.js': 'says what every layer does to δ',
  'web/src/element/gradients/presets.js': 'offers networks by name, each a choice of its own',
  'web/src/element/microscope/formulas.js': 'writes φ(net) and φ′(net)',
  'web/src/element/microscope/study.js': 'lets each target be typed by itself',
  'web/src/element/microscope/worked-example.js': 'opens a network of sigmoids, as its author wrote it',
  'web/src/lesson/quantity.js': 'computes what an author writes, sigmoid(x) among it',
  'web/src/state/view.js': 'speaks of the axis of the loss, which is linear or logarithmic',
  'web/src/element/templates/output-panel.js': 'speaks of the axis of the loss as well',
};

/** Each place where a JavaScript file has one of the names as text or as a key. */
function placesOf(path, names) {
  const found = [];
  const visit = (node) => {
    if (!node || typeof node.type !== 'string') return;
    const name = node.type === 'Literal' ? node.value : node.type === 'Property' && !node.computed && node.key.name;
    if (names.has(name)) found.push(`${path}:${node.loc.start.line}: ${name}`);
    for (const child of Object.values(node).flat()) if (child && typeof child === 'object') visit(child);
  };
  visit(parse(linesOf(path).join('\n'), { ecmaVersion: 'latest', sourceType: 'module', locations: true }));
  return found;
}

/** The functions of a formula have names of their own, of which sin and tanh are also those of activations. */
const cppFiles = sourceFiles(['core', 'wasm'], ['.cpp', '.h']).filter((path) => path !== 'core/src/formula.cpp');

describe('an activation', () => {
  const names = new Set(catalog.outputActivations);

  it('is named in no JavaScript but in tables that have an answer for any other name', () => {
    expect(names.size).toBeGreaterThan(10);
    const files = sourceFiles(['web/src'], ['.js']).filter((path) => !(path in knowing));
    expect(files.flatMap((path) => placesOf(path, names))).toEqual([]);
  });

  it('is written as text in a single file of C++', () => {
    const literals = catalog.activations.map((name) => `"${name}"`);   // the hidden ones: softmax has rules of its own
    const files = cppFiles.filter((path) => linesOf(path).some((line) => literals.some((literal) => line.includes(literal))));
    expect(files).toEqual(['core/include/backprop/activation.h']);
  });

  it.each(['leakyRelu', 'elu', 'softplus', 'silu', 'gelu', 'sin'])('that nothing treats specially, %s, is an enumerator there alone', (name) => {
    const files = cppFiles.filter((path) => linesOf(path).some((line) => line.includes(`Activation::${name}`)));
    expect(files).toEqual(['core/include/backprop/activation.h']);
  });
});

describe('an activation that JavaScript has never heard of', () => {
  const richer = {
    ...catalog,
    activations: [...catalog.activations, 'softsign'],
    outputActivations: [...catalog.outputActivations, 'softsign'],
  };
  const config = { ...catalog.defaults, layers: [{ units: 3, activation: 'softsign' }], output: { activation: 'softsign' } };

  it('has a label and a symbol: its name', () => {
    expect(label('softsign')).toBe('softsign');
    expect(activationSymbol('softsign')).toBe('softsign');
  });

  it('goes into a link and comes back', () => {
    const { config: read, problems } = decodeConfig(encodeConfig(config, richer), richer);
    expect(problems).toEqual([]);
    expect(read.layers).toEqual(config.layers);
    expect(read.output).toEqual(config.output);
  });

  it('is unknown as long as the engine does not list it', () => {
    expect(decodeConfig(encodeConfig(config, richer), catalog).problems).not.toEqual([]);
    expect(() => engine.createSession({ layers: config.layers })).toThrow(/softsign.*softplus/);
  });
});
