/**
 * The shapes of the engine's interface. Points, rows and grids are in the user's units; (n, m) arrays are row-major. Parameters lie
 * layer by layer: W (m, n), then b (m).
 */

/** @typedef {{ units: number, activation: string }} LayerConfig */

/**
 * How the training examples differ from those that test.
 * @typedef {object} Distribution
 * @property {number} trainFraction   by default 0.5, of rows of one's own 1: none of them tests
 * @property {number} shift           −3 … 3: each test input moves by so many standard deviations of the training examples
 * @property {number} imbalance       0 … 0.99: share of the last class that is left out of the training examples
 * @property {number} labelNoise      0 … 0.5: share of the training examples that get one of the other classes
 */

/**
 * @typedef {object} GeneratedFields
 * @property {string} generator       one of `catalog().generators`
 * @property {number} examples
 * @property {number} noise           0 … 0.5
 * @property {number} [classCount]    of the generators that have any number of classes
 * @property {string} [formula]       of the generator `formula`: a comparison for two classes (`x2 > sin(x1)`), else a number
 * @typedef {GeneratedFields & Distribution} GeneratedData
 */

/**
 * @typedef {object} OwnFields
 * @property {ArrayLike<number>[]} inputs    N rows of d numbers
 * @property {number[]} [labels]             class of each row, from 0; up to 10 classes
 * @property {ArrayLike<number>[]} [targets] N rows of numbers, for regression; either this or `labels`
 * @property {string[]} [classes]            name of each class
 * @property {string[]} [names]              of the d columns
 * @property {string} [normalization]        one of `catalog().normalizations`
 * @typedef {OwnFields & Distribution} OwnData
 */

/**
 * With PyTorch's parameters of each optimizer; those that belong to another one are refused.
 * @typedef {object} OptimizerConfig
 * @property {string} name
 * @property {number} learningRate
 * @property {number} [momentum]      momentum, nesterov
 * @property {number} [alpha]         rmsprop
 * @property {number} [beta1]         adam, adamw
 * @property {number} [beta2]         adam, adamw
 * @property {number} [eps]           adagrad, rmsprop, adam, adamw
 * @property {number} [weightDecay]   adamw
 */

/**
 * The learning rate over the steps.
 * @typedef {object} ScheduleConfig
 * @property {string} name
 * @property {number} [stepSize]      step: steps from one fall to the next
 * @property {number} [gamma]         step: factor at each fall; exponential: at each step
 * @property {number} [totalSteps]    cosine, oneCycle, warmUp: steps until the end is reached
 */

/**
 * @typedef {object} CompleteConfig
 * @property {number} version
 * @property {number} seed
 * @property {GeneratedData | OwnData} data
 * @property {string[]} features
 * @property {string} featureFormula                    what the feature `formula` is, as `sin(x1*x2)`
 * @property {LayerConfig[]} layers                     hidden layers
 * @property {{ activation: string }} output
 * @property {string} loss
 * @property {{ name: string }} initializer
 * @property {OptimizerConfig} optimizer
 * @property {ScheduleConfig} schedule
 * @property {{ name: string, rate: number }} regularization
 * @property {{ name: string, limit: number }} clipping    `norm`: a longer gradient is shortened to `limit`
 * @property {number} dropout                           share of the hidden units that each training example does without
 * @property {number[]} [frozen]                        parameters that stay as they are, by their place in the flat array
 * @property {number} batchSize
 * @property {boolean} shuffle
 * @property {string} fault                             one of `catalog().faults`; other than none: training follows the broken gradient
 */

/**
 * Every setting may be left out and then has its default.
 * @template T
 * @typedef {T extends LayerConfig[] ? Partial<LayerConfig>[] : T extends ArrayLike<any> ? T
 *   : T extends object ? { [K in keyof T]?: Settings<T[K]> } : T} Settings
 */
/** @typedef {Settings<CompleteConfig>} Config */

/**
 * What a running session takes over, keeping its weights. A new seed draws, splits and shuffles the data anew.
 * @typedef {Settings<Pick<CompleteConfig, 'seed' | 'data' | 'optimizer' | 'schedule' | 'regularization' | 'clipping' | 'dropout' | 'frozen' | 'batchSize' | 'shuffle' | 'fault'>>} Change
 */

/** A closed interval. @typedef {{ min: number, max: number, integer: boolean }} Limit */

/**
 * What the engine knows by name, and its ranges.
 * @typedef {object} Catalog
 * @property {{ name: string, problem: 'classification' | 'regression', classCount?: number, formula?: string }[]} generators
 *   classCount and formula: by default, where one may choose; the problem of a formula is that of its default
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
 * @property {string[]} faults       mistakes in backpropagation, to be made on purpose
 * @property {Record<'optimizer' | 'schedule', Record<string, Record<string, number>>>} options  of each name, with their defaults
 * @property {Record<string, Limit>} limits   by path: `optimizer.learningRate`, `layers.units`, `grid.columns`
 * @property {CompleteConfig & { data: GeneratedData }} defaults
 */

