import { html, nothing } from 'lit';

import { withLoss, withOutput } from '../config-edits.js';
import { label, percent } from '../labels.js';
import { checkField, numberField, selectField, sliderField } from './fields.js';

/** @typedef {import('../app.js').App} App */

/** As in labels.js, for what is read here alone. @type {Record<string, string>} */
const names = {
  halfSquaredError: 'Half squared error',
  binaryCrossEntropy: 'Binary cross-entropy',
  softmaxCrossEntropy: 'Softmax cross-entropy',
  huber: 'Huber',
  alpha: 'Memory of squares α',
  beta1: 'Memory of slopes β₁',
  beta2: 'Memory of squares β₂',
  eps: 'Added to the root ε',
  weightDecay: 'Weight decay λ',
  constant: 'Constant',
  step: 'In steps',
  exponential: 'Exponential',
  cosine: 'Cosine',
  oneCycle: 'One cycle',
  warmUp: 'Warm-up',
  stepSize: 'Batches per step',
  gamma: 'Factor γ',
  totalSteps: 'Batches until its end',
  zeros: 'Zeros',
  uniform: 'Uniform ±½',
  glorotUniform: 'Glorot, uniform',
  glorotNormal: 'Glorot, normal',
  heUniform: 'He, uniform',
  heNormal: 'He, normal',
  lecunNormal: 'LeCun, normal',
  orthogonal: 'Orthogonal',
  norm: 'By length',
};
const nameOf = (/** @type {string} */ name) => names[name] ?? label(name);

/** The settings that a first network does without. Loaded when they are opened first. @param {App} app */
export function moreSettings(app) {
  const { catalog, trainer } = app;
  const config = app.store.config.value;
  const { initializer, schedule, clipping, dropout } = config;
  const { loss = '', output } = trainer.config.value ?? config;   // as the engine completes them
  return html`
    ${choiceField({ name: 'Loss', value: loss, choices: catalog.losses, onChange: (name) => app.edit(withLoss(config, name)) })}
    ${choiceField({
      name: 'Output activation', value: output?.activation ?? '', choices: catalog.outputActivations,
      onChange: (name) => app.edit(withOutput(config, name)),
    })}
    ${choiceField({
      name: 'First weights', value: initializer.name, choices: catalog.initializers,
      onChange: (name) => app.edit({ ...config, initializer: { name } }),
    })}
    ${optionFields(app, 'optimizer')}
    ${choiceField({
      name: 'Learning rate over time', value: schedule.name, choices: catalog.schedules,
      onChange: (name) => app.edit({ ...config, schedule: { name } }),
    })}
    ${optionFields(app, 'schedule')}
    ${choiceField({
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
    })}
    ${checkField({
      name: 'Keep weights when the network changes', checked: app.store.view.value.keepWeights,
      onChange: (keepWeights) => app.setView({ keepWeights }),
    })}`;
}

/** The numbers that belong to the chosen optimizer or schedule. @param {App} app @param {'optimizer' | 'schedule'} block */
function optionFields(app, block) {
  const { catalog, store } = app;
  const config = store.config.value;
  const chosen = config[block];
  return Object.entries(catalog.options[block][chosen.name] ?? {}).map(([key, usual]) => numberField({
    name: nameOf(key), value: chosen[key] ?? usual, limit: catalog.limits[`${block}.${key}`],
    onChange: (value) => app.edit({ ...config, [block]: { ...chosen, [key]: value } }),
  }));
}

/** @param {{ name: string, value: string, choices: readonly string[], onChange: (choice: string) => void }} options */
function choiceField(options) {
  return selectField({ ...options, text: nameOf });
}
