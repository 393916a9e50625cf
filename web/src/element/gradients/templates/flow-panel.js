import { html, nothing } from 'lit';

import { formatCount } from '../../../views/format.js';
import { formatPower } from '../../../views/powers.js';
import { sharedActivation } from '../../config-edits.js';
import { label } from '../../labels.js';
import { place } from '../../place.js';
import { flowVerdict, slopeChain, slopeReason } from '../flow-words.js';
import { isPreset, presets, withPreset } from '../presets.js';

/** @typedef {import('../flow-panel.js').FlowPanel} FlowPanel */

const marks = { vanishing: '↘', healthy: '→', exploding: '↗' };

/** How large δ and the gradients are in each layer, now and over training, and why. @param {FlowPanel} panel */
export function flowPanel(panel) {
  const { app, flow } = panel;
  return html`<div class="flow">
    <p class="hint">On its way back from the output, δ is multiplied in every layer with the weights and with the slope φ′ of the
      activation. Train, and see what arrives.</p>
    <div class="presets" role="group" aria-label="Networks to compare">
      ${presets.map((preset) => html`<button
        type="button" class="button" aria-pressed=${isPreset(app.store.config.value, preset)}
        @click=${() => app.edit(withPreset(app.store.config.value, preset))}
      >${preset.name}</button>`)}
    </div>
    ${flow.problem ? html`<p class="verdict wrong">The flow could not be measured: ${flow.problem}</p>` : nothing}
    ${flow.layers.length === 0 ? html`<p class="hint">Measuring …</p>` : measured(panel)}
  </div>`;
}

/** @param {FlowPanel} panel */
function measured(panel) {
  const { flow } = panel;
  const { kind, sentence } = flowVerdict(flow.layers);
  return html`
    <p class="verdict ${kind}"><span class="mark" aria-hidden="true">${marks[kind]}</span><strong>${sentence}</strong></p>
    <div class="flow-plots">
      ${panel.measures.map((measure) => chart(measure, panel))}
      <p class="hint across">Bars: the middle half of the values; thin lines: 5 to 95 %; notches: the medians. Over all units or weights, and up to
        1,000 training examples. Below, how the medians have moved: the stronger the blue, the larger.</p>
      ${panel.measures.map((measure) => strip(measure, panel))}
    </div>
    ${reason(panel)}
    ${table(panel)}`;
}

/** @param {FlowPanel['measures'][number]} measure @param {FlowPanel} panel */
function strip({ name, title }, panel) {
  return html`<figure><figcaption>Median ${title} over training</figcaption>
    <div class="strip" ${place({ height: panel.stripHeight })}>
      <canvas class=${name} role="img" aria-label="Median ${title} of each layer over training: ${panel.movesOf(name)}."></canvas>
    </div>
  </figure>`;
}

/** @param {FlowPanel['measures'][number]} measure @param {FlowPanel} panel */
function chart({ name, title }, { flow }) {
  const medians = flow.layers.map((layer, i) => `${panelName(flow.layers.length, i)} ${formatPower(layer[name][2] ?? NaN)}`).join(', ');
  return html`<figure><figcaption>${title} in each layer, now</figcaption>
    <div class="flow-chart"><canvas class=${name} role="img" aria-label="${title} in each layer, medians: ${medians}. All numbers are in the table below."></canvas></div>
  </figure>`;
}

/** @param {number} layers @param {number} layer */
const panelName = (layers, layer) => (layer === layers - 1 ? 'output' : `layer ${layer + 1}`);

/** @param {FlowPanel} panel */
function reason({ app, flow }) {
  const config = app.store.config.value;
  const activation = sharedActivation(config);
  const words = activation ? slopeReason(activation, config.layers.length) : slopeReason('', config.layers.length);
  const first = flow.layers[0];
  if (!words || !first) return nothing;
  return html`<div class="reason"><h3>Why: the product of the slopes</h3>
    <p>${words}</p>
    <p class="figure chain">Mean φ′, layer by layer: ${slopeChain(flow.layers)}. Multiplied for each example, then averaged: <strong>${formatPower(first.slopeProduct)}</strong>${app.trainer.config.value?.loss?.endsWith('CrossEntropy') ? '. The cross-entropy cancels the slope of the output: it counts as 1' : ''}</p>
  </div>`;
}

/** @param {FlowPanel} panel */
function table({ app, flow }) {
  const network = app.trainer.network.value;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Flow in numbers"><table>
    <caption>At step ${formatCount(flow.step)}</caption>
    <thead><tr><th scope="col">Layer</th><th scope="col">Activation</th><th scope="col">Mean φ′</th><th scope="col">Product to the output</th>
      <th scope="col">Median |δ|</th><th scope="col">5–95 %</th><th scope="col">Median |∂E/∂w|</th></tr></thead>
    <tbody>${flow.layers.map(({ delta, gradient, slope, slopeProduct }, i) => html`<tr>
      <th scope="row">${i === flow.layers.length - 1 ? 'Output' : i + 1}</th><td>${label(network?.layers[i]?.activation ?? '')}</td>
      <td class="figure">${formatPower(slope)}</td><td class="figure">${formatPower(slopeProduct)}</td>
      <td class="figure">${formatPower(delta[2] ?? NaN)}</td><td class="figure">${formatPower(delta[0] ?? NaN)} – ${formatPower(delta[4] ?? NaN)}</td>
      <td class="figure">${formatPower(gradient[2] ?? NaN)}</td></tr>`)}</tbody>
  </table></div>`;
}
