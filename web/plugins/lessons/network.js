// The networks of a lesson, opened by the real engine when the page is made: what the author wrote is checked against it, and the page
// carries its numbers, readable before any script runs.
import { loadEngine } from '../../src/engine/index.js';
import { scopeOf } from '../../src/lesson/scope.js';
import { decodeConfig } from '../../src/state/url.js';

let engine;

/** @param {import('./block.js').Block} block  an experiment @param {string | object} source  a config as its author wrote it */
export async function openNetwork(block, source, key = 'config') {
  engine ??= await loadEngine();
  const { example, parameters } = block.values;
  const config = block.about(key, () => completed(configOf(source, example), block));
  const session = block.about(key, () => engine.createSession(config));
  if (parameters) block.about('parameters', () => session.setParameters(Float32Array.from(parameters)));
  const sizes = [session.network().inputs.length, ...session.network().layers.map(({ units }) => units)];
  if (example) block.about('example', () => session.trace(example));
  return { config, session, sizes, activations: session.network().layers.map(({ activation }) => activation) };
}

/** What the engine finds wrong with the data is about the example that the data was made of. */
function completed(config, block) {
  try {
    return engine.complete(config);
  } catch (error) {
    throw block.values.example && error.path?.startsWith('data') ? block.error('example', error.message) : error;
  }
}

/** A link or a plain object; a single example stands in the data twice, since a session has at least two. */
function configOf(source, example) {
  let config = source;
  if (typeof source === 'string') {
    const decoded = decodeConfig(source, engine.catalog());
    if (decoded.problems.length > 0) throw new Error(decoded.problems.map(({ message }) => message).join('; '));
    config = decoded.config;
  }
  if (!example) return config;
  const { input, target } = example;
  const data = { inputs: [input, input], targets: [target, target], trainFraction: 1 };
  const { output, loss, ...rest } = config;
  return { ...rest, output: output ?? { activation: 'sigmoid' }, loss: loss ?? 'halfSquaredError', data, batchSize: 2, shuffle: false };
}

/** @param {Awaited<ReturnType<typeof openNetwork>>} network @param {{ example?: any, flow?: boolean }} options */
export function startOf({ session, config }, options) {
  const asked = {
    trace: (request) => session.trace(request),
    parameters: () => session.parameters(),
    config: () => config,
  };
  return scopeOf(asked, options);
}
