import { html, nothing } from 'lit';

import { tableSources } from '../../state/table-sources.js';
import { withData, withDataSetting } from '../config-edits.js';
import { percent } from '../labels.js';
import { isClassification } from '../scene.js';
import { sliderField } from './fields.js';

/** @typedef {import('../app.js').App} App */
/** @typedef {import('../../state/types.js').GeneratedData} GeneratedData */

const longestFormula = 200;
const mostExamples = 2000;

/** The rarer settings of the data: how many examples, and how those to train on differ from those that test. @param {App} app */
export function moreData(app) {
  const { data } = app.store.config.value;
  const examples = app.trainer.examples.value;
  const { limits } = app.catalog;
  const slider = distortions(app);
  return html`<div class="settings-more">
    ${'generator' in data ? sliderField({
      name: 'Examples', value: data.examples, min: 10, max: Math.max(mostExamples, data.examples), step: 10, text: String,
      onInput: (count, joins) => app.edit(withDataSetting(app.store.config.value, { examples: count }), { joins }),
    }) : nothing}
    ${slider('shift', 'Move the test data', -3, 3, (shift) => `${shift} deviations`.replace('-', '−'))}
    ${!examples || isClassification(examples) ? html`
      ${slider('labelNoise', 'Wrong labels in training', 0, limits['data.labelNoise']?.max ?? 0.5, percent)}
      ${slider('imbalance', 'Last class left out of training', 0, 0.95, percent)}` : nothing}
    <p class="hint">They make the training data unlike the test data, so that fitting it is not enough.</p>
  </div>`;
}

/** @param {App} app */
function distortions(app) {
  /**
   * @param {'shift' | 'labelNoise' | 'imbalance'} key @param {string} name @param {number} min @param {number} max
   * @param {(value: number) => string} text
   */
  return (key, name, min, max, text) => sliderField({
    name, value: app.store.config.value.data[key] ?? 0, min, max, step: key === 'shift' ? 0.25 : 0.05, text,
    onInput: (value, joins) => app.edit(withDataSetting(app.store.config.value, { [key]: value }), { joins }),
  });
}

/** Of data by formula the formula, of a table of this page its source. @param {App} app */
export function dataOrigin(app) {
  const { data } = app.store.config.value;
  if ('table' in data) return tableSource(data.table);
  return 'generator' in data && data.formula !== undefined ? dataFormula(app, data.formula) : nothing;
}

/** @param {string} table */
function tableSource(table) {
  const { source, url, licence, licenceUrl, changes } = /** @type {import('../../state/table-sources.js').TableSource} */ (tableSources[table]);
  return html`<p class="hint">From <a href=${url} target="_blank">${source}</a>,
    <a href=${licenceUrl} target="_blank">${licence}</a>; ${changes}</p>`;
}

/** The formula that tells the classes apart, or the one to be learned. @param {App} app @param {string} formula */
function dataFormula(app, formula) {
  return formulaField(app, {
    key: 'data', name: 'Formula', current: formula,
    hint: 'A comparison makes two classes: x2 > sin(x1). Anything else is learned as a number: x1*x2/10.',
    change: (text) => {
      const config = app.store.config.value;
      return withData(config, /** @type {GeneratedData} */ ({ ...config.data, formula: text }), app.catalog);
    },
  });
}

/** The formula that is an input. @param {App} app */
export function featureFormula(app) {
  return formulaField(app, {
    key: 'feature', name: 'Input by formula', current: app.store.config.value.featureFormula ?? app.catalog.defaults.featureFormula ?? '',
    hint: 'Of x1 and x2, with + − * / ^, sin, cos, tan, exp, log, sqrt, abs, tanh, min, max and pi.',
    change: (text) => ({ ...app.store.config.value, featureFormula: text }),
  });
}

/** What the engine refused, so that it can be put right instead of typed anew. @type {WeakMap<App, Record<string, { text: string, instead: string }>>} */
const drafts = new WeakMap();

/**
 * @param {App} app
 * @param {{ key: string, name: string, current: string, hint: string,
 *   change: (text: string) => import('../../state/types.js').Config }} options
 */
function formulaField(app, { key, name, current, hint, change }) {
  const kept = drafts.get(app)?.[key];
  const draft = kept && kept.instead === current ? kept.text : null;
  const isRefused = draft !== null && draft !== current;
  const message = app.message.value;
  // The message above may be far out of sight
  const beside = isRefused && message?.kind === 'problem' ? message.lines.join(' ').replace(/^\S+: /, '') : hint;
  /** @param {Event} event */
  const onChange = async (event) => {
    const text = /** @type {HTMLInputElement} */ (event.target).value;
    const next = change(text);
    drafts.set(app, { ...drafts.get(app), [key]: { text, instead: current } });
    await app.edit(next);
    if (app.store.config.value === next) drafts.delete(app);
  };
  return html`<label class="field">
    <span class="field-name">${name}</span>
    <input
      type="text" class="figure" maxlength=${longestFormula} spellcheck="false" autocapitalize="off" autocomplete="off"
      aria-invalid=${isRefused} aria-describedby="formula-${key}" .value=${draft ?? current} @change=${onChange}
    />
    <span class="hint" id="formula-${key}">${beside}</span>
  </label>`;
}
