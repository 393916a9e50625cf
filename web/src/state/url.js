/**
 * The state as a readable query in the fragment: `data=spiral&noise=0.1&layers=8-tanh,8-tanh&seed=7`. Only what
 * differs from the defaults is written. One table of properties drives both directions; names, ranges and defaults come
 * from the catalog. What arrives may be hostile: keys are looked up in the table and nowhere else.
 */

import {
  joinQuery, listNames, parseBoolean, parseName, parseNames, parseNumber, quote, Refusal, splitQuery,
} from './codec.js';
import { formatPlaces, parsePlaces } from './places.js';
import { tableNames, tables } from './tables.js';
import { defaultView, viewProperties } from './view.js';

/**
 * @typedef {import('./types.js').Config} Config
 * @typedef {import('./types.js').Catalog} Catalog
 * @typedef {import('./types.js').View} View
 * @typedef {import('./types.js').Problem} Problem
 */

/**
 * @typedef {object} Property
 * @property {string} key     as the link names it
 * @property {string} path    where the config keeps it
 * @property {(text: string, catalog: Catalog) => unknown} parse   throws a Refusal
 * @property {(value: any) => string} format
 */

/** Longer links are not read at all. */
export const MAX_LENGTH = 8_000;

const NOT_A_LAYER = 'a layer is written as units-activation, like 8-tanh';

/** @param {string} text @param {Catalog} catalog */
function parseLayers(text, catalog) {
  const parts = text === '' ? [] : text.split(',');
  parseNumber(String(parts.length), catalog.limits['layers']);
  return parts.map((part) => {
    const [units = '', activation, ...rest] = part.split('-');
    if (activation === undefined || rest.length) throw new Refusal(`${quote(part)} is not known; ${NOT_A_LAYER}`);
    return {
      units: parseNumber(units, catalog.limits['layers.units']),
      activation: parseName(activation, catalog.activations),
    };
  });
}

/** @param {import('./types.js').Layer[]} layers */
const formatLayers = (layers) => layers.map(({ units, activation }) => `${units}-${activation}`).join(',');

/** @param {string} text @param {Catalog} catalog */
function parseVersion(text, { defaults }) {
  if (text === String(defaults.version)) return defaults.version;
  throw new Refusal(`${quote(text)} can't be read; this page reads version ${defaults.version}`);
}

/** @param {string} key @param {string} path @returns {Property} */
const number = (key, path) => ({
  key, path, parse: (text, catalog) => parseNumber(text, catalog.limits[path]), format: String,
});

/**
 * @param {string} key @param {string} path @param {(catalog: Catalog) => readonly string[]} names
 * @returns {Property}
 */
const name = (key, path, names) => ({
  key, path, parse: (text, catalog) => parseName(text, names(catalog)), format: String,
});

/** A text that the engine judges. @param {string} key @param {string} path @returns {Property} */
const words = (key, path) => ({ key, path, parse: (text) => text, format: String });

/** @param {Catalog} catalog */
const generatorNames = (catalog) => catalog.generators.map((generator) => generator.name);

const DATA = 'data';

/**
 * In the order in which a link is written. `data` is apart: it decides which of the others are allowed.
 * @type {readonly Property[]}
 */
