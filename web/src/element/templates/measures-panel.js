import { html, nothing } from 'lit';

import { formatCount, formatNumber, formatPercent } from '../../views/format.js';
import { classNames } from '../scene.js';
import { label } from '../labels.js';
import { judge, paceOf } from '../layer-health.js';

/**
 * @typedef {import('../measures.js').Measures} Measures
 * @typedef {import('../measures.js').Measured} Measured
 */

const sets = /** @type {const} */ ([['test', 'Test data'], ['train', 'Training data']]);
/** A cell is tinted in so many steps. */
const tints = 10;

/** @param {Measures} measures */
export function measuresPanel(measures) {
  const { measured, problem, app } = measures;
  const network = app.trainer.network.value;
  if (problem) return html`<p class="hint" role="alert">${problem}</p>`;
  if (!measured || !network) return html`<p class="hint" role="status">${app.diverged ? 'Of a network that has diverged nothing can be measured.' : 'Measuring …'}</p>`;
  return html`<div class="measures-content">
    <div class="predictions">
      <fieldset class="measured-set"><legend class="visually-hidden">Measured on</legend>
        ${sets.map(([set, name]) => html`<label class="check"><input
          type="radio" name="measured-set" .checked=${measures.usedSet === set}
          ?disabled=${set === 'test' && app.trainer.metrics.value?.testLoss === null} @change=${() => measures.choose(set)}
        />${name}</label>`)}
      </fieldset>
      ${measured.evaluation.confusion ? confusion(measures, measured) : regression(measured)}
    </div>
    ${layerTable(measured, network)}
  </div>`;
}

/** @param {Measured} measured */
const setName = ({ set }) => (set === 'test' ? 'test data' : 'training data');
const share = (/** @type {number | null | undefined} */ value) => (value === null || value === undefined ? '–' : formatPercent(value));

/** What the examples of each class were taken for. @param {Measures} measures @param {Measured} measured */
function confusion({ app }, measured) {
  const { confusion: counts = [], precision = [], recall = [], accuracy = NaN } = measured.evaluation;
  const config = app.trainer.config.value;
  const examples = app.trainer.examples.value;
  const names = config && examples ? classNames(config, examples) : [];
  if (names.length ** 2 !== counts.length) return nothing;   // of the data before
  return html`<p class="hint" id="confusion-hint">${formatPercent(accuracy)} of the ${setName(measured)} right.
      Row: the true class; column: the predicted class.</p>
    <div class="scroller" role="region" tabindex="0" aria-label="Confusion matrix"><table class="confusion" aria-describedby="confusion-hint">
    <thead><tr><td></td>${names.map((name) => html`<th scope="col">${name}</th>`)}
      <th scope="col" title="Share of the examples of the class that are found">Recall</th></tr></thead>
    <tbody>
      ${names.map((name, is) => {
        const row = counts.slice(is * names.length, (is + 1) * names.length);
        const total = row.reduce((sum, count) => sum + count, 0);
        return html`<tr><th scope="row">${name}</th>
          ${row.map((count, said) => html`<td
            class="figure count ${is === said ? 'right' : 'wrong'}" data-share=${total ? Math.ceil((tints * count) / total) : 0}
          >${formatCount(count)}</td>`)}
          <td class="figure">${share(recall[is])}</td></tr>`;
      })}
      <tr class="precision"><th scope="row" title="Share of what the network calls by this class that is of it">Precision</th>
        ${names.map((_, said) => html`<td class="figure">${share(precision[said])}</td>`)}<td></td></tr>
    </tbody>
  </table></div>`;
}

/** @param {Measured} measured */
function regression(measured) {
  const { rSquared, meanAbsoluteError = NaN } = measured.evaluation;
  return html`<dl class="results">
    <div><dt>R²</dt><dd class="figure">${rSquared === undefined ? '–' : formatNumber(rSquared)}</dd>
      <dd class="hint">${rSquared === undefined ? 'All targets are alike: there is nothing to explain.'
        : rSquared < 0 ? 'Below 0: worse than always saying the mean.'
          : 'Share of the targets’ spread that the network explains; 1 is all.'}</dd></div>
    <div><dt>Mean absolute error</dt><dd class="figure">${formatNumber(meanAbsoluteError)}</dd>
      <dd class="hint">How far off an output is on average, in the units of the target, on the ${setName(measured)}.</dd></div>
  </dl>`;
}

/** @param {Measured} measured @param {import('../types.js').Network} network */
function layerTable({ layers }, network) {
  if (layers.length !== network.layers.length) return nothing;
  const problems = judge(layers);
  return html`<div><p class="hint" id="layers-hint">Layers, on the training data. The last column is the length of one step over that of the
      weights: healthy is about 0.001, a thousandth of their length a batch.</p>
    <div class="scroller" role="region" tabindex="0" aria-label="Layers"><table class="layers" aria-describedby="layers-hint">
    <thead><tr><th scope="col">Layer</th><th scope="col">Output, mean ± spread</th>
      <th scope="col" title="Share of the outputs where the activation is nearly flat: slope below 0.01">Saturated</th>
      <th scope="col" title="Share of the units whose slope is 0 on every example: they can't learn">Dead</th>
      <th scope="col">Gradient norm</th><th scope="col">Step / weights</th></tr></thead>
    <tbody>${layers.map((layer, i) => html`<tr>
      <th scope="row">${i === layers.length - 1 ? 'Output' : `Layer ${i + 1}`} <span class="hint">${label(network.layers[i]?.activation ?? '')}</span>
        ${problems[i]?.map((problem) => html`<strong class="mark">▲ ${problem}</strong>`)}</th>
      <td class="figure">${formatNumber(layer.mean, 2)} ± ${formatNumber(layer.deviation, 2)}</td>
      <td class="figure">${share(layer.saturated)}</td>
      <td class="figure">${share(layer.dead)}</td>
      <td class="figure">${formatNumber(layer.gradientNorm, 2)}</td>
      <td class="figure">${formatNumber(layer.updateToWeight, 2)} <span class="hint">${paceOf(layer.updateToWeight)}</span></td>
    </tr>`)}</tbody>
  </table></div></div>`;
}
