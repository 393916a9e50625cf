import { html, nothing } from 'lit';

import { formatCount } from '../../../views/format.js';
import { formatPower } from '../../../views/powers.js';
import { icon } from '../../icons.js';
import { place } from '../../place.js';
import { current } from '../../templates/fields.js';
import { epsilons } from '../check.js';
import { parameterName, parameterPath } from '../parameter-names.js';
import { isWrong, verdictOf } from '../verdict.js';
import { faultSwitch } from './fault-switch.js';

/**
 * @typedef {import('../check-panel.js').CheckPanel} CheckPanel
 * @typedef {import('../check.js').Comparison} Comparison
 */

/** A longer table is no help. */
const mostRows = 200;
const marks = { right: '✓', wrong: '✗', epsilon: '≈' };

/** The proof: every gradient beside its central difference. @param {CheckPanel} panel */
export function checkPanel(panel) {
  const { check, app } = panel;
  const { comparison } = check;
  const found = comparison && check.network ? verdictOf(check.network, comparison, [...check.results.values()]) : null;
  const busy = check.running && !comparison;
  const harmless = check.fault !== 'none' && check.fault === app.store.config.value.fault && found?.kind === 'right';
  return html`<div class="proof">
    <p class="hint">Backpropagation computes every ∂E/∂w by the chain rule. The check measures each as well: it moves the weight by ε
      up and down and divides the difference of the two losses by 2ε, in double precision.</p>
    <p class="proof-run">
      <button type="button" class="button primary" aria-disabled=${busy} @click=${busy ? null : () => check.run()}>
        ${icon('step')}<span>Check all gradients</span>
      </button>
      ${moment(panel)}
    </p>
    <div role="status">${verdict(panel, found)}</div>
    <div class="proof-plots">
      ${comparison && check.network ? [matrixFigure(panel, comparison), plotFigure(panel)] : nothing}
      ${faultSwitch(app, { harmless })}
    </div>
    ${comparison ? table(panel, comparison) : nothing}
  </div>`;
}

/** Which moment of training was checked. @param {CheckPanel} panel */
function moment({ check }) {
  if (check.problem) return nothing;
  const { running, results, comparison, examples, step } = check;
  if (!comparison) return html`<span class="hint">${running ? 'Checking …' : ''}</span>`;
  const progress = running ? ` · ε ${results.size} of ${epsilons.length} …` : '';
  return html`<span class="hint figure">at step ${formatCount(step)}, on ${formatCount(examples)} examples${progress}</span>`;
}

/** @param {CheckPanel} panel @param {import('../verdict.js').Verdict | null} found */
function verdict({ check }, found) {
  if (check.problem) return html`<p class="verdict wrong"><span class="mark" aria-hidden="true">✗</span><span>The check could not run: ${check.problem}</span></p>`;
  if (!found) return nothing;
  const { kind, sentence, detail } = found;
  return html`<p class="verdict ${kind}"><span class="mark" aria-hidden="true">${marks[kind]}</span><span><strong>${sentence}</strong>
    ${detail ?? nothing}</span></p>`;
}

/** @param {CheckPanel} panel @param {Comparison} comparison */
function matrixFigure(panel, comparison) {
  const { check } = panel;
  const { network } = check;
  if (!network) return nothing;
  const shown = panel.shownParameter;
  return html`<figure class="matrices">
    <figcaption>Every weight and bias by its error</figcaption>
    <div
      class="matrix" role="slider" tabindex="0" aria-label="Weights and biases. Arrow keys go from one to the next."
      aria-valuemin="1" aria-valuemax=${comparison.error.length} aria-valuenow=${shown + 1} aria-valuetext=${reading(panel, comparison, shown)}
      @pointermove=${panel.onMatrixMove} @click=${panel.onMatrixMove} @keydown=${panel.onMatrixKey}
      ${place({ height: panel.matrixHeight })}
    ><canvas aria-hidden="true"></canvas></div>
    <dl class="reading">
      <div class="reading-name"><dt>${parameterName(network, shown)}${shown === comparison.worst ? ' · the worst' : ''}</dt><dd class="hint">${parameterPath(network, shown)}</dd></div>
      <div><dt>backpropagation</dt><dd class="figure">${formatPower(comparison.analytic[shown] ?? NaN, 6)}</dd></div>
      <div><dt>measured</dt><dd class="figure">${formatPower(comparison.numeric[shown] ?? NaN, 6)}</dd></div>
      <div><dt>relative error</dt><dd class="figure ${isWrong(comparison, shown) ? 'wrong' : ''}">${formatPower(comparison.error[shown] ?? NaN)}</dd></div>
    </dl>
  </figure>`;
}

