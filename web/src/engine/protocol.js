/**
 * What page and worker say to each other. Commands and their answers go over a port of their own, the other messages between the
 * page and the worker itself.
 *
 * A session has a worker of its own: that is the simplest thing that can be supervised. One that hangs or traps takes no other along,
 * nothing must be scheduled between sessions, and replacing the worker replaces all there is in it. A worker whose session is disposed of
 * serves the next one.
 */

/** @typedef {import('./types.js').Checkpoint} Checkpoint */

/**
 * The parts of the module (wasm/split.mjs) as a worker gets them.
 * @typedef {object} Parts
 * @property {WebAssembly.Module} module   the first, compiled by the page
 * @property {import('./wasm-module.js').WasmSource} [more]   where the second is; by default beside the engine
 */

/**
 * The first and only message to the worker.
 * @typedef {object} Begin
 * @property {'start'} type
 * @property {MessagePort} port            for the commands
 * @property {string} lock                 name of the web lock that the worker holds as long as it lives
 * @typedef {Begin & Parts} Start
 */

/** The worker can take commands. @typedef {{ type: 'ready', holdsLock: boolean }} Ready */

/**
 * Sign of life, at least every `beatInterval` while there is training to do, and after every command that changed something.
 * @typedef {object} Beat
 * @property {'beat'} type
 * @property {number} session                which of the sessions that this worker has had
 * @property {boolean} running               playing
 * @property {Checkpoint | null} checkpoint  null once training has diverged
 */

/** The worker has seen an error that leaves its memory in an unknown state, and has closed itself.
 * @typedef {{ type: 'fatal', message: string }} Fatal */

/** @typedef {Ready | Beat | Fatal} FromWorker */

/** Why a worker had to be replaced. @typedef {'trap' | 'hang' | 'killed'} Reason */

/** @typedef {{ reason: Reason, fromStep: number }} Restart */

/** A method of the session or engine by name, and the number of the call. @typedef {{ call: number, method: string, args: any[] }} Command */

/** To the call of that number. @typedef {{ call: number, outcome: import('./types.js').Outcome<any> }} Answer */

/** Milliseconds between signs of life while playing. */
export const beatInterval = 100;

/** Milliseconds without one after which a worker that has work to do counts as hung. */
export const patience = 3000;

/** The same while one of these is under way, which compute long without a pause. */
export const longPatience = 60_000;
export const longCommands = new Set([
  'checkGradients', 'epsilonSweep', 'gradientFlow', 'gradient', 'trace', 'update', 'updates', 'predictGrid', 'createSession', 'complete', 'start',
  'reshape', 'configure', 'evaluate', 'layerStatistics',
]);

/** What must not be done twice when the worker died before it answered; all else is asked again of its successor. */
export const unrepeatable = new Set(['train', 'recover']);

/** So many deaths in so many milliseconds are too many. */
export const deathLimit = { count: 3, within: 60_000 };
