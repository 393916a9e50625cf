import { html, nothing } from 'lit';

import { current } from '../../templates/fields.js';
import { faultChoices, faultName, faults } from '../faults.js';
import { rules } from './rules.js';

/**
 * "Break it on purpose": what is wrong then, and the wrong line beside the right one.
 * @param {import('../../app.js').App} app @param {{ harmless: boolean }} found  harmless: the check agreed all the same
 */
export function faultSwitch(app, { harmless }) {
  const config = app.store.config.value;
  const chosen = config.fault ?? 'none';
  const story = faults[chosen];
  return html`<fieldset class="fault">
    <legend>Break it on purpose</legend>
    <div class="fault-choices">
      ${faultChoices(app.catalog.faults).map((name) => html`<label class="pill">
        <input type="radio" name="fault" .checked=${current(name === chosen)} @change=${() => app.edit({ ...config, fault: name })} />
        <span>${faultName(name)}</span>
      </label>`)}
    </div>
    ${story ? html`<p>${story.mistake}</p>${(rules[chosen] ?? []).map(rulePair)}` : html`<p class="hint">
      The network learns by the right rule. Choose a mistake, and both the check and the training that follows have it.</p>`}
    ${story && harmless ? html`<p class="harmless"><strong>Nothing to find here.</strong> ${story.harmless}</p>` : nothing}
  </fieldset>`;
}

/** @param {import('./rules.js').Rule} rule */
function rulePair({ where, right, wrong }) {
  return html`<div class="rules">
    <p class="hint">${where}:</p>
    <div class="rule"><span class="rule-name">✓ right</span>${right}</div>
    <div class="rule is-wrong"><span class="rule-name">✗ as it is now</span>${wrong}</div>
  </div>`;
}
