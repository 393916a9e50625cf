// An ```experiment block: a live network beside the prose, what the reader can change of it, and the numbers it shows.
import { placeOf } from '../../src/lesson/numbering.js';
import { numberOf, numberText } from '../../src/lesson/quantity.js';
import { kinds, required } from './block.js';
import { diagram, diagramParts } from './diagram.js';
import { escapeHtml, formula, liveNumber } from './formula.js';
import { markdown } from './markdown.js';
import { openNetwork, startOf } from './network.js';

export const experimentSchema = {
  name: required(kinds.name),
  caption: required(kinds.text),
  config: kinds.config,
  network: kinds.name,
  example: kinds.table,
  parameters: kinds.numbers,
  diagram: kinds.text,
  knobs: kinds.text,
  readouts: kinds.table,
  bars: kinds.table,
  variants: kinds.table,
  steps: kinds.wholes,
  controls: kinds.text,
  microscope: kinds.yes,
};

/** Parts of the element (see the attribute `controls`). */
const controlNames = ['toolbar', 'share', 'settings', 'data', 'features', 'network', 'microscope', 'output', 'gradients', 'measures'];

const words = (text = '') => text.trim().split(/[\s,]+/).filter(Boolean);

/** What belongs to the network itself, and so to the experiment that opens it. */
const ownKeys = ['example', 'parameters', 'variants', 'controls', 'microscope'];

/**
 * Checks a block and opens its network: everything the page, its questions and its prose then ask of it is computed from `scope`.
 * @param {import('./block.js').Block} block
 * @param {Record<string, string>} macros
 * @param {Map<string, any>} experiments  those above
 */
export async function readExperiment(block, macros, experiments) {
  block.check('an experiment', experimentSchema);
  const { values } = block;
  if (('config' in values) === ('network' in values)) throw block.error('name', 'an experiment has either a config or the network of one above');
  if (values.network) return viewOf(block, experiments);
  const network = await openNetwork(block, values.config);
  const flow = JSON.stringify(values).includes('flow[');
  const scopes = [await startOf(network, { example: values.example, flow: !values.example })];
  const variants = [];
  for (const [label, config] of Object.entries(values.variants ?? {})) {
    const variant = await openNetwork(block, config, 'variants');
    variants.push({ label, config: variant.config });
    scopes.push(await startOf(variant, { example: values.example, flow: !values.example }));
  }
  const experiment = { ...values, block, macros, flow, variants, scopes, scope: scopes[0], ...network };
  checkNames(experiment);
  return experiment;
}

/** Another look at a network that is on the page already; it has no playground of its own. */
function viewOf(block, experiments) {
  const { values } = block;
  const owner = experiments.get(values.network);
  if (!owner || owner.owner) throw block.error('network', `"${values.network}" opens no network above; known are ${[...experiments.keys()].join(', ') || 'none so far'}`);
  const foreign = ownKeys.find((key) => key in values);
  if (foreign) throw block.error(foreign, `belongs to the experiment ${owner.name}, whose network this is`);
  const empty = Object.fromEntries([...ownKeys, 'diagram', 'knobs', 'readouts', 'bars', 'steps'].map((key) => [key, undefined]));
  const view = { ...owner, ...empty, variants: [], example: owner.example, ...values, block, owner };
  checkNames(view);
  return view;
}

function checkNames({ block, values = block.values, example, sizes, scopes }) {
  const oneOf = (key, names) => words(values[key]).forEach((word) => {
    if (!names.includes(word)) throw block.error(key, `"${word}" is not known; known are ${names.join(', ')}`);
  });
  oneOf('controls', controlNames);
  oneOf('diagram', diagramParts);
  for (const name of words(values.knobs)) {
    const place = placeOf(name, sizes);
    if (!place) throw block.error('knobs', `"${name}" is no weight w[i][j], bias b[j], input o[i] or target t[k] of this network`);
    if (place.kind !== 'parameters' && !example) throw block.error('knobs', `"${name}" belongs to an example, and this experiment names none`);
    if (place.kind !== 'parameters' && values.steps) throw block.error('knobs', `"${name}" can't be turned in a network that learns: its examples stay`);
  }
  for (const key of ['readouts', 'bars']) {
    for (const quantity of Object.values(values[key] ?? {})) for (const scope of scopes) block.about(key, () => numberOf(String(quantity), scope));
  }
}

/** How live numbers of an experiment are written: which network they follow, and what they are at the start. */
export const writerOf = ({ owner, name, scope, noticeFlow }) => (quantity, digits) => {
  noticeFlow?.(quantity);
  return {
    attributes: `data-of="${(owner ?? { name }).name}" data-quantity="${escapeHtml(quantity)}" data-digits="${digits}"`,
    text: numberText(numberOf(quantity, scope), digits),
  };
};

/** TeX of a name that a knob turns. */
export function texOf(name) {
  const [, letter, ...numbers] = /^([a-z])\[(\d+)\](?:\[(\d+)\])?$/.exec(name);
  return `${letter}_{${numbers.filter(Boolean).join('')}}`;
}

