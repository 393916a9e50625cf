import { html } from 'lit';

import { sharedActivation, withActivation, withLearningRate } from '../config-edits.js';
import { label } from '../labels.js';
import { selectField, sliderField } from './fields.js';

/** @typedef {import('../app.js').App} App */

const learningRates = [0.00001, 0.0001, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10];
const regularizationRates = [0, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10];
const largestBatch = 100;

/** What the optimizer does. Changed at any time: the network keeps its weights (the activation starts it again). @param {App} app */
export function settingsPanel(app) {
  const config = app.store.config.value;
  const { regularization, batchSize } = config;
  return html`<section class="settings" part="settings" aria-label="Training settings">
    ${selectField({
      name: 'Learning rate', value: config.optimizer.learningRate, choices: learningRates,
      onChange: (rate) => app.edit(withLearningRate(config, rate)),
    })}
    ${activationField(app)}
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
