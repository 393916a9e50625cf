import { formatNumber } from '../../views/format.js';
import { unitSymbol } from '../labels.js';
import { isBatch } from './study.js';

/**
 * One sentence for each stage: what has just been computed, and why.
 * @typedef {import('./study.js').Study} Study
 * @typedef {import('./readings.js').Readings} Readings
 */

/** @param {Study} study @param {Readings} readings @returns {string} */
export function sentenceOf(study, readings) {
  const { tick, record, grain, isOverview } = study;
  const whole = grain !== 'unit';
  if (isOverview) return overviewText(study);
  if (tick.stage === 'start') return startText(study);
  if (tick.stage === 'forward') return forwardText(readings, tick.layer, tick.unit, whole);
  if (tick.stage === 'loss') return lossText(record);
  if (tick.stage === 'backward') return backwardText(readings, tick.layer, tick.unit, whole);
  return updateText(study);
}

/** @param {Study} study */
function overviewText({ record: { of } }) {
  return `A whole learning step at once: ${whatOf(of).toLowerCase()} goes forward to the output, E is its error, and backward every weight gets its ∂E/∂w: `
    + 'how fast E grows with it. Press Inputs and then Next to compute it step by step.';
}

/** @param {Study} study */
function startText({ record: { of } }) {
  return `${whatOf(of)} lies at the inputs, and nothing has been computed yet. Forward comes first: each layer works with what the one before puts out.`;
}

/** @param {import('./study.js').Choice} of */
export function whatOf(of) {
  if (isBatch(of)) return `A mini-batch of ${of.examples.length} example${of.examples.length === 1 ? '' : 's'}`;
  return 'example' in of ? `Example ${of.example + 1}` : 'Your example';
}

/** @param {Readings} readings @param {number} layer @param {number} unit @param {boolean} whole the layer */
function forwardText(readings, layer, unit, whole) {
  const last = layer === readings.last;
  if (whole) {
    return `Every unit of ${last ? 'the output' : `layer ${layer + 1}`} adds up what comes in, each number times its weight, and the bias: net. `
      + 'The activation φ makes of it what the unit puts out: o.';
  }
  const name = unitSymbol(readings.network, layer, unit);
  return `${name} adds up what comes in, each number times its weight, and its bias: net = ${short(readings.net(layer, unit))}. `
    + `The activation φ makes of it the output o = ${short(readings.output(layer, unit))}.`;
}

/** @param {import('./study.js').Record} record */
function lossText({ trace, of }) {
  return `The loss E = ${short(trace.loss)} says how far the outputs are from the targets${isBatch(of) ? ', on average' : ''}. `
    + 'To learn is to make E smaller, so we ask of every weight: does E grow with you, and how fast?';
}

/** @param {Readings} readings @param {number} layer @param {number} unit @param {boolean} whole the layer */
function backwardText(readings, layer, unit, whole) {
  const name = whole ? '' : unitSymbol(readings.network, layer, unit);
  if (!readings.hasSlopes(layer)) {
    return 'δ is how fast E grows with a unit’s net input. Softmax makes every output depend on every net input: so δ sums over all outputs what the '
      + 'error signal ∂E/∂o says there, times how that output moves. With this loss the sum shortens to o − t.';
  }
  if (layer === readings.last) {
    return `δ is how fast E grows with a unit’s net input. ${whole ? 'At an output' : `Of ${name}, an output,`} it is the error signal ∂E/∂o, which the target `
      + 'gives, times the slope φ′. And δ times what came in through a weight is that weight’s gradient ∂E/∂w.';
  }
  return `${whole ? `The units of layer ${layer + 1} have no target: each hears` : `${name} has no target: it hears`} from every unit it feeds, that unit’s δ `
    + 'times the weight between. The sum is the error signal ∂E/∂o; times the slope φ′ it is '
    + `${whole ? 'the unit’s own δ' : `δ = ${short(readings.delta(layer, unit))}`}, and the gradients follow as before.`;
}

/** @param {Study} study */
function updateText({ record, stepsTaken }) {
  const { trace, lossAfter, update, of } = record;
  const verb = lossAfter < trace.loss ? 'falls' : lossAfter > trace.loss ? 'rises' : 'stays';
  const change = verb === 'stays' ? `stays at ${short(trace.loss)}` : `${verb} from ${long(trace.loss)} to ${long(lossAfter)}`;
  return `Update ${stepsTaken}: every weight takes a small step against its gradient, with the learning rate η = ${shortest(update.learningRate)}. `
    + `On ${isBatch(of) ? 'this mini-batch' : 'this example'} E ${change}.`;
}

const short = (/** @type {number} */ value) => formatNumber(value, 3);
const long = (/** @type {number} */ value) => formatNumber(value, 9);
const shortest = (/** @type {number} */ value) => String(Number(value.toPrecision(6)));