/** @typedef {{ steps: number } | { epochs: number }} TrainRequest */

/**
 * @typedef {object} Divergence
 * @property {number} step     the step after which a number was not finite
 * @property {number} layer    counted from 0
 * @property {string} message
 */

/**
 * @typedef {object} Metrics
 * @property {number} step                   mini-batches so far
 * @property {number} epoch                  whole passes so far
 * @property {number} progress               share of the next pass that is done, in [0, 1)
 * @property {number} trainLoss              mean over the training examples, without the penalty
 * @property {number | null} testLoss        null without test examples
 * @property {number} penalty                of the regularization
 * @property {number | null} trainAccuracy   in [0, 1]; null for regression
 * @property {number | null} testAccuracy
 * @property {'ready' | 'diverged'} status
 * @property {Divergence | null} divergence
 */

/** @typedef {{ set?: 'train' | 'test' }} EvaluateRequest */

/**
 * What the problem has not is left out: classes have no rSquared, numbers no confusion.
 * @typedef {object} Evaluation
 * @property {number[]} [confusion]             (classes, classes): row = the class it is, column = the class the network says
 * @property {(number | null)[]} [precision]    of each class; null if the network never says it
 * @property {(number | null)[]} [recall]       of each class; null if there are no examples of it
 * @property {number} [accuracy]                in [0, 1]
 * @property {number} [rSquared]                at most 1; left out where all targets are alike
 * @property {number} [meanAbsoluteError]       in the units of the targets
 */

/**
 * @typedef {object} LayerStatistics
 * @property {number} mean              of the outputs of all units
 * @property {number} deviation
 * @property {number} saturated         share of the outputs whose slope is below 0.01
 * @property {number} dead              share of the units whose slope is 0 on every example
 * @property {number} gradientNorm      of the mean gradient, weights and biases
 * @property {number} parameterNorm
 * @property {number} updateToWeight    length of the optimizer's step along this gradient, over parameterNorm
 */

/**
 * Cells of a rectangle, each asked at its centre.
 * @typedef {object} GridRequest
 * @property {number} [xMin]
 * @property {number} [xMax]
 * @property {number} [yMin]
 * @property {number} [yMax]
 * @property {number} [columns]
 * @property {number} [rows]
 * @property {'output' | 'all'} [units]   all: input features, hidden units layer by layer, outputs
 */

/**
 * Which examples: a row of `data()`; one that need not be in it, `input` (d) in the user's units and `target` (k) as the output
 * activation wants it; or several rows, whose mean is taken. The last may be typed arrays, as `batch()` gives them.
 * @typedef {{ example: number } | { input: ArrayLike<number>, target: ArrayLike<number> } | { examples: ArrayLike<number> }} ExampleChoice
 */

/**
 * What is used instead of the session's own, which stays as it is.
 * @typedef {object} Substitutes
 * @property {ArrayLike<number>} [parameters]   in parameter order; in double precision
 * @property {string} [fault]                   one of `catalog().faults`; by default that of the config
 */

/** @typedef {ExampleChoice & Substitutes} TraceRequest */

/**
 * What a layer of m units with n inputs makes of one example. Over several, the means; its gradients are then those of the mean loss.
 * @typedef {object} LayerTrace
 * @property {Float64Array} net             (m)
 * @property {Float64Array} output          (m) o = φ(net)
 * @property {Float64Array} errorSignal     (m) ∂E/∂o
 * @property {Float64Array} slope           (m) φ'(net); ∂o_j/∂net_j for softmax
 * @property {Float64Array} delta           (m) δ = ∂E/∂net = errorSignal · slope; for the cross-entropies o − t at the outputs
 * @property {Float64Array} weightGradient  (m, n) ∂E/∂w_ji = δ_j o_i
 * @property {Float64Array} biasGradient    (m) ∂E/∂b_j = δ_j
 */

/**
 * @typedef {object} Trace
 * @property {Float64Array} input     (n) as the network is shown it: input features, or columns, normalized
 * @property {LayerTrace[]} layers    hidden layers, then the output layer
 * @property {number} loss            the sum over the outputs, without the penalty
 */

/**
 * @typedef {object} StepStart
 * @property {ArrayLike<number>} [optimizerState]  as a checkpoint or a former update holds it; by default the session's
 * @property {number} [step]                       mini-batches so far, which the schedule goes by; by default the session's
 */

/** @typedef {TraceRequest & StepStart} UpdateRequest */

