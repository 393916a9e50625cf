import { html, nothing } from 'lit';

import { tableNames, tables } from '../../state/tables.js';
import { generatedData, tableData } from '../../state/url.js';
import { withData, withDataSetting } from '../config-edits.js';
import { icon } from '../icons.js';
import { label, percent } from '../labels.js';
import { isClassification } from '../scene.js';
import { isTyped } from '../thumbnails.js';
import { onToolbarKey } from '../toolbar-keys.js';
import { sliderField } from './fields.js';

/** @typedef {import('../app.js').App} App */

const defaultTrainFraction = 0.5;

/**
 * Which examples there are to learn.
 * @param {App} app
 * @param {{ more: import('../face.js').MoreData | null, onMore: () => void, onOpenOwnData: () => void }} page
 *   more: the rarer settings, once they are loaded
 */
export function dataPanel(app, page) {
  const { data } = app.store.config.value;
  const { more, onMore } = page;
  const examples = app.trainer.examples.value;
  return html`<section class="panel data" part="data" aria-labelledby="data-title">
    <h2 id="data-title">Data</h2>
    <div class="choices" role="toolbar" aria-labelledby="data-title" @keydown=${onToolbarKey}>
      ${group(app, 'classification', 'classes')}
      ${group(app, 'regression', 'a number')}
      ${realData(app, page)}
    </div>
    ${more?.dataOrigin(app)}
    <div class="sliders">
      ${'generator' in data ? noiseSlider(app, data.noise, !examples || isClassification(examples)) : nothing}
      ${'generator' in data && data.classCount ? classSlider(app, data, data.classCount) : nothing}
      ${trainSlider(app, data.trainFraction)}
    </div>
    <button type="button" class="button wide" title="Draws new data of the same kind; a network that has learned keeps its weights" @click=${() => app.regenerate()}>
      ${icon('dice')}<span>${'generator' in data ? 'Regenerate' : 'New split'}</span>
    </button>
    <details class="more" @toggle=${onMore}><summary>More about the data</summary>${more?.moreData(app) ?? nothing}</details>
  </section>`;
}

/** @param {App} app @param {string} problem @param {string} title */
function group(app, problem, title) {
  const { data } = app.store.config.value;
  const names = app.catalog.generators.filter((generator) => generator.problem === problem).map(({ name }) => name);
  return html`<div role="group" aria-label="Generated data: ${title}">
    ${names.map((name) => choice({
      name,
      text: label(name),
      chosen: 'generator' in data && data.generator === name,
      onClick: () => chooseGenerator(app, name),
      symbol: isTyped(name) ? 'wave' : null,
    }))}
  </div>`;
}

/** @param {App} app @param {string} generator */
function chooseGenerator(app, generator) {
  const config = app.store.config.value;
  const like = /** @type {import('../../state/types.js').GeneratedData} */ (
    'generator' in config.data ? config.data : app.catalog.defaults.data);
  const trainFraction = config.data.trainFraction < 1 ? config.data.trainFraction : defaultTrainFraction;   // as of the worked example
  return app.edit(withData(config, generatedData(generator, { ...like, trainFraction }, app.catalog), app.catalog));
}

/** @param {App} app @param {{ onOpenOwnData: () => void }} page */
function realData(app, { onOpenOwnData }) {
  const config = app.store.config.value;
  const own = 'inputs' in config.data;
  return html`<div role="group" aria-label="Real data">
    ${tableNames.map((table) => choice({
      name: table,
      text: tables[table]?.text ?? table,
      title: tables[table]?.title,
      chosen: 'table' in config.data && config.data.table === table,
      onClick: () => app.edit(withData(config, tableData(table, defaultTrainFraction), app.catalog)),
    }))}
    ${choice({ name: 'own', text: 'Your data', title: 'Paste a table or open a CSV file', chosen: own, onClick: onOpenOwnData, symbol: 'table' })}
  </div>`;
}

/**
 * @param {{ name: string, text: string, title?: string | undefined, chosen: boolean, onClick: () => void, symbol?: 'table' | 'wave' | null }} options
 *   symbol: instead of a picture of the data
 */
function choice({ name, text, title = text, chosen, onClick, symbol = null }) {
  return html`<button type="button" class="choice" aria-pressed=${chosen} title=${title} @click=${onClick}>
    ${symbol ? html`<span class="thumbnail">${icon(symbol)}</span>` : html`<canvas class="thumbnail" data-name=${name} aria-hidden="true"></canvas>`}
    <span>${text}</span>
  </button>`;
}

/** @param {App} app @param {number} noise @param {boolean} ofLabels */
function noiseSlider(app, noise, ofLabels) {
  const { min, max } = app.catalog.limits['data.noise'] ?? { min: 0, max: 0.5 };
  return sliderField({
    name: ofLabels ? 'Noise' : 'Noise of the values', value: noise, min, max, step: 0.05, text: percent,
    onInput: (value, joins) => app.edit(withDataSetting(app.store.config.value, { noise: value }), { joins }),
  });
}

/** @param {App} app @param {import('../../state/types.js').GeneratedData} data @param {number} classCount */
function classSlider(app, data, classCount) {
  const { min, max } = app.catalog.limits['data.classCount'] ?? { min: 2, max: 5 };
  return sliderField({
    name: 'Classes', value: classCount, min, max, step: 1, text: String,
    onInput: (value, joins) => app.edit(withData(app.store.config.value, { ...data, classCount: value }, app.catalog), { joins }),
  });
}

/** @param {App} app @param {number} share */
function trainSlider(app, share) {
  return sliderField({
    name: 'Train on', value: share, min: 0.1, max: 0.9, step: 0.05, text: (value) => `${percent(value)}, test on ${percent(1 - value)}`,
    onInput: (value, joins) => app.edit(withDataSetting(app.store.config.value, { trainFraction: value }), { joins }),
  });
}
