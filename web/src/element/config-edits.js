import { asksTheSame } from '../state/url.js';

/**
 * Every edit the page offers, as a pure function from one config to the next.
 * @typedef {import('../state/types.js').Config} Config
 * @typedef {import('../state/types.js').Data} Data
 * @typedef {import('../state/types.js').Catalog} Catalog
 */

/** Settings that change while the weights stay. @type {readonly string[]} */
const hotKeys = [
  'optimizer', 'schedule', 'regularization', 'clipping', 'dropout', 'frozen', 'batchSize', 'shuffle', 'fault',
];

/** What makes another network: it can keep the weights that fit. @type {readonly string[]} */
const shapeKeys = ['layers', 'features', 'output', 'loss'];

/** @param {unknown} a @param {unknown} b */
export function same(a, b) {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

/**
 * Whether two data settings draw the same problem, so that a network trained on one makes sense on the other.
 * @param {Data} a @param {Data} b
 */
function sameProblem(a, b) {
  if ('generator' in a && 'generator' in b) {
    return a.generator === b.generator && a.classCount === b.classCount && a.formula === b.formula;
  }
  if ('table' in a && 'table' in b) return a.table === b.table;
  const rows = (/** @type {import('../state/types.js').OwnData} */ { inputs, targets, labels, classes }) => ({ inputs, targets, labels, classes });
  return 'inputs' in a && 'inputs' in b && same(rows(a), rows(b));
}

/**
 * What has to be done to get from one config to another.
 * @param {Config} from
 * @param {Config} to
 * @param {{ keepWeights?: boolean, reshape?: boolean }} [options]  keepWeights: a new seed gives new data, not new weights; reshape:
 *   another network keeps the weights that fit
 * @returns {{ kind: 'none' } | { kind: 'rebuild' } | { kind: 'reshape' } | { kind: 'configure', changes: Partial<Config> }}
 */
export function difference(from, to, { keepWeights = false, reshape = false } = {}) {
  const keys = /** @type {(keyof Config)[]} */ ([...new Set([...Object.keys(from), ...Object.keys(to)])]);
  const changed = keys.filter((key) => !same(from[key], to[key]));
  if (changed.length === 0) return { kind: 'none' };
  const allowed = [...hotKeys];
  if (sameProblem(from.data, to.data)) allowed.push('data');
  if (keepWeights) allowed.push('seed');
  if (!changed.every((key) => allowed.includes(key))) {
    const fits = reshape && changed.every((key) => allowed.includes(key) || shapeKeys.includes(key));
    return { kind: fits ? 'reshape' : 'rebuild' };
  }
  const changes = Object.fromEntries(changed.map((key) => [key, key === 'frozen' ? to[key] ?? [] : to[key]]));
  return { kind: 'configure', changes: changes.seed === undefined ? changes : { ...changes, data: to.data } };
}

/** Of another network other parameters would be frozen. @param {Config} config @returns {Config} */
export function thawed({ frozen: _frozen, ...rest }) {
  return rest;
}

/**
 * Changes the data. Output activation and loss belong to the kind of problem, so with another one they go back to the engine's
 * defaults.
 * @param {Config} config
 * @param {Data} data
 * @param {Catalog} catalog
 * @returns {Config}
 */
export function withData(config, data, catalog) {
  if (asksTheSame(config.data, data, catalog)) return { ...thawed(config), data };
  const { output: _output, loss: _loss, ...rest } = thawed(config);
  return { ...rest, data };
}

/** The output activation follows the loss, and with it the number of output units can change. @param {Config} config @param {string} loss @returns {Config} */
export function withLoss(config, loss) {
  const { output: _output, ...rest } = thawed(config);
  return { ...rest, loss };
}

/** The loss follows the output activation. @param {Config} config @param {string} activation @returns {Config} */
export function withOutput(config, activation) {
  const { loss: _loss, ...rest } = thawed(config);
  return { ...rest, output: { activation } };
}

/** Another optimizer begins with its own defaults. @param {Config} config @param {string} name @returns {Config} */
export function withOptimizer(config, name) {
  return { ...config, optimizer: { name, learningRate: config.optimizer.learningRate } };
}

/** @param {Config} config @param {Partial<Data>} changes @returns {Config} */
export function withDataSetting(config, changes) {
  return { ...config, data: /** @type {Data} */ ({ ...config.data, ...changes }) };
}

/** The next seed gives other data and other weights. @param {Config} config @param {Catalog} catalog @returns {Config} */
export function withNextSeed(config, catalog) {
  const { min, max } = catalog.limits.seed ?? { min: 0, max: 2 ** 32 - 1 };
  const seed = config.seed ?? catalog.defaults.seed ?? min;
  return { ...config, seed: seed >= max ? min : seed + 1 };
}

/**
 * Switches an input feature on or off; the last one stays. The order is the catalog's.
 * @param {Config} config @param {string} name @param {Catalog} catalog @returns {Config}
 */
export function withFeatureToggled(config, name, catalog) {
  const active = new Set(config.features);
  if (!active.delete(name)) active.add(name);
  if (active.size === 0) return config;
  return { ...thawed(config), features: catalog.features.filter((feature) => active.has(feature)) };
}

/**
 * Adds a layer like the last one before the output, or takes that one away.
 * @param {Config} config @param {1 | -1} change @returns {Config}
 */
export function withLayerCount(config, change) {
  if (change < 0) return { ...thawed(config), layers: config.layers.slice(0, -1) };
  const last = config.layers.at(-1);
  return { ...thawed(config), layers: [...config.layers, { units: last ? last.units : 4, activation: last?.activation ?? 'tanh' }] };
}

/** @param {Config} config @param {number} index @param {Partial<Config['layers'][number]>} changes @returns {Config} */
export function withLayer(config, index, changes) {
  return { ...thawed(config), layers: config.layers.map((layer, i) => (i === index ? { ...layer, ...changes } : layer)) };
}

/** One activation for every hidden layer. @param {Config} config @param {string} activation @returns {Config} */
export function withActivation(config, activation) {
  return { ...config, layers: config.layers.map((layer) => ({ ...layer, activation })) };
}

/** The activation all hidden layers share, or '' when they differ. @param {Config} config */
export function sharedActivation(config) {
  const [first, ...rest] = config.layers;
  return first && rest.every(({ activation }) => activation === first.activation) ? first.activation : '';
}

/** @param {Config} config @param {number} learningRate @returns {Config} */
export function withLearningRate(config, learningRate) {
  return { ...config, optimizer: { ...config.optimizer, learningRate } };
}