/** @typedef {{ batches: ArrayLike<number>[] } & Substitutes & StepStart} UpdatesRequest  rows of the data, at least one batch */

/**
 * One step of the optimizer: the gradient is clipped, L2 adds its own, the optimizer's rule is applied, L1 draws the weights towards 0
 * and frozen parameters go back. Without dropout. All arrays are in parameter order.
 * @typedef {object} WeightUpdate
 * @property {number} learningRate              η, the schedule applied
 * @property {number} clipFactor                what the gradient was multiplied with to be no longer than the limit; 1 if it was not
 * @property {Float64Array} gradient            ∂E/∂w of the loss, clipped
 * @property {Float64Array} penaltyGradient     λ w where L2 acts, which is added to it; else 0
 * @property {{ name: 'velocity' | 'mean' | 'squares', before: Float64Array, after: Float64Array }[]} terms
 *   what the optimizer remembers: none for sgd, velocity for momentum and nesterov, squares for adagrad and rmsprop, mean and
 *   squares for adam and adamw, not yet corrected for their beginning at 0
 * @property {Float64Array} change              parameters after − before; 0 where frozen
 * @property {Float64Array} parameters          after
 * @property {Float64Array} optimizerState      after: the terms, then the number of steps; empty for sgd
 */

/** By default the training examples. @typedef {Partial<ExampleChoice> & Substitutes} SweepRequest */

/** ε 1e-12 … 0.1, by default 1e-5. @typedef {SweepRequest & { epsilon?: number }} CheckRequest */

/**
 * @typedef {object} GradientCheck
 * @property {number} epsilon
 * @property {Float64Array} analytic   by backpropagation, in parameter order
 * @property {Float64Array} numeric    by central differences, (E(w + ε) − E(w − ε)) / 2ε
 * @property {Float64Array} error      |numeric − analytic| / max(1e-8, |numeric| + |analytic|), in [0, 1]
 * @property {number} worst            parameter of the largest error
 */

/**
 * The check at every ε. 0 where no parameter differs, which a logarithmic scale can't show.
 * @typedef {object} EpsilonSweep
 * @property {Float64Array} epsilon    (23) from 1e-1 to 1e-12 in half decades
 * @property {Float64Array} worst      (23) the largest error of all parameters
 * @property {Float64Array} median     (23) of the errors
 */

/**
 * One layer of m units, over N training examples.
 * @typedef {object} LayerFlow
 * @property {Float64Array} delta      (5) quantiles 0.05, 0.25, 0.5, 0.75 and 0.95 of |δ|, over m units and N examples
 * @property {Float64Array} gradient   (5) the same of |∂E/∂w| of the mean loss, over the weights
 * @property {number} slope            mean φ', over units and examples; 1 at the output of a cross-entropy, which cancels it
 * @property {number} slopeProduct     mean over the examples of Π mean |φ'| over the layers from this one to the output
 */

/** Hidden layers, then the output layer. @typedef {{ layers: LayerFlow[] }} GradientFlow */

/**
 * @typedef {object} Data
 * @property {number} dimensions      d
 * @property {number} outputs         k
 * @property {number} classes         0 for regression
 * @property {Float32Array} inputs    (N, d)
 * @property {Float32Array} targets   (N, k)
 * @property {Int32Array} labels      (N); empty for regression
 * @property {Uint8Array} isTrain     (N) 1: trained on, 0: tests
 * @property {{ negative: number, positive: number, threshold: number } | null} coding   of the two classes; null for regression
 */

/**
 * @typedef {object} Network
 * @property {string[]} inputs                                       names of what the network is shown
 * @property {LayerConfig[]} layers                                  hidden layers, then the output layer
 * @property {{ weights: number, biases: number }[]} parameterOffsets  of each layer
 */

/**
 * All that training depends on besides the config; restoring it goes on with the same bits.
 * @typedef {object} Checkpoint
 * @property {number} step
 * @property {number} epoch
 * @property {number} position
 * @property {Float32Array} parameters
 * @property {Float32Array} optimizerState
 */

/** points: (N, d) each, answered as by `predictUnits`. */
/** @typedef {{ parameters?: boolean, grids?: GridRequest[], points?: Float32Array[] }} SnapshotRequest */

/**
 * @typedef {object} Snapshot
 * @property {Metrics} metrics
 * @property {boolean} running
 * @property {number} stepsPerSecond          measured; 0 while paused
 * @property {Float32Array} [parameters]
 * @property {Float32Array[]} grids           as many as were asked for
 * @property {Float32Array[]} points          (units, N) each, as many as were asked for
 */

/** @typedef {{ code: string, path: string, message: string }} Failure */

/**
 * What comes back from C++ or from a worker.
 * @template T
 * @typedef {{ value?: T, failure?: Failure }} Outcome
 */

export {};
