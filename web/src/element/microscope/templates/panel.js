import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';

import { checkField, numberField, select } from '../../templates/fields.js';
import { placeName, subjectOf, subjectTitle, waitingText } from '../selection.js';
import { plainNumber } from '../letters.js';
import { openWorkedExample } from '../worked-example.js';
import { incomingTable } from './incoming-table.js';
import { typedExample } from './example.js';

/**
 * @typedef {import('../microscope.js').Microscope} Microscope
 * @typedef {import('../blocks.js').Block} Block
 */

const digitChoices = [3, 4, 6, 9];
/** A longer list would hide the formula that it explains. */
const mostUses = 8;

/** The formulas of what is looked at, and the numbers that can be typed. @param {Microscope} scope */
export function microscopePanel(scope) {
  const { groups, selected, config } = scope;
  return html`<section class="panel microscope" part="microscope" aria-labelledby="subject-title">
    <header>
      <h2 id="subject-title">${subjectTitle(scope, selected)}</h2>
      <span class="scope-options">
        ${checkField({
          name: 'Sums written out', checked: scope.notation === 'expanded',
          onChange: (expanded) => scope.setNotation(expanded ? 'expanded' : 'standard'),
        })}
        <label class="digits">Digits ${select({
          name: 'Digits', compact: true, value: scope.digits, choices: digitChoices, text: String, onChange: (digits) => scope.setDigits(digits),
        })}</label>
      </span>
    </header>
    <div class="scope-body">
      <div class="formulas" @pointerover=${onPoint(scope)} @pointerleave=${() => scope.point('')} @click=${onPlaceClick(scope)}>
        ${config.fault && config.fault !== 'none' ? html`<p class="hint">Backpropagation is broken on purpose: the numbers follow the mistake, the formulas don’t.</p>` : nothing}
        ${groups.length === 0 ? html`<p class="hint">${waitingText(scope, selected)}</p>` : nothing}
        ${repeat([...groups].reverse(), ({ stage }) => stage, ({ title, blocks }) => html`<section class="formula-group">
          <h3>${title}</h3>
          <div class="blocks">${repeat(blocks, ({ id }) => id, (block) => formulaBlock(scope, block))}</div>
        </section>`)}
      </div>
      <div class="scope-side">${incomingTable(scope)}${ownNumbers(scope)}</div>
    </div>
  </section>`;
}

/** The example and the learning rate, to be typed. @param {Microscope} scope */
function ownNumbers(scope) {
  return html`<div class="own-numbers">
      ${typedExample(scope)}
      ${numberField({
        name: 'Learning rate η', value: scope.app.store.config.value.optimizer.learningRate,
        limit: scope.app.catalog.limits['optimizer.learningRate'], onChange: (rate) => scope.setLearningRate(rate),
      })}
      <button type="button" class="button" title="Mazur’s 2-2-2 network, whose numbers many have worked out by hand" @click=${() => openWorkedExample(scope)}>
        A worked example
      </button>
    </div>`;
}

/** @param {Microscope} scope @param {Block} block */
function formulaBlock(scope, { id, title, symbols, numbers, answer, uses, aside }) {
  return html`<section class="formula-block" data-block=${id}>
    <h4>${title}</h4>
    <div class="lines" role="group" aria-label="${title}: formula, numbers, result" tabindex="0">
      <math class="symbols" display="block">${symbols}</math>
      <math class="figures" display="block">${numbers}</math>
      <math class="answer" display="block">${answer}</math>
    </div>
    ${aside ? html`<math class="aside" display="block">${aside}</math>` : nothing}
    ${uses.length > 0 ? html`<ul class="uses" aria-label="Where the numbers come from">
      ${uses.slice(0, mostUses).map(({ place, value }) => html`<li><button
        type="button" class="use ${place.slice(0, place.indexOf(':'))}" data-place=${place}
        @focus=${() => scope.point(place)} @blur=${() => scope.point('')}
      >${placeName(scope, place)} <span class="value">${plainNumber(value, scope.digits)}</span></button></li>`)}
      ${uses.length > mostUses ? html`<li class="hint">and ${uses.length - mostUses} more: point at a number above</li>` : nothing}
    </ul>` : nothing}
  </section>`;
}

/** @param {Event} event */
const placeAt = (event) => /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest('[data-place]'))?.dataset.place;

/** A symbol under the pointer shows where it comes from. @param {Microscope} scope */
const onPoint = (scope) => (/** @type {Event} */ event) => scope.point(placeAt(event) ?? '');

/** @param {Microscope} scope */
const onPlaceClick = (scope) => (/** @type {Event} */ event) => {
  const place = placeAt(event);
  if (place && !place.includes('*')) scope.select(subjectOf(place));
};
