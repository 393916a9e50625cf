import { html, nothing } from 'lit';

import { iconButton, numberField, numberInput, rest } from '../../templates/fields.js';
import { isBatch } from '../study.js';

/**
 * Which example, or the whole mini-batch; and the example's numbers, to be typed.
 * @typedef {import('../microscope.js').Microscope} Microscope
 * @typedef {import('../study.js').Study} Study
 */

/** @param {Microscope} scope */
export function exampleChooser(scope) {
  const { of } = /** @type {Study} */ (scope.study).record;
  const examples = scope.app.trainer.examples.value;
  const count = examples?.isTrain.length ?? 0;
  const example = 'example' in of ? of.example : null;
  const move = (/** @type {1 | -1} */ by) => scope.act((study) => study.chooseNeighbour(by));
  /** @param {KeyboardEvent} event */
  const onKeyDown = (event) => {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    rest(event);   // the number that was begun gives way to the neighbour's
    event.preventDefault();   // the field would be drawn by itself, and all else when its numbers have come
    move(event.key === 'ArrowUp' ? 1 : -1);
  };
  /** @param {number} wanted */
  const onChange = (wanted) => {
    if (Number.isInteger(wanted) && wanted >= 1 && wanted <= count) scope.choose({ example: wanted - 1 });
    else scope.refresh();   // puts back the one on show
  };
  return html`<div class="example-chooser" role="group" aria-label="What goes through the network">
    ${iconButton({ symbol: 'minus', name: 'Previous example', onClick: () => move(-1) })}
    <label>Example ${numberInput({
      value: example === null ? null : example + 1, limit: { min: 1, max: count, integer: true }, onChange, onKeyDown,
    })}</label><span class="hint">of ${count}${note(examples, example)}</span>
    ${iconButton({ symbol: 'plus', name: 'Next example', onClick: () => move(1) })}
    <button
      type="button" class="button small" aria-pressed=${isBatch(of)} title="The mean over the examples that the next step trains on"
      @click=${() => scope.act((study) => (isBatch(of) ? study.choose(study.firstExample()) : study.chooseBatch()))}
    >${isBatch(of) ? `Mini-batch of ${of.examples.length}` : 'Whole mini-batch'}</button>
  </div>`;
}

/** @param {import('../../types.js').Examples | null} examples @param {number | null} example */
const note = (examples, example) => (example !== null && examples && !examples.isTrain[example] ? ', for testing' : '');

/** @param {Microscope} scope */
export function typedExample(scope) {
  const study = /** @type {Study} */ (scope.study);
  const { of } = study.record;
  if (isBatch(of)) return nothing;
  const typed = study.typed(of);
  const titles = 'inputs' in scope.config.data ? scope.config.data.names : undefined;
  const inputNames = typed.input.map((_, index) => titles?.[index] ?? `x${'₁₂₃₄₅₆₇₈₉'[index] ?? index + 1}`);
  const several = typed.target.length > 1;
  /** @param {'input' | 'target'} what @param {number} index @param {number} value */
  const change = (what, index, value) => scope.act((now) => now.type(what, index, value));
  return html`<div class="typed" role="group" aria-label="The example’s numbers">
    ${typed.input.map((value, index) => numberField({
      name: `Input ${inputNames[index]}`, value, onChange: (next) => change('input', index, next),
    }))}
    ${typed.target.map((value, index) => numberField({
      name: several ? `Target ${index + 1}` : 'Target', value, onChange: (next) => change('target', index, next),
    }))}
  </div>`;
}
