import { html, nothing } from 'lit';

import { sharedActivation, withActivation, withLearningRate, withLoss, withOptimizer, withOutput } from '../config-edits.js';
import { label } from '../labels.js';
import { numberField, selectField, sliderField } from './fields.js';

/** @typedef {import('../app.js').App} App */

const learningRates = [0.00001, 0.0001, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10];
const regularizationRates = [0, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10];
const largestBatch = 100;
const percent = (/** @type {number} */ share) => `${Math.round(share * 100)} %`;

/**
 * How the network learns. Changed at any time: it keeps its weights, unless its units, its loss or its first weights change.
 * @param {App} app
 */
export function settingsPanel(app) {
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
    <details class="more"><summary>More settings</summary><div class="settings-more">${moreSettings(app)}</div></details>
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

/** What a first network does without. @param {App} app */
function moreSettings(app) {
  const { catalog, trainer } = app;
  const config = app.store.config.value;
  const { initializer, schedule, clipping, dropout } = config;
  const { loss = '', output } = trainer.config.value ?? config;   // as the engine completes them
  return html`
    ${selectField({ name: 'Loss', value: loss, choices: catalog.losses, onChange: (name) => app.edit(withLoss(config, name)) })}
    ${selectField({
      name: 'Output activation', value: output?.activation ?? '', choices: catalog.outputActivations,
      onChange: (name) => app.edit(withOutput(config, name)),
    })}
    ${selectField({
      name: 'First weights', value: initializer.name, choices: catalog.initializers,
      onChange: (name) => app.edit({ ...config, initializer: { name } }),
    })}
    ${optionFields(app, 'optimizer')}
    ${selectField({
      name: 'Learning rate over time', value: schedule.name, choices: catalog.schedules,
      onChange: (name) => app.edit({ ...config, schedule: { name } }),
    })}
    ${optionFields(app, 'schedule')}
    ${selectField({
      name: 'Clip the gradient', value: clipping.name, choices: catalog.clippings,
      onChange: (name) => app.edit({ ...config, clipping: { ...clipping, name } }),
    })}
    ${clipping.name === 'none' ? nothing : numberField({
      name: 'Longest gradient', value: clipping.limit, limit: catalog.limits['clipping.limit'],
      onChange: (limit) => app.edit({ ...config, clipping: { ...clipping, limit } }),
    })}
    ${sliderField({
      name: 'Dropout', value: dropout, min: 0, max: catalog.limits['dropout']?.max ?? 0.9, step: 0.05, text: percent,
      onInput: (share, joins) => app.edit({ ...app.store.config.value, dropout: share }, { joins }),
    })}`;
}

/** The numbers that belong to the chosen optimizer or schedule. @param {App} app @param {'optimizer' | 'schedule'} block */
function optionFields(app, block) {
  const { catalog, store } = app;
  const config = store.config.value;
  const chosen = config[block];
  return Object.entries(catalog.options[block][chosen.name] ?? {}).map(([key, usual]) => numberField({
    name: label(key), value: chosen[key] ?? usual, limit: catalog.limits[`${block}.${key}`],
    onChange: (value) => app.edit({ ...config, [block]: { ...chosen, [key]: value } }),
  }));
}