const fixedProperties = [
  { key: 'version', path: 'version', parse: parseVersion, format: String },
  number('examples', 'data.examples'),
  number('noise', 'data.noise'),
  number('classCount', 'data.classCount'),
  words('formula', 'data.formula'),
  number('trainFraction', 'data.trainFraction'),
  number('shift', 'data.shift'),
  number('imbalance', 'data.imbalance'),
  number('labelNoise', 'data.labelNoise'),
  {
    key: 'features', path: 'features', parse: (text, catalog) => parseNames(text, catalog.features),
    format: (/** @type {string[]} */ features) => features.join(','),
  },
  words('featureFormula', 'featureFormula'),
  { key: 'layers', path: 'layers', parse: parseLayers, format: formatLayers },
  name('output', 'output.activation', (catalog) => catalog.outputActivations),
  name('loss', 'loss', (catalog) => catalog.losses),
  name('initializer', 'initializer.name', (catalog) => catalog.initializers),
  name('optimizer', 'optimizer.name', (catalog) => catalog.optimizers),
  number('learningRate', 'optimizer.learningRate'),
  name('schedule', 'schedule.name', (catalog) => catalog.schedules),
  name('clipping', 'clipping.name', (catalog) => catalog.clippings),
  number('clippingLimit', 'clipping.limit'),
  number('dropout', 'dropout'),
  { key: 'frozen', path: 'frozen', parse: parsePlaces, format: formatPlaces },
  name('regularization', 'regularization.name', (catalog) => catalog.regularizations),
  number('regularizationRate', 'regularization.rate'),
  number('batchSize', 'batchSize'),
  { key: 'shuffle', path: 'shuffle', parse: parseBoolean, format: String },
  name('fault', 'fault', (catalog) => catalog.faults),
  number('seed', 'seed'),
];

/** The blocks whose options have keys of their own: `optimizer=adam&beta1=0.8`. */
const blocks = /** @type {const} */ (['optimizer', 'schedule']);

/** @param {Catalog} catalog @returns {Property[]} */
function propertiesOf(catalog) {
  const options = blocks.flatMap((block) => {
    const keys = new Set(Object.values(catalog.options[block]).flatMap(Object.keys));
    return [...keys].map((key) => number(key, `${block}.${key}`));
  });
  return [...fixedProperties, ...options];
}

/** @param {any} object @param {string} path */
const get = (object, path) => path.split('.').reduce((at, step) => at?.[step], object);

/** @param {any} object @param {string} path  from the table above, never from the link @param {unknown} value */
function set(object, path, value) {
  const steps = path.split('.');
  const last = /** @type {string} */ (steps.pop());
  let at = object;
  for (const step of steps) at = at[step] ??= {};
  at[last] = value;
}

/**
 * Whether a link brings the config back: the user's own rows are not in it.
 * @param {Config} config
 */
export const isLinkable = (config) => !('inputs' in config.data);

/** Training and test examples of one kind: where every data set begins. */
const undistorted = Object.freeze({ shift: 0, imbalance: 0, labelNoise: 0 });

/** @param {string} table @param {number} trainFraction @returns {import('./types.js').TableData} */
export const tableData = (table, trainFraction) => ({ table, trainFraction, ...undistorted });

/**
 * The examples of a generator, as many and as noisy as those of another.
 * @param {string} generator @param {import('./types.js').GeneratedData} like @param {Catalog} catalog
 * @returns {import('./types.js').GeneratedData}
 */
export function generatedData(generator, { examples, noise, trainFraction }, catalog) {
  const { classCount, formula } = catalog.generators.find(({ name: known }) => known === generator) ?? {};
  return { generator, examples, noise, ...(classCount && { classCount }), ...(formula && { formula }), trainFraction, ...undistorted };
}

/** @param {string} text @param {Catalog} catalog @returns {import('./types.js').Data} */
function parseData(text, catalog) {
  const { trainFraction } = catalog.defaults.data;
  if (tableNames.includes(text)) return tableData(text, trainFraction);
  const generator = parseName(text, [...generatorNames(catalog), ...tableNames]);
  const defaults = /** @type {import('./types.js').GeneratedData} */ (catalog.defaults.data);
  return generatedData(generator, defaults, catalog);
}

/**
 * Whether the answers of two data sets are of one kind, so that output and loss of one fit the other.
 * @param {import('./types.js').Data} a @param {import('./types.js').Data} b @param {Catalog} catalog
 */
