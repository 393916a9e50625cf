/**
 * The shapes the parts of the element hand to each other. Type definitions only.
 *
 * @typedef {import('../state/types.js').Config} Config
 * @typedef {import('../state/types.js').Catalog} Catalog
 * @typedef {import('../state/types.js').OwnData} OwnData
 *
 * @typedef {object} Metrics
 * @property {number} step
 * @property {number} epoch
 * @property {number} progress  share of the next pass that is done
 * @property {number} trainLoss
 * @property {number | null} testLoss
 * @property {number} penalty
 * @property {number | null} trainAccuracy
 * @property {number | null} testAccuracy
 * @property {'ready' | 'diverged'} status
 * @property {{ step: number, layer: number, message: string } | null} divergence
 *
 * @typedef {object} Network
 * @property {string[]} inputs
 * @property {{ units: number, activation: string }[]} layers   hidden layers, then the output layer
 * @property {{ weights: number, biases: number }[]} parameterOffsets
 * @property {string[]} [answers]   the classes, where each has an output of its own
 *
 * @typedef {object} Examples
 * @property {number} dimensions
 * @property {number} outputs
 * @property {Float32Array} inputs
 * @property {Float32Array} targets
 * @property {Int32Array} labels
 * @property {number} classes                0 for regression
 * @property {Uint8Array} isTrain
 *
 * @typedef {{ xMin: number, xMax: number, yMin: number, yMax: number }} Domain
 * @typedef {Domain & { columns: number, rows: number, units: 'output' | 'all' }} GridRequest
 *
 * @typedef {{ parameters?: boolean, grids?: GridRequest[], points?: Float32Array[] }} SnapshotRequest
 *
 * @typedef {object} Snapshot
 * @property {Metrics} metrics
 * @property {boolean} running
 * @property {number} stepsPerSecond
 * @property {Float32Array} [parameters]
 * @property {Float32Array[]} grids
 * @property {Float32Array[]} points
 *
 * A snapshot with what it was asked for, ready to be drawn.
 * @typedef {object} Frame
 * @property {Metrics} metrics
 * @property {boolean} running
 * @property {number} stepsPerSecond
 * @property {Float32Array} parameters
 * @property {Float32Array} maps              (units, mapSize, mapSize), every unit small; of a look (units, N)
 * @property {Float32Array} field             (fieldSize, fieldSize), the unit shown large; for the whole output all its units
 * @property {UnitRef} shown
 * @property {import('./look.js').Look | null} look   null: data of two columns, maps and field are planes
 * @property {number} generation              of the session it belongs to
 *
 * layer: index into network.layers; -1 = the input features. unit: -1 = all outputs together, the class of the largest.
 * @typedef {{ layer: number, unit: number }} UnitRef
 *
 * @typedef {object} Session
 * @property {() => Promise<Config>} config
 * @property {(changes: Partial<Config>) => Promise<unknown>} configure
 * @property {(config: Config) => Promise<unknown>} reshape
 * @property {(amount: { steps: number } | { epochs: number }) => Promise<Metrics>} train
 * @property {(request: { set: 'train' | 'test' }) => Promise<import('../engine/types.js').Evaluation>} evaluate
 * @property {() => Promise<import('../engine/types.js').LayerStatistics[]>} layerStatistics
 * @property {() => Promise<Metrics>} metrics
 * @property {() => Promise<Float32Array>} parameters
 * @property {(parameters: Float32Array) => Promise<unknown>} setParameters
 * @property {() => Promise<Examples>} data
 * @property {() => Promise<Network>} network
 * @property {() => Promise<unknown>} recover
 * @property {(pace: { stepsPerSecond: number }) => Promise<unknown>} play
 * @property {() => Promise<unknown>} pause
 * @property {(wanted: SnapshotRequest) => Promise<Snapshot>} snapshot
 * @property {() => Promise<unknown> | void} dispose
 * @property {(type: string, listener: (event: any) => void) => void} addEventListener
 *
 * @typedef {object} Engine
 * @property {() => Catalog | Promise<Catalog>} catalog
 * @property {(config: Config) => Config | Promise<Config>} complete
 * @property {(config: Config) => Promise<Session>} createSession
 * @property {() => void} dispose
 *
 * @typedef {'idle' | 'loading' | 'ready' | 'failed'} Phase
 *
 * A sentence for the learner, with what may be done about it.
 * @typedef {{ kind: 'problem' | 'note', lines: string[] }} Message
 */

export {};
