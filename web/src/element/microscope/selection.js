import { unitName } from '../labels.js';
import {
  backwardBlocks, biasBlock, forwardBlocks, lossBlock, meanGradientBlock, meanLossBlock, meanUnitBlock, weightBlock,
} from './blocks.js';
import { placeOf } from './letters.js';
import { Readings } from './readings.js';
import { isBatch } from './study.js';
import { updateBlocks } from './update-blocks.js';

/**
 * What is looked at: its name, its formulas as far as they have been computed, the places they use.
 * @typedef {import('./view.js').View} View
 * @typedef {import('../../views/microscope-layout.js').Subject} Subject
 * @typedef {import('./blocks.js').Block} Block
 * @typedef {{ stage: 'forward' | 'loss' | 'backward' | 'update', title: string, blocks: Block[] }} Group
 */

const titles = { forward: 'Forward', loss: 'Loss', backward: 'Backward', update: 'Update' };

/** @param {View} scope @returns {Group[]} */
export function groupsOf(scope) {
  const { selected } = scope;
  const groups = selected.kind === 'loss' ? lossGroups(scope)
    : selected.kind === 'unit' ? unitGroups(scope, selected)
      : parameterGroups(scope, selected);
  return groups.filter(({ blocks }) => blocks.length > 0);
}

/** @param {Group['stage']} stage @param {Block[]} blocks @returns {Group} */
const group = (stage, blocks) => ({ stage, title: titles[stage], blocks });

/** Of a mini-batch: readings of its first examples, and how many it has. @param {View} scope */
function batchOf({ study, network, readings }) {
  const { of, each } = /** @type {import('./study.js').Study} */ (study).record;
  if (!isBatch(of)) return null;
  return { count: of.examples.length, each: each.map((trace) => new Readings(network, trace, readings.parameters)) };
}

/** @param {View} scope @param {{ layer: number, unit: number }} subject @returns {Group[]} */
function unitGroups(scope, { layer, unit }) {
  const { readings, style, study } = scope;
  if (layer < 0 || !study) return [];
  const { known } = study;
  const batch = batchOf(scope);
  /** @param {...('net' | 'output' | 'signal' | 'slope' | 'delta')} kinds */
  const means = (...kinds) => (batch ? kinds.map((kind) => meanUnitBlock(readings, batch.each, style, batch.count, kind, layer, unit)) : []);
  const forward = () => (batch ? means('net', 'output') : forwardBlocks(readings, style, layer, unit));
  const backwardMeans = () => (readings.hasSlopes(layer) ? means('signal', 'slope', 'delta') : means('signal', 'delta'));
  const backward = () => (batch ? backwardMeans() : backwardBlocks(readings, style, layer, unit));
  return [
    group('forward', known.output(layer, unit) ? forward() : []),
    group('backward', known.delta(layer, unit) ? backward() : []),
  ];
}

/** @param {View} scope @param {Exclude<Subject, { kind: 'unit' | 'loss' }>} subject @returns {Group[]} */
function parameterGroups(scope, subject) {
  const { readings, style, study, config } = scope;
  if (!study) return [];
  const { layer } = subject;
  const { to, from } = subject.kind === 'weight' ? subject : { to: subject.unit, from: null };
  const { known, record } = study;
  if (!known.delta(layer, to)) return [];
  const batch = batchOf(scope);
  const gradient = batch ? meanGradientBlock(readings, batch.each, style, batch.count, layer, to, from)
    : from === null ? biasBlock(readings, style, layer, to) : weightBlock(readings, style, layer, to, from);
  return [
    group('backward', [gradient]),
    group('update', known.updated ? updateBlocks(readings, style, config, record.update, { layer, to, from }) : []),
  ];
}

/** @param {View} scope @returns {Group[]} */
function lossGroups(scope) {
  const { readings, style, study } = scope;
  if (!study?.known.loss) return [];
  const batch = batchOf(scope);
  return [group('loss', [batch ? meanLossBlock(readings, batch.each, style, batch.count) : lossBlock(readings, style)])];
}

/** The places that the newest formulas use, and those of their results. @param {Group[]} groups @param {Subject} selected */
export function usedPlaces(groups, selected) {
  const newest = groups.at(-1);
  const places = new Set(newest?.blocks.flatMap(({ uses }) => uses.map(({ place }) => place)));
  for (const { id } of newest?.blocks ?? []) places.add(resultPlace(id, selected));
  return places;
}

