import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';

import { formatNumber } from '../../views/format.js';
import { sharedActivation, withLayer, withLayerCount } from '../config-edits.js';
import { unitName, unitSymbol } from '../labels.js';
import { place } from '../place.js';
import { incoming } from '../scene.js';
import { inspector } from './inspector.js';
import { select, stepper } from './fields.js';

/**
 * @typedef {import('../app.js').App} App
 * @typedef {import('../network-keys.js').NetworkKeys} NetworkKeys
 * @typedef {import('../../views/network-layout.js').PlacedUnit} PlacedUnit
 */

/** Narrower columns have no room for a menu of activations. */
const roomForActivation = 92;

/**
 * The network: a canvas with the maps and links, and over it one button a unit for keyboard and screen reader.
 * @param {App} app @param {NetworkKeys} keys
 */
export function networkPanel(app, keys) {
  const { layers } = app.store.config.value;
  const limit = app.catalog.limits.layers?.max ?? 6;
  return html`<section class="panel network" part="network" aria-labelledby="network-title">
    <header>
      <h2 id="network-title">Network</h2>
      <span class="layer-count"><span>Hidden layers</span>
        ${stepper({
          fewer: 'Remove the last hidden layer', more: 'Add a hidden layer', value: layers.length,
          canFewer: layers.length > 0, canMore: layers.length < limit,
          onChange: (change) => app.edit(withLayerCount(app.store.config.value, change)),
        })}
      </span>
    </header>
    <div class="network-scroller">
      <div class="network-content" ${place({ 'min-width': app.picture.layout.value?.width ?? 0 })}>
        ${columnHeads(app)}
        ${stage(app, keys)}
      </div>
    </div>
    ${inspector(app)}
  </section>`;
}

/** Above each column: how many units, and what they do. @param {App} app */
function columnHeads(app) {
  const layout = app.picture.layout.value;
  const config = app.store.config.value;
  const mixed = sharedActivation(config) === '' && config.layers.length > 0;
  return html`<div class="column-heads">
    ${layout?.columns.map(({ x, layer }) => {
      const half = Math.min(layout.columnWidth / 2, x, layout.width - x);   // centred on its column, the outer ones as well
      const head = { left: x - half, width: 2 * half };
      const settings = config.layers[layer];
      if (!settings) return html`<div class="column-head" ${place(head)}><span class="column-name">${layer < 0 ? 'Inputs' : 'Output'}</span></div>`;
      return html`<div class="column-head" ${place(head)}>
        ${unitStepper(app, layer, settings.units)}
        ${layout.columnWidth >= roomForActivation || mixed ? activationSelect(app, layer, settings.activation) : nothing}
      </div>`;
    })}
  </div>`;
}

/** @param {App} app @param {number} layer @param {number} units */
function unitStepper(app, layer, units) {
  const { min, max } = app.catalog.limits['layers.units'] ?? { min: 1, max: 256 };
  return stepper({
    fewer: `Remove a unit from layer ${layer + 1}`, more: `Add a unit to layer ${layer + 1}`, value: units,
    canFewer: units > min, canMore: units < max,
    onChange: (change) => app.edit(withLayer(app.store.config.value, layer, { units: units + change })),
  });
}

/** @param {App} app @param {number} layer @param {string} activation */
function activationSelect(app, layer, activation) {
  return select({
    name: `Activation of layer ${layer + 1}`, compact: true, value: activation, choices: app.catalog.activations,
    onChange: (name) => app.edit(withLayer(app.store.config.value, layer, { activation: name })),
  });
}

/** @param {App} app @param {NetworkKeys} keys */
function stage(app, keys) {
  const layout = app.picture.layout.value;
  const network = app.trainer.network.value;
  return html`<div
    class="network-stage" role="group" aria-label="Units of the network. Arrow keys move, Enter or Space pins a unit."
    @pointermove=${keys.onPointerMove} @pointerleave=${keys.onPointerLeave} @click=${keys.onClick}
    @keydown=${keys.onKeyDown} @focusin=${keys.onFocusIn} @focusout=${keys.onFocusOut}
  >
    <canvas class="links" aria-hidden="true"></canvas>
    ${layout && network ? repeat(layout.nodes, ({ layer, unit }) => `${layer}.${unit}`, (node) => unitButton(app, keys, node, layout.size)) : nothing}
    ${linkTip(app)}
  </div>`;
}

/** @param {App} app @param {NetworkKeys} keys @param {PlacedUnit} node @param {number} size */
function unitButton(app, keys, { layer, unit, x, y }, size) {
  const network = app.trainer.network.value;
  if (!network) return nothing;
  const pinned = app.picture.pinned.value;
  return html`<button
    type="button" class="unit" data-layer=${layer} data-unit=${unit} tabindex=${keys.isCurrent(layer, unit) ? 0 : -1}
    aria-label=${unitName(network, layer, unit)} aria-pressed=${pinned?.layer === layer && pinned.unit === unit}
    ${place({ left: x - size / 2, top: y - size / 2, width: size, height: size })}
  ></button>`;
}

/** The weight under the pointer. @param {App} app */
function linkTip({ picture, trainer }) {
  const hover = picture.hover.value;
  const network = trainer.network.value;
  const frame = picture.frame.value;
  const layout = picture.layout.value;
  if (hover?.kind !== 'link' || !network || !frame || !layout) return nothing;
  const { layer, from, to } = hover;
  const weight = incoming(network, frame.parameters, { layer, unit: to })?.weights[from];
  const start = layout.columns[layer];
  const end = layout.columns[layer + 1];
  if (weight === undefined || !start || !end) return nothing;
  const y = ((start.shown[from - start.first]?.y ?? 0) + (end.shown[to - end.first]?.y ?? 0)) / 2;
  return html`<div class="tip" role="tooltip" ${place({ left: (start.x + end.x) / 2, top: y })}>
    <span>${unitSymbol(network, layer - 1, from)} → ${unitSymbol(network, layer, to)}</span>
    <span class="figure">weight ${formatNumber(weight)}</span>
  </div>`;
}
