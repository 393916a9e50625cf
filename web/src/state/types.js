/**
 * The shapes that state, element and engine agree on. The names and ranges in them live in C++ and arrive as a
 * `Catalog`. Type definitions only.
 */

/** @typedef {{ units: number, activation: string }} Layer */

/**
 * How the training examples differ from those that test.
 * @typedef {{ trainFraction: number, shift?: number, imbalance?: number, labelNoise?: number }} Distribution
 */

/**
 * @typedef {{ generator: string, examples: number, noise: number, classCount?: number, formula?: string } & Distribution}
 *   GeneratedData
 */

/**
 * The user's own rows, in the user's units.
 * @typedef {object} OwnFields
 * @property {number[][]} inputs          N rows of d numbers
 * @property {number[]} [labels]          class index per row, for classification
 * @property {number[][]} [targets]       N rows of numbers, for regression; either this or `labels`
 * @property {string[]} [classes]         name per class index
 * @property {string[]} [names]           title per input column, with its unit: `bill length (mm)`
 * @property {string} [normalization]     what the core does to the inputs first
 * @typedef {OwnFields & Distribution} OwnData
 */

/** Rows the page brings along under a name; the element turns them into `OwnData` before it calls the engine.
 * @typedef {{ table: string } & Distribution} TableData */

/** @typedef {GeneratedData | OwnData | TableData} Data */

/** Numbers that belong to some names of a block: `catalog.options`. @typedef {Record<string, any>} Options */

/**
 * @typedef {object} Config
 * @property {number} version
 * @property {number} seed
 * @property {Data} data
 * @property {string[]} features
 * @property {string} [featureFormula]               what the feature `formula` is
 * @property {Layer[]} layers                        hidden layers, input side first
 * @property {{ activation: string }} [output]       left out: the engine lets it follow the data
 * @property {string} [loss]                         left out: the engine lets it follow the data
 * @property {{ name: string }} initializer
 * @property {{ name: string, learningRate: number } & Options} optimizer
 * @property {{ name: string } & Options} schedule
 * @property {{ name: string, rate: number }} regularization
 * @property {{ name: string, limit: number }} clipping
 * @property {number} dropout
 * @property {number[]} [frozen]
 * @property {number} batchSize
 * @property {boolean} shuffle
 * @property {string} fault                          a mistake in backpropagation, made on purpose
 */

/** A closed interval. @typedef {{ min: number, max: number, integer: boolean }} Limit */

/**
 * What the engine knows by name, and its ranges (`engine.catalog()`).
 * @typedef {object} Catalog
 * @property {{ name: string, problem: 'classification' | 'regression', classCount?: number, formula?: string }[]} generators
 *   classCount and formula: by default, where one may choose
 * @property {string[]} features
 * @property {string[]} activations
 * @property {string[]} outputActivations
 * @property {string[]} losses
 * @property {string[]} initializers
 * @property {string[]} optimizers
 * @property {string[]} schedules
 * @property {string[]} regularizations
 * @property {string[]} normalizations
 * @property {string[]} clippings
 * @property {string[]} faults
 * @property {Record<'optimizer' | 'schedule', Record<string, Record<string, number>>>} options  of each name, with their defaults
 * @property {Record<string, Limit>} limits          by config path: `optimizer.learningRate`, `layers.units`
 * @property {Config} defaults                       complete
 */

/**
 * What the page shows and how fast; nothing in it reaches a weight.
 * @typedef {object} View
 * @property {boolean} showTestData
 * @property {boolean} discretize                    paint the class, not the output
 * @property {number} speed                          steps per second; Infinity: as fast as it goes
 * @property {'linear' | 'log'} lossScale
 * @property {boolean} keepWeights                   another network keeps the weights that fit
 */

/** One sentence about one key of a link. @typedef {{ key: string, message: string }} Problem */

export {};