/** Where a block's result stands on the network. @param {string} id @param {Subject} selected */
export function resultPlace(id, selected) {
  if (selected.kind === 'loss') return placeOf('loss', '');
  if (selected.kind === 'unit') return `${id}:${selected.layer}:${selected.unit}`;
  const where = selected.kind === 'weight' ? [selected.layer, selected.to, selected.from] : [selected.layer, selected.unit];
  return [id === 'gradient' ? 'gradient' : selected.kind, ...where].join(':');
}

/** Whether both are the same. @param {Subject} a @param {Subject} b */
export const isSubject = (a, b) => resultPlace(a.kind, a) === resultPlace(b.kind, b);

/** @param {View} scope @param {Subject} subject */
export function subjectTitle({ network, nameOf }, subject) {
  switch (subject.kind) {
    case 'loss': return 'Loss E';
    case 'bias': return `Bias of ${nameOf(subject.layer, subject.unit)}`;
    case 'weight': return `Weight ${nameOf(subject.layer - 1, subject.from)} → ${nameOf(subject.layer, subject.to)}`;
    default: return `${unitName(network, subject.layer, subject.unit)} (${nameOf(subject.layer, subject.unit)})`;
  }
}

/**
 * What to look at after a step: what it has computed, or still the same where that belongs to it.
 * @param {import('./study.js').Study} study @param {Subject} before @returns {Subject}
 */
export function subjectAfter({ tick, grain, ticks }, before) {
  const { stage, layer, unit } = tick;
  if (stage === 'loss') return { kind: 'loss' };
  if (stage === 'update') return before.kind === 'weight' || before.kind === 'bias' ? before : firstWeight(before, ticks);
  if (stage === 'start') return before;
  const belongs = before.kind !== 'loss' && before.layer === layer && (stage === 'backward' || before.kind === 'unit');
  if (belongs && (grain !== 'unit' || (before.kind === 'weight' ? before.to : before.unit) === unit)) return before;
  return { kind: 'unit', layer, unit: grain === 'unit' ? unit : 0 };
}

/** Into the unit that was looked at, or into the first output. @param {Subject} before @param {import('./steps.js').Tick[]} ticks @returns {Subject} */
function firstWeight(before, ticks) {
  const last = Math.max(...ticks.map(({ layer }) => layer));
  const [layer, to] = before.kind === 'unit' && before.layer >= 0 ? [before.layer, before.unit] : [last, 0];
  return { kind: 'weight', layer, to, from: 0 };
}

/** Before its turn there is nothing to see of a subject. @param {View} scope @param {Subject} subject */
export function waitingText({ study, nameOf }, subject) {
  if (subject.kind === 'unit' && subject.layer < 0) return 'An input has no formula here: it is the example itself, as the network is shown it.';
  if (subject.kind === 'loss') return 'E is computed when every output is known.';
  if (subject.kind === 'unit') return `${nameOf(subject.layer, subject.unit)} hasn’t been computed yet. Press Next until the signal reaches it.`;
  return study?.known.loss
    ? 'Its gradient is computed when δ of the unit it leads to is known.'
    : 'Its gradient is computed on the way back. First the signal goes forward.';
}

/** What a place is called. @param {View} scope @param {string} place */
export function placeName({ nameOf }, place) {
  const [kind = '', a = 0, b = 0, c = 0] = place.split(':').map((part, index) => (index ? Number(part) : part));
  const [layer, unit, from] = [Number(a), Number(b), Number(c)];
  switch (kind) {
    case 'weight': return `weight ${nameOf(layer - 1, from)} → ${nameOf(layer, unit)}`;
    case 'bias': return `bias of ${nameOf(layer, unit)}`;
    case 'target': return 'target t';
    case 'loss': return 'loss E';
    case 'signal': return `∂E/∂o of ${nameOf(layer, unit)}`;
    case 'slope': return `φ′ of ${nameOf(layer, unit)}`;
    case 'delta': return `δ of ${nameOf(layer, unit)}`;
    case 'net': return `net of ${nameOf(layer, unit)}`;
    default: return layer < 0 ? `input ${nameOf(layer, unit)}` : `o of ${nameOf(layer, unit)}`;
  }
}

/** What there is to look at where a number comes from. @param {string} place @returns {Subject} */
export function subjectOf(place) {
  const [kind, ...where] = place.split(':');
  const [layer = 0, unit = 0, from = 0] = where.map(Number);
  if (kind === 'weight') return { kind, layer, to: unit, from };
  if (kind === 'bias') return { kind, layer, unit };
  if (kind === 'target' || kind === 'loss') return { kind: 'loss' };
  return { kind: 'unit', layer, unit };
}
