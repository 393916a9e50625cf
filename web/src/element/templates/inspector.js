import { html, nothing } from 'lit';

import { formatNumber } from '../../views/format.js';
import { activationSymbol, unitName, unitSymbol } from '../labels.js';
import { icon } from '../icons.js';
import { incoming } from '../scene.js';

/**
 * @typedef {import('../app.js').App} App
 * @typedef {import('../types.js').Network} Network
 * @typedef {import('../types.js').UnitRef} UnitRef
 */

/** Longer sums are no formula any more. */
const mostTerms = 16;

/** The unit that is looked at: what it computes, with its numbers filled in. @param {App} app */
export function inspector(app) {
  const { picture, trainer } = app;
  const network = trainer.network.value;
  const unit = picture.shown.value;
  const frame = picture.frame.value;
  if (!network || !unit || !frame) return html`<div class="inspector" part="inspector"></div>`;
  const own = unit.unit < 0 ? null : incoming(network, frame.parameters, unit);
  const pinned = picture.pinned.value;
  return html`<div class="inspector" part="inspector">
    <h3>${unitName(network, unit.layer, unit.unit)}
      ${pinned ? html`<button type="button" class="button small" @click=${() => picture.pin(null)}>${icon('close')}<span>Unpin</span></button>` : nothing}
    </h3>
    ${unit.unit < 0 ? severalOutputs() : own && own.weights.length > 0 ? [formula(network, unit, own), weightList(network, unit, own)] : inputText()}
  </div>`;
}

function severalOutputs() {
  return html`<p class="hint">Each class has an output; the largest says which it is. Point at one to see its formula.</p>`;
}

function inputText() {
  return html`<p class="hint">An input has no weights: it is computed from the point alone.</p>`;
}

/** `o = tanh(net)` with its numbers. @param {Network} network @param {UnitRef} unit @param {NonNullable<ReturnType<typeof incoming>>} own */
function formula(network, unit, { weights, bias }) {
  const activation = network.layers[unit.layer]?.activation ?? '';
  const symbol = activationSymbol(activation);
  const shown = [...weights].slice(0, mostTerms);
  const terms = shown.map((weight, i) => [signed(weight, i === 0), unitSymbol(network, unit.layer - 1, i)]);
  return html`<p class="formula" aria-label="Formula of this unit">
    <var>${unitSymbol(network, unit.layer, unit.unit)}</var> = ${symbol}${symbol ? '(' : ''}${terms.map(([weight, source]) => html`<span
      class="term">${weight}<var>${source}</var></span> `)}${shown.length < weights.length ? '+ … ' : ''}<span class="term">${signed(bias, false)}</span>${symbol ? ')' : ''}
  </p>`;
}

/** @param {number} value @param {boolean} first */
function signed(value, first) {
  const size = formatNumber(Math.abs(value), 2);
  if (value < 0) return `−\u2009${size}\u2009`;
  return first ? `${size}\u2009` : `+\u2009${size}\u2009`;
}

/** @param {Network} network @param {UnitRef} unit @param {NonNullable<ReturnType<typeof incoming>>} own */
function weightList(network, unit, { weights, bias }) {
  const rows = [...weights].slice(0, mostTerms).map((weight, i) => ({ name: unitSymbol(network, unit.layer - 1, i), value: weight }));
  return html`<dl class="weights" aria-label="Weights and bias">
    ${rows.map(({ name, value }) => html`<div class=${value < 0 ? 'negative' : 'positive'}>
      <dt>${name}</dt><dd class="figure">${formatNumber(value)}</dd>
    </div>`)}
    ${weights.length > rows.length ? html`<div><dt>and</dt><dd>${weights.length - rows.length} more</dd></div>` : nothing}
    <div class=${bias < 0 ? 'negative' : 'positive'}><dt>bias</dt><dd class="figure">${formatNumber(bias)}</dd></div>
  </dl>`;
}
