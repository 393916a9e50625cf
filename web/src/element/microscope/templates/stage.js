import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';

import { formatNumber } from '../../../views/format.js';
import { icon } from '../../icons.js';
import { unitName } from '../../labels.js';
import { place } from '../../place.js';
import { sentenceOf } from '../sentences.js';
import { transport } from './transport.js';
import { exampleChooser } from './example.js';

/** @typedef {import('../microscope.js').Microscope} Microscope */

/** The network with its numbers, and what steps through them. @param {Microscope} scope */
export function stagePanel(scope) {
  const study = /** @type {import('../study.js').Study} */ (scope.study);
  return html`<section class="panel network scope" part="network" aria-labelledby="scope-title">
    <header>
      <h2 id="scope-title">Microscope</h2>
      ${exampleChooser(scope)}
      <button type="button" class="button small quiet" title="Back to the playground (M)" @click=${() => scope.leave()}>
        ${icon('close')}<span>Leave</span>
      </button>
    </header>
    ${transport(scope)}
    <p class="sentence" role="status" aria-live=${scope.app.trainer.running.value ? 'off' : 'polite'}>${sentenceOf(study, scope.readings)}</p>
    <div class="scope-scroller">${scope.width > 0 ? stage(scope) : nothing}</div>
  </section>`;
}

/** @param {Microscope} scope */
function stage(scope) {
  const { keys, layout } = scope;
  const cards = layout.columns.flatMap((column) => column.cards);
  return html`<div
    class="scope-stage" role="group" aria-label="Units of the network with their numbers. Arrow keys move from unit to unit."
    ${place({ width: layout.width, height: layout.height })}
    @pointermove=${keys.onPointerMove} @pointerleave=${keys.onPointerLeave} @click=${keys.onClick}
    @keydown=${keys.onKeyDown} @focusin=${keys.onFocusIn}
  >
    <canvas class="numbers" aria-hidden="true" @contextrestored=${scope.restore}></canvas>
    <canvas class="looked-at" aria-hidden="true" @contextrestored=${scope.restore}></canvas>
    ${repeat(cards, ({ layer, unit }) => `${layer}.${unit}`, (card) => unitButton(scope, card))}
    ${layout.columns.map((column) => moreButtons(scope, column))}
  </div>`;
}

/** @param {Microscope} scope @param {import('../../../views/microscope-layout.js').Card} card */
function unitButton(scope, { layer, unit, x, y, width, height }) {
  const { keys, selected } = scope;
  const { current } = keys;
  const isCurrent = current.layer === layer && current.unit === unit;
  return html`<button
    type="button" class="scope-unit" data-layer=${layer} data-unit=${unit} tabindex=${isCurrent ? 0 : -1}
    aria-label=${unitText(scope, layer, unit)} title=${layer < 0 ? unitName(scope.network, layer, unit) : nothing}
    aria-pressed=${selected.kind === 'unit' && selected.layer === layer && selected.unit === unit}
    ${place({ left: x - width / 2, top: y - height / 2, width, height })}
  ></button>`;
}

/** What the card of a unit says, as far as it is known. @param {Microscope} scope @param {number} layer @param {number} unit */
function unitText({ network, values, digits }, layer, unit) {
  const kinds = layer < 0 ? { output: 'x' } : { net: 'net', output: 'o', signal: 'error signal', slope: 'slope', delta: 'δ' };
  const known = Object.entries(kinds)
    .map(([kind, name]) => ({ name, value: values(`${kind}:${layer}:${unit}`) }))
    .filter(({ value }) => !Number.isNaN(value));
  const text = known.map(({ name, value }) => `${name} ${formatNumber(value, digits)}`).join(', ');
  return `${unitName(network, layer, unit)}: ${text || 'not computed yet'}`;
}

/** Two buttons with "57–64 of 64" between them (px). */
const buttonsWidth = 116;

/** A window on a layer that is wider. @param {Microscope} scope @param {import('../../../views/microscope-layout.js').Column} column */
function moreButtons(scope, { layer, units, first, cards, x, width, more }) {
  if (!more) return nothing;
  const count = cards.length;
  const name = layer < 0 ? 'inputs' : `units of layer ${layer + 1}`;
  const room = Math.max(width, buttonsWidth);
  return html`<div class="more-units" ${place({ left: Math.max(0, x - room / 2), top: more.y - 12, width: room })}>
    <button type="button" aria-label="Earlier ${name}" aria-disabled=${first === 0} @click=${() => scope.showFrom(layer, first - count)}>▲</button>
    <span>${first + 1}–${first + count} of ${units}</span>
    <button
      type="button" aria-label="Later ${name}" aria-disabled=${first + count >= units} @click=${() => scope.showFrom(layer, first + count)}
    >▼</button>
  </div>`;
}