export function asksTheSame(a, b, catalog) {
  const kind = (/** @type {import('./types.js').Data} */ data) => {
    const known = 'generator' in data && catalog.generators.find(({ name: generator }) => generator === data.generator);
    if (!known) return 'table' in data ? `classification ${tables[data.table]?.classCount ?? ''}` : 'own';
    return `${known.problem} ${data.classCount ?? ''}${'formula' in data ? ` by ${data.formula}` : ''}`;
  };
  return kind(a) === kind(b) && kind(a) !== 'own';
}

/**
 * A config with `data` chosen and all else at its default. Output and loss are left open where the defaults' own ones need not
 * fit, because the data are others or one of the two is given: the engine lets them follow the data and each other.
 * @param {import('./types.js').Data} data @param {Catalog} catalog @param {boolean} isGiven  output or loss @returns {Config}
 */
function defaultsFor(data, catalog, isGiven) {
  const config = structuredClone({ ...catalog.defaults, data });
  if (isGiven || !asksTheSame(data, catalog.defaults.data, catalog)) {
    delete config.output;
    delete config.loss;
  }
  return config;
}

const objects = ['data', 'output', 'initializer', 'optimizer', 'schedule', 'regularization', 'clipping'];
const lists = ['features', 'layers'];
const isObject = (/** @type {unknown} */ value) => Object(value) === value && !Array.isArray(value);

/**
 * What of a config from outside has not even the shape that the page relies on; all else is for the engine to judge.
 * @param {any} config @returns {string} empty if there is nothing
 */
export function wrongShape(config) {
  if (!isObject(config)) return 'config: that is not an object';
  const given = (/** @type {string} */ key) => config[key] !== undefined;
  const block = objects.find((key) => given(key) && !isObject(config[key]));
  if (block) return `${block}: that is not an object`;
  const list = lists.find((key) => given(key) && !Array.isArray(config[key]));
  if (list) return `${list}: that is not a list`;
  return config.layers?.every(isObject) ?? true ? '' : 'layers: one is not an object';
}

/**
 * What a page left out of a plain config, filled in. A wrong value or key passes: the engine says what is wrong with it.
 * @param {Partial<Config>} config @param {Catalog} catalog @returns {Config}
 */
export function completeConfig(config, catalog) {
  const usual = /** @type {import('./types.js').GeneratedData} */ (catalog.defaults.data);
  const given = config.data ?? usual;
  const beside = 'inputs' in given ? { trainFraction: 1 }
    : 'table' in given ? { trainFraction: usual.trainFraction }
      : generatedData(given.generator ?? usual.generator, usual, catalog);
  const data = /** @type {import('./types.js').Data} */ ({ ...beside, ...given });
  const whole = defaultsFor(data, catalog, 'output' in config || 'loss' in config);
  const block = (/** @type {'optimizer' | 'regularization' | 'clipping'} */ key) => ({ [key]: { ...whole[key], ...config[key] } });
  const { layers = whole.layers } = config;
  return { ...whole, ...config, data, layers: completeLayers(layers, whole.layers), ...block('optimizer'), ...block('regularization'), ...block('clipping') };
}

/**
 * Layers with what they leave out; what is no list or no layer passes, for the engine to refuse.
 * @param {Config['layers']} layers @param {Config['layers']} usual @returns {Config['layers']}
 */
function completeLayers(layers, usual) {
  return Array.isArray(layers) ? layers.map((layer) => (Object(layer) === layer ? { ...usual[0], ...layer } : layer)) : layers;
}

/** @param {Config} config @param {Catalog} catalog @returns {[string, string][]} */
function configEntries(config, catalog) {
  /** @type {[string, string][]} */
  const entries = [];
  const data = /** @type {any} */ (config.data);
  const source = data.generator ?? data.table;
  if (source !== undefined && source !== get(catalog.defaults, 'data.generator')) entries.push([DATA, source]);
  const { output, loss } = catalog.defaults;
  const defaults = defaultsFor(config.data, catalog, config.output?.activation !== output?.activation || config.loss !== loss);
  if (source !== undefined) defaults.data = parseData(source, catalog);
  for (const block of blocks) Object.assign(defaults[block], catalog.options[block][config[block].name]);
  for (const { key, path, format } of propertiesOf(catalog)) {
    const value = get(config, path);
    if (value === undefined) continue;
    const usual = get(defaults, path);
    if (usual === undefined || format(usual) !== format(value)) entries.push([key, format(value)]);
  }
  return entries;
}

