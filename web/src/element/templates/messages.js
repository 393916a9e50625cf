import { html, nothing } from 'lit';

import { formatCount, formatNumber } from '../../views/format.js';
import { iconButton } from './fields.js';

/** @typedef {import('../app.js').App} App */

/** What went wrong and what can be done, and what is worth knowing. The regions stay, so that screen readers watch them. @param {App} app */
export function messages(app) {
  const message = app.message.value;
  return html`<div class="messages">
    ${fault(app)}
    <div role="alert">${app.diverged ? divergence(app) : nothing}${message?.kind === 'problem' ? note(app, message) : nothing}</div>
    <div role="status">${message?.kind === 'note' ? note(app, message) : nothing}</div>
  </div>`;
}

/** @param {App} app @param {import('../types.js').Message} message */
function note(app, { kind, lines }) {
  return html`<div class="message ${kind}">
    <div>${lines.map((line) => html`<p>${line}</p>`)}</div>
    ${iconButton({ symbol: 'close', name: 'Dismiss', onClick: () => app.dismiss() })}
  </div>`;
}

/** As long as training follows a gradient that is broken on purpose. @param {App} app */
function fault(app) {
  const config = app.store.config.value;
  if (config.fault === 'none') return nothing;
  return html`<div class="message problem fault-on">
    <p><strong>Backpropagation is broken on purpose:</strong> training follows a wrong gradient.</p>
    <button type="button" class="button" @click=${() => app.edit({ ...config, fault: 'none' })}>Put it right</button>
  </div>`;
}

/** @param {App} app */
function divergence(app) {
  const { step, layer } = app.trainer.metrics.value?.divergence ?? { step: 0, layer: 0 };
  const hidden = app.store.config.value.layers.length;
  return html`<div class="message problem diverged">
    <div>
      <p><strong>Training diverged at step ${formatCount(step)}, in ${layer < hidden ? `layer ${layer + 1}` : 'the output'}.</strong>
        A number grew without bound. Most often the learning rate is too high; it was ${formatNumber(app.divergedRate, 2)}.</p>
      <p class="actions">
        <button type="button" class="button primary" @click=${() => app.recover()}>
          Go back and lower the rate to ${app.lowerRate}
        </button>
        <button type="button" class="button" @click=${() => app.reset()}>Start again</button>
      </p>
    </div>
  </div>`;
}
