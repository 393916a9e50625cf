import { html, nothing } from 'lit';

import { formatNumber, formatPercent } from '../../views/format.js';
import { unitName } from '../labels.js';
import { isClassification, isWholeOutput, unitRange } from '../scene.js';
import { checkField } from './fields.js';
import { classKey, splitKey } from './key.js';

/** @typedef {import('../app.js').App} App */

/**
 * What the network says of every point of the plane, and how wrong it is.
 * @param {App} app @param {{ summary: string, onChartMove: (event: PointerEvent) => void, onChartLeave: () => void, mark: unknown }} page
 */
export function outputPanel(app, { summary, onChartMove, onChartLeave, mark }) {
  const { trainer, picture, store } = app;
  const network = trainer.network.value;
  const examples = trainer.examples.value;
  const unit = picture.drawn;
  const view = store.view.value;
  const look = picture.look.value;
  const output = !network || !unit || isWholeOutput(network, unit);
  return html`<section class="panel output" part="output" aria-labelledby="output-title">
    <header><h2 id="output-title">${output ? 'Output' : unitName(network, unit.layer, unit.unit)}</h2>
      ${output ? nothing : html`<span class="hint">as seen by this unit alone</span>`}</header>
    ${look ? look.panel(app, summary) : plane(app, summary, mark)}
    <div class="checks">
      ${checkField({ name: 'Test data', checked: view.showTestData, onChange: (showTestData) => app.setView({ showTestData }) })}
      ${look || !examples || !isClassification(examples) ? nothing : checkField({ name: 'Classes only', checked: view.discretize, onChange: (discretize) => app.setView({ discretize }) })}
    </div>
    ${results(app)}
    <div class="chart">
      <canvas
        class="loss-chart" role="img" aria-label="Training and test loss over the epochs; the newest values stand above."
        @pointermove=${onChartMove} @pointerleave=${onChartLeave}
      ></canvas>
      ${checkField({ name: 'Log scale', checked: view.lossScale === 'log', onChange: (log) => app.setView({ lossScale: log ? 'log' : 'linear' }) })}
    </div>
  </section>`;
}

/** The plane of two columns, with the examples over it. @param {App} app @param {string} summary @param {unknown} mark */
function plane(app, summary, mark) {
  const { trainer } = app;
  const config = trainer.config.value;
  const examples = trainer.examples.value;
  return html`<div class="plot" role="img" aria-label=${summary}>
      <canvas class="field" aria-hidden="true"></canvas>
      <canvas class="points" aria-hidden="true"></canvas>${mark}
    </div>
    <div class="key">${config && examples ? [isClassification(examples)
      ? classKey(config, examples) : ramp(app, examples), splitKey()] : nothing}</div>`;
}

/** The numbers at the ends of the colours. @param {App} app @param {import('../types.js').Examples} examples */
function ramp({ trainer, picture }, examples) {
  const network = trainer.network.value;
  const frame = picture.frame.value;
  if (!network || !frame) return nothing;
  const [low, high] = unitRange(network, frame.shown, examples, frame.field).map((value) => formatNumber(value, 2));
  return html`<span class="figure">${low}</span><span class="ramp"></span><span class="figure">${high}</span>`;
}

const known = (/** @type {number | null | undefined} */ value) => typeof value === 'number' && !Number.isNaN(value);

/** A run that diverged has no loss; the message above says so. @param {App} app */
function results({ trainer }) {
  const metrics = trainer.metrics.value;
  const rows = [
    { name: 'Test', loss: metrics?.testLoss, accuracy: metrics?.testAccuracy, kind: 'test' },
    { name: 'Training', loss: metrics?.trainLoss, accuracy: metrics?.trainAccuracy, kind: 'train' },
  ];
  return html`<dl class="results">
    ${rows.map(({ name, loss, accuracy, kind }) => html`<div class=${kind}>
      <dt>${name} loss</dt>
      <dd class="figure" data-result="${kind}-loss">${known(loss) ? formatNumber(Number(loss)) : '–'}</dd>
      ${typeof accuracy === 'number' ? html`<dd class="accuracy figure" data-result="${kind}-accuracy">${formatPercent(accuracy)} right</dd>` : nothing}
    </div>`)}
    ${metrics && metrics.penalty > 0 ? html`<div><dt>Penalty</dt><dd class="figure">${formatNumber(metrics.penalty)}</dd></div>` : nothing}
  </dl>`;
}
