/**
 * What the first part of the module is enough for: a network trained by plain gradient descent on generated data, of the blocks that most
 * begin with. wasm/split.mjs divides the module by what is listed here; all else comes with the second part when it is asked for.
 */

export const firstCommands = new Set([
  'catalog', 'complete', 'createSession', 'dispose', 'config', 'data', 'network', 'play', 'pause', 'train', 'metrics', 'snapshot',
  'predictGrid', 'predictUnits', 'parameters', 'setParameters', 'checkpoint', 'restore',
]);

/** For each setting that has names those that are first ones. */
export const firstNames = {
  activation: ['sigmoid', 'tanh', 'relu', 'linear', 'softmax'],
  feature: ['x1', 'x2', 'x1Squared', 'x2Squared', 'x1x2', 'sinX1', 'sinX2'],
  initializer: ['zeros', 'uniform', 'glorotUniform'],
  optimizer: ['sgd'],
  schedule: ['constant'],
  regularization: ['none'],
  clipping: ['none'],
  fault: ['none'],
};

/** Up to so many examples fill the registers of the smaller kernel. */
export const firstBatchSize = 12;

/** What the feature `formula` is when nobody has typed one. */
const firstFormula = 'sin(x1*x2)';

/** @param {keyof typeof firstNames} setting @param {unknown[]} names */
const areFirst = (setting, ...names) => names.every((name) => name === undefined || firstNames[setting].includes(/** @type {string} */ (name)));

/** Of a wrong config it may say anything. @param {any} config */
function isFirst({ data, features, featureFormula = firstFormula, layers, output, initializer, batchSize, dropout, frozen, fault, ...blocks }) {
  const isUnequal = data?.shift || data?.imbalance || data?.labelNoise;
  return !(isUnequal || data?.inputs || data?.generator === 'formula' || dropout || frozen)
    && !(typeof batchSize === 'number' && batchSize > firstBatchSize) && featureFormula === firstFormula && areFirst('fault', fault)
    && areFirst('feature', ...listed(features)) && areFirst('initializer', initializer?.name)
    && areFirst('activation', output?.activation, ...listed(layers).map((layer) => layer?.activation))
    && /** @type {const} */ (['optimizer', 'schedule', 'regularization', 'clipping']).every((block) => areFirst(block, blocks[block]?.name));
}

/** @param {any} value @returns {any[]} */
const listed = (value) => (Array.isArray(value) ? value : []);

/** Whether a command has to wait for the second part. @param {string} method @param {any[]} args */
export const needsSecond = (method, [config]) => !firstCommands.has(method) || !isFirst(config ?? {});
