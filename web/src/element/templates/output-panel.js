import { html, nothing } from 'lit';

import { formatNumber, formatPercent } from '../../views/format.js';
import { unitName } from '../labels.js';
import { themes } from '../../views/colors.js';
import { classColor, markerPath } from '../../views/points.js';
import { classNames, isClassification, isWholeOutput } from '../scene.js';
import { checkField } from './fields.js';

/** @typedef {import('../app.js').App} App */

/** What the network says of every point of the plane, and how wrong it is. */
/** @param {App} app @param {{ summary: string, onChartMove: (event: PointerEvent) => void, onChartLeave: () => void, mark: unknown }} page */
export function outputPanel(app, { summary, onChartMove, onChartLeave, mark }) {
  const { trainer, picture, store } = app;
  const network = trainer.network.value;
  const unit = picture.shown.value;
  const view = store.view.value;
  const output = !network || !unit || isWholeOutput(network, unit);
  return html`<section class="panel output" part="output" aria-labelledby="output-title">
    <header><h2 id="output-title">${output ? 'Output' : unitName(network, unit.layer, unit.unit)}</h2>
      ${output ? nothing : html`<span class="hint">as seen by this unit alone</span>`}</header>
    <div class="plot" role="img" aria-label=${summary}>
      <canvas class="field" aria-hidden="true"></canvas>
      <canvas class="points" aria-hidden="true"></canvas>${mark}
    </div>
    ${key(app)}
    <div class="checks">
      ${checkField({ name: 'Test data', checked: view.showTestData, onChange: (showTestData) => app.setView({ showTestData }) })}
      ${checkField({ name: 'Classes only', checked: view.discretize, onChange: (discretize) => app.setView({ discretize }) })}
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

/** Which marker means what. @param {App} app */
function key({ trainer }) {
  const config = trainer.config.value;
  const examples = trainer.examples.value;
  if (!config || !examples) return html`<div class="key"></div>`;
  if (!isClassification(examples)) {
    return html`<div class="key"><span>−1</span><span class="ramp"></span><span>+1</span>
      <span class="splits"><i class="dot filled"></i>train <i class="dot"></i>test</span></div>`;
  }
  return html`<div class="key">
    ${classNames(config, examples).map((name, label) => html`<span>${marker(label)}${name}</span>`)}
    <span class="splits"><i class="dot filled"></i>train <i class="dot"></i>test</span>
  </div>`;
}

/** Of a class, as the plot draws it. @param {number} label */
function marker(label) {
  const fill = `light-dark(${classColor(themes.light, label)}, ${classColor(themes.dark, label)})`;
  return html`<svg class="marker" viewBox="-1.5 -1.5 3 3" aria-hidden="true"><path d=${markerPath(label)} fill=${fill}></path></svg>`;
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