/** @param {CheckPanel} panel @param {Comparison} comparison @param {number} parameter */
function reading({ check }, { analytic, numeric, error }, parameter) {
  if (!check.network) return '';
  return `${parameterName(check.network, parameter)}, ${parameterPath(check.network, parameter)}: backpropagation ${
    formatPower(analytic[parameter] ?? NaN, 4)}, measured ${formatPower(numeric[parameter] ?? NaN, 4)}, relative error ${formatPower(error[parameter] ?? NaN)}`;
}

/** @param {CheckPanel} panel */
function plotFigure(panel) {
  const { check } = panel;
  const rising = [...epsilons].reverse();
  const change = (/** @type {Event} */ event) => {
    const epsilon = rising[/** @type {HTMLInputElement} */ (event.target).valueAsNumber];
    if (epsilon !== undefined && check.results.has(epsilon)) check.choose(epsilon);
  };
  return html`<figure>
    <figcaption>The error depends on ε</figcaption>
    <div class="epsilon-plot" @click=${panel.onPlotClick}>
      <canvas role="img" aria-label=${panel.plotText}></canvas>
    </div>
    <label class="field slider"><span class="field-name">ε</span><span class="field-value figure">${formatPower(check.chosen)}</span>
      <input
        type="range" min="0" max=${epsilons.length - 1} step="1" aria-label="ε of the check" aria-valuetext=${formatPower(check.chosen)}
        .value=${current(String(rising.indexOf(check.chosen)))} @input=${change}
      /></label>
    <p class="hint">Too large, and the loss is not a straight line over the step: truncation, falling as ε². Too small, and the two losses
      are so alike that rounding is most of their difference: it rises as 1/ε.</p>
  </figure>`;
}

/** The same in numbers; made when it is opened. @param {CheckPanel} panel @param {Comparison} comparison */
function table(panel, comparison) {
  return html`<details class="all-numbers" ?open=${panel.tablesOpen} @toggle=${panel.onTables}><summary>All numbers</summary>
    ${panel.tablesOpen ? html`<div class="tables">${errorTable(panel, comparison)}${sweepTable(panel)}</div>` : nothing}
  </details>`;
}

/** @param {CheckPanel} panel @param {Comparison} comparison */
function errorTable({ check }, comparison) {
  const { network } = check;
  if (!network) return nothing;
  const { error, analytic, numeric } = comparison;
  const order = Array.from(error.keys()).sort((a, b) => (error[b] ?? 0) - (error[a] ?? 0)).slice(0, mostRows);
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Gradients and errors"><table>
    <caption>Gradients at ε = ${formatPower(comparison.epsilon)}, the largest error first${order.length < error.length ? ` (${order.length} of ${error.length})` : ''}</caption>
    <thead><tr><th scope="col">Parameter</th><th scope="col">Backpropagation</th><th scope="col">Measured</th><th scope="col">Relative error</th></tr></thead>
    <tbody>${order.map((parameter) => html`<tr><th scope="row">${parameterName(network, parameter)}</th>
      ${[analytic, numeric].map((values) => html`<td class="figure">${formatPower(values[parameter] ?? NaN, 6)}</td>`)}
      <td class="figure">${formatPower(error[parameter] ?? NaN)}${isWrong(comparison, parameter) ? ' ✗' : ''}</td></tr>`)}</tbody>
  </table></div>`;
}

/** @param {CheckPanel} panel */
function sweepTable({ check }) {
  const { epsilon, worst, median } = check.sweep;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Error at each ε"><table>
    <caption>Error at each ε</caption>
    <thead><tr><th scope="col">ε</th><th scope="col">Worst</th><th scope="col">Median</th></tr></thead>
    <tbody>${Array.from(epsilon, (value, i) => html`<tr><th scope="row" class="figure">${formatPower(value)}</th>
      <td class="figure">${formatPower(worst[i] ?? NaN)}</td><td class="figure">${formatPower(median[i] ?? NaN)}</td></tr>`)}</tbody>
  </table></div>`;
}
