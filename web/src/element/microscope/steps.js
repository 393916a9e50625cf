/**
 * The order in which one learning step is computed, and what is known when. A position counts its ticks: nothing yet, every unit forward,
 * the loss, every unit backward, the update.
 * @typedef {{ stage: 'start' | 'loss' | 'update', layer: -1, unit: -1 } | { stage: 'forward' | 'backward', layer: number, unit: number }} Tick
 * @typedef {'start' | 'forward' | 'loss' | 'backward' | 'update'} Stage
 * @typedef {'unit' | 'layer' | 'example' | 'batch' | 'epoch'} Grain
 * @typedef {{ units: number }[]} Layers
 */

/** @type {readonly Grain[]} */
export const grains = ['unit', 'layer', 'example', 'batch', 'epoch'];

/** @param {Tick['stage']} stage @returns {Tick} */
const whole = (stage) => /** @type {Tick} */ ({ stage, layer: -1, unit: -1 });

/** @param {Layers} layers hidden layers, then the output @returns {Tick[]} */
export function ticksOf(layers) {
  /** @param {'forward' | 'backward'} stage @param {number} layer @returns {Tick[]} */
  const units = (stage, layer) => Array.from({ length: layers[layer]?.units ?? 0 }, (_, unit) => ({ stage, layer, unit }));
  const order = layers.map((_, layer) => layer);
  return [
    whole('start'),
    ...order.flatMap((layer) => units('forward', layer)),
    whole('loss'),
    ...order.reverse().flatMap((layer) => units('backward', layer)),
    whole('update'),
  ];
}

/** @param {Tick | undefined} a @param {Tick | undefined} b */
const sameGroup = (a, b) => a?.stage === b?.stage && a?.layer === b?.layer;

/**
 * Where a press of "Next" leads.
 * @param {Tick[]} ticks @param {number} position @param {Grain} grain
 * @returns {number | null} null: beyond the end, the next learning step begins
 */
export function nextPosition(ticks, position, grain) {
  const last = ticks.length - 1;
  if (position >= last) return null;
  if (grain === 'unit') return position + 1;
  if (grain !== 'layer') return last;
  let next = position + 1;
  while (sameGroup(ticks[next], ticks[next + 1])) next += 1;
  return next;
}

/**
 * Where a press of "Back" leads.
 * @param {Tick[]} ticks @param {number} position @param {Grain} grain
 * @returns {number | null} null: before the start, the learning step before is shown
 */
export function previousPosition(ticks, position, grain) {
  if (position <= 0) return null;
  if (grain === 'unit') return position - 1;
  if (grain !== 'layer') return 0;
  let first = position;
  while (sameGroup(ticks[first - 1], ticks[position])) first -= 1;
  return first - 1;
}

/** The last position of a stage. @param {Tick[]} ticks @param {Stage} stage */
export const endOf = (ticks, stage) => ticks.findLastIndex((tick) => tick.stage === stage);

/**
 * What has been computed at a position.
 * @param {Tick[]} ticks @param {number} position
 */
export function knowledge(ticks, position) {
  /** @param {Stage} stage @param {number} layer @param {number} unit */
  const at = (stage, layer, unit) => ticks.findIndex((tick) => tick.stage === stage && tick.layer === layer && tick.unit === unit);
  const forward = new Map(ticks.flatMap((tick, index) => (tick.stage === 'forward' ? [[`${tick.layer}.${tick.unit}`, index]] : [])));
  const backward = new Map(ticks.flatMap((tick, index) => (tick.stage === 'backward' ? [[`${tick.layer}.${tick.unit}`, index]] : [])));
  const reached = (/** @type {number | undefined} */ tick) => tick !== undefined && position >= tick;
  return {
    /** net and o; the inputs are known from the start. @param {number} layer @param {number} unit */
    output: (layer, unit) => layer < 0 || reached(forward.get(`${layer}.${unit}`)),
    loss: position >= at('loss', -1, -1),
    /** The error signal, the slope, δ and the gradients of what comes into the unit. @param {number} layer @param {number} unit */
    delta: (layer, unit) => reached(backward.get(`${layer}.${unit}`)),
    updated: position >= ticks.length - 1,
  };
}

/** @typedef {ReturnType<typeof knowledge>} Knowledge */

/** How far a stage has come, 0…1. @param {Tick[]} ticks @param {number} position @param {Stage} stage */
export function progressOf(ticks, position, stage) {
  const end = endOf(ticks, stage);
  const first = ticks.findIndex((tick) => tick.stage === stage);
  return Math.min(Math.max((position - first + 1) / (end - first + 1), 0), 1);
}
