import { html, nothing } from 'lit';

import { sharedActivation, withActivation, withLearningRate, withOptimizer } from '../config-edits.js';
import { label } from '../labels.js';
import { selectField, sliderField } from './fields.js';

/** @typedef {import('../app.js').App} App */

const learningRates = [0.00001, 0.0001, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10];
const regularizationRates = [0, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10];
const largestBatch = 100;

/**
 * How the network learns. Changed at any time: it keeps its weights, unless its units, its loss or its first weights change.
 * @param {App} app
 * @param {{ more: ((app: App) => unknown) | null, onMore: () => void }} page  more: the rarer settings, once they are loaded
 */
export function settingsPanel(app, { more, onMore }) {
  const config = app.store.config.value;
  const { regularization, batchSize, optimizer } = config;
  return html`<section class="settings" part="settings" aria-label="Training settings">
    ${selectField({
      name: 'Learning rate', value: optimizer.learningRate, choices: learningRates,
      onChange: (rate) => app.edit(withLearningRate(config, rate)),
    })}
    ${activationField(app)}
    ${selectField({
      name: 'Optimizer', value: optimizer.name, choices: app.catalog.optimizers,
      onChange: (name) => app.edit(withOptimizer(config, name)),
    })}
    ${selectField({
      name: 'Regularization', value: regularization.name, choices: app.catalog.regularizations,
      onChange: (name) => app.edit({ ...config, regularization: { ...regularization, name } }),
    })}
    ${selectField({
      name: 'Regularization rate', value: regularization.rate, choices: regularizationRates,
      disabled: regularization.name === 'none',
      onChange: (rate) => app.edit({ ...config, regularization: { ...regularization, rate } }),
    })}
    ${sliderField({
      name: 'Batch size', value: batchSize, min: 1, max: Math.max(largestBatch, batchSize), step: 1, text: String,
      onInput: (size, joins) => app.edit({ ...app.store.config.value, batchSize: size }, { joins }),
    })}
    <details class="more" @toggle=${onMore}><summary>More settings</summary>
      <div class="settings-more">${more?.(app) ?? nothing}</div>
    </details>
  </section>`;
}

/** One choice for all hidden layers; where they differ it says so. @param {App} app */
function activationField(app) {
  const config = app.store.config.value;
  return selectField({
    name: 'Activation', value: sharedActivation(config), choices: app.catalog.activations, disabled: config.layers.length === 0,
    text: (name) => (name === '' ? (config.layers.length ? 'By layer' : '–') : label(name)),
    onChange: (name) => name && app.edit(withActivation(config, name)),
  });
}