/** The same in words. @param {{ kind: string }} place */
function wordsOf(name, { kind }) {
  const [from, to] = name.match(/\d+/g);
  if (kind === 'input') return `input ${from}`;
  if (kind === 'target') return `target of unit ${from}`;
  return to ? `weight from ${from} to ${to}` : `bias of unit ${from}`;
}

/** @param {Awaited<ReturnType<typeof readExperiment>>} experiment */
export function experimentHtml(experiment) {
  const { name, block, macros, diagram: parts, sizes, caption } = experiment;
  const write = writerOf(experiment);
  const tex = (source, key) => block.about(key, () => formula(source, { macros, write }));
  const live = (tag) => (quantity, digits) => liveNumber(`${quantity}:${digits}`, tag, write);
  return `<lesson-experiment id="${name}" ${experiment.owner ? `data-network="${experiment.owner.name}"` : `data-options="${escapeHtml(JSON.stringify(optionsOf(experiment)))}"`}>
<figure aria-labelledby="${name}-caption">
${parts ? diagram(sizes, words(parts), live('tspan')) : ''}
${variantsHtml(experiment)}${knobsHtml(experiment, tex)}${readoutsHtml(experiment, tex, live('span'))}${barsHtml(experiment, tex, live('span'))}
${buttonsHtml(experiment)}${stageHtml(experiment)}
<p class="waiting" role="status"></p><p class="trouble" role="alert"></p>
<figcaption id="${name}-caption">${block.about('caption', () => markdown.renderInline(caption, { macros, write }))}</figcaption>
</figure>
</lesson-experiment>\n`;
}

/** Where the element goes. It keeps room for the parts that show at the start; the microscope may come later, at the reader's wish. */
function stageHtml({ controls, microscope }) {
  if (!controls && !microscope) return '';
  const shown = words(controls ?? 'microscope').filter((name) => name !== 'microscope' || microscope);
  return `<div class="stage" data-controls="${shown.join(' ')}"></div>`;
}

function optionsOf({ config, example, parameters, controls, microscope, flow, variants }) {
  return {
    config, example, parameters, microscope, flow,
    controls: controls && words(controls).join(' '),
    variants: variants.map((variant) => variant.config),
  };
}

function variantsHtml({ name, variants, config }) {
  if (variants.length === 0) return '';
  const choice = ({ label, config: own }, i) =>
    `<label><input type="radio" name="${name}-variant" value="${i}"${JSON.stringify(own) === JSON.stringify(config) ? ' checked' : ''}> ${escapeHtml(label)}</label>`;
  return `<fieldset class="variants needs-script"><legend>The network</legend>${variants.map(choice).join('')}</fieldset>`;
}

function knobsHtml({ name, owner, knobs, sizes, scope }, tex) {
  if (!knobs) return '';
  const knob = (path) => {
    const place = placeOf(path, sizes);
    const { kind, index } = place;
    const value = Number(numberOf(path, scope).toPrecision(4));
    return `<label><span>${tex(texOf(path), 'knobs')}</span><input type="number" step="0.05" aria-label="${wordsOf(path, place)}" value="${value}" data-knob-of="${(owner ?? { name }).name}" data-kind="${kind}" data-index="${index}" data-quantity="${path}"></label>`;
  };
  return `<fieldset class="knobs needs-script" id="${name}-knobs"><legend>Change a number</legend>${words(knobs).map(knob).join('')}</fieldset>`;
}

function readoutsHtml({ readouts }, tex, number) {
  if (!readouts) return '';
  const row = ([label, quantity]) => `<div><dt>${tex(label, 'readouts')}</dt><dd>${number(String(quantity), 6)}</dd></div>`;
  return `<dl class="readouts">${Object.entries(readouts).map(row).join('')}</dl>`;
}

/** On a logarithmic scale from 10⁻⁸ to 1: a bar shorter by half of the full width means ten thousand times smaller. */
export const barShare = (value) => Math.min(1, Math.max(0.01, 1 + Math.log10(Math.abs(value) || 1e-9) / 8));

function barsHtml({ name, owner, bars, scope }, tex, number) {
  if (!bars) return '';
  const row = ([label, quantity]) => `<div><dt>${tex(label, 'bars')}</dt><dd><svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">`
    + `<rect width="${(100 * barShare(numberOf(String(quantity), scope))).toFixed(1)}" height="10" data-of="${(owner ?? { name }).name}" data-bar="${escapeHtml(quantity)}"/></svg>${number(String(quantity), 2)}</dd></div>`;
  return `<dl class="bars">${Object.entries(bars).map(row).join('')}</dl>`;
}

function buttonsHtml({ steps, knobs, variants, controls = '' }) {
  if (!steps && !knobs && variants.length === 0) return '';
  const count = (number) => (number === 1 ? 'One step' : `${number.toLocaleString('en')} steps`);
  const buttons = (steps ?? []).map((number) => `<button type="button" data-steps="${number}">${count(number)}</button>`);
  if (!controls.includes('toolbar')) buttons.push('<button type="button" class="quiet" data-restart>Start again</button>');
  return `<div class="buttons needs-script">${buttons.join('')}</div>`;
}