/** @param {View} view @returns {[string, string][]} */
const viewEntries = (view) => viewProperties
  .filter(({ key }) => view[key] !== defaultView[key])
  .map(({ key, format }) => [key, format(view[key])]);

/**
 * @param {Config} config @param {Catalog} catalog
 * @returns {string} without `#`; empty for the defaults
 */
export const encodeConfig = (config, catalog) => joinQuery(configEntries(config, catalog));

/**
 * @param {{ config: Config, view: View }} state @param {Catalog} catalog
 * @returns {string} without `#`
 */
export const encodeState = ({ config, view }, catalog) =>
  joinQuery([...configEntries(config, catalog), ...viewEntries(view)]);

/**
 * Reads a link. Never throws. Every value that is not allowed stays at its default and is named in `problems`; whoever
 * gets problems keeps the last good state and shows the sentences.
 * @param {string} fragment  with or without `#`
 * @param {Catalog} catalog
 * @returns {{ config: Config, view: View, problems: Problem[] }}
 */
export function decodeState(fragment, catalog) {
  const text = fragment.replace(/^[#?]/, '');
  if (text.length > MAX_LENGTH) {
    const message = `the link has ${text.length} characters; at most ${MAX_LENGTH} are read`;
    return { ...readEntries(new Map(), catalog), problems: [{ key: '', message }] };
  }
  const { entries, problems } = splitQuery(text);
  const state = readEntries(entries, catalog);
  return { ...state, problems: [...problems, ...state.problems] };
}

/**
 * @param {string} fragment @param {Catalog} catalog
 * @returns {{ config: Config, problems: Problem[] }} as `decodeState`
 */
export function decodeConfig(fragment, catalog) {
  const { config, problems } = decodeState(fragment, catalog);
  return { config, problems };
}

/** @param {Map<string, string>} entries @param {Catalog} catalog */
function readEntries(entries, catalog) {
  /** @type {Problem[]} */
  const problems = [];
  /** Runs one parser; a refusal becomes a problem. @param {string} key @param {(text: string) => void} use */
  const read = (key, use) => {
    const value = entries.get(key);
    if (value === undefined) return;
    try {
      use(value);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      problems.push({ key, message: `${key}: ${error.message}` });
    }
  };

  let data = /** @type {import('./types.js').Data} */ (structuredClone(catalog.defaults.data));
  read(DATA, (value) => { data = parseData(value, catalog); });
  const config = defaultsFor(data, catalog, entries.has('output') || entries.has('loss'));
  const properties = propertiesOf(catalog);
  const source = entries.get(DATA) ?? get(config, 'data.generator');
  for (const { key, path, parse } of properties) {
    read(key, (value) => {
      if (path.startsWith('data.') && get(config, path) === undefined) {
        throw new Refusal(`not for data=${source}`);
      }
      set(config, path, parse(value, catalog));
    });
  }
  const view = { ...defaultView };
  for (const { key, parse } of viewProperties) read(key, (value) => Object.assign(view, { [key]: parse(value) }));
  problems.push(...unknownKeys(entries, properties));
  return { config, view, problems };
}

/** @param {Map<string, string>} entries @param {readonly Property[]} properties @returns {Problem[]} */
function unknownKeys(entries, properties) {
  const known = [DATA, ...properties.map(({ key }) => key), ...viewProperties.map(({ key }) => key)];
  return [...entries.keys()].filter((key) => !known.includes(key)).map((key) => ({
    key, message: `${quote(key)} is not known; expected ${listNames(known)}`,
  }));
}
