import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';

import { label as labelOf } from '../labels.js';
import { icon } from '../icons.js';

/** The fields the panels are made of: native controls, so that keyboard and screen reader come with them. */

/** Sliders that are being dragged: their moves join one undo step. @type {WeakSet<EventTarget>} */
const dragged = new WeakSet();

/**
 * @template {string | number} T
 * @param {object} options
 * @param {string} options.name
 * @param {T} options.value
 * @param {readonly T[]} options.choices
 * @param {(choice: T) => string} [options.text]
 * @param {(choice: T) => void} options.onChange
 * @param {boolean} [options.disabled]
 */
export function selectField({ name, value, choices, text = (choice) => labelOf(String(choice)), onChange, disabled = false }) {
  return html`<label class="field">
    <span class="field-name">${name}</span>
    ${select({ name, value, choices, text, onChange, disabled })}
  </label>`;
}

/**
 * The select alone, for where its name is said by `aria-label` only.
 * @template {string | number} T
 * @param {{ name: string, value: T, choices: readonly T[], text?: (choice: T) => string, onChange: (choice: T) => void,
 *   disabled?: boolean, compact?: boolean }} options
 */
export function select({ name, value, choices, text = (choice) => labelOf(String(choice)), onChange, disabled = false, compact = false }) {
  const all = choices.includes(value) ? choices : [value, ...choices];
  /** @param {Event} event */
  const change = (event) => {
    const { selectedIndex } = /** @type {HTMLSelectElement} */ (event.target);
    const choice = all[selectedIndex];
    if (choice !== undefined) onChange(choice);
  };
  return html`<select class=${compact ? 'compact' : ''} aria-label=${compact ? name : nothing} ?disabled=${disabled} @change=${change}>
    ${all.map((choice) => html`<option .selected=${live(choice === value)}>${text(choice)}</option>`)}
  </select>`;
}

/**
 * @param {object} options
 * @param {string} options.name
 * @param {number} options.value
 * @param {number} options.min
 * @param {number} options.max
 * @param {number} options.step
 * @param {(value: number) => string} options.text
 * @param {(value: number, joins: boolean) => void} options.onInput  joins: one of the later moves of a drag
 */
export function sliderField({ name, value, min, max, step, text, onInput }) {
  /** @param {Event} event */
  const input = (event) => {
    const field = /** @type {HTMLInputElement} */ (event.target);
    const joins = dragged.has(field);
    dragged.add(field);
    onInput(field.valueAsNumber, joins);
  };
  /** @param {Event} event */
  const change = (event) => dragged.delete(/** @type {EventTarget} */ (event.target));
  return html`<label class="field slider">
    <span class="field-name">${name}</span><span class="field-value figure">${text(value)}</span>
    <input
      type="range" min=${min} max=${max} step=${step} .value=${live(String(value))}
      aria-label=${name} aria-valuetext=${text(value)} @input=${input} @change=${change}
    />
  </label>`;
}

/**
 * @param {object} options
 * @param {string} options.name
 * @param {boolean} options.checked
 * @param {(checked: boolean) => void} options.onChange
 */
export function checkField({ name, checked, onChange }) {
  /** @param {Event} event */
  const change = (event) => onChange(/** @type {HTMLInputElement} */ (event.target).checked);
  return html`<label class="check"><input type="checkbox" .checked=${live(checked)} @change=${change} />${name}</label>`;
}

/**
 * @param {object} options
 * @param {Parameters<typeof icon>[0]} options.symbol
 * @param {string} options.name
 * @param {string} [options.hint]
 * @param {() => void} options.onClick
 * @param {boolean} [options.disabled]  it then keeps the focus, which a really disabled button would lose under the finger that pressed it
 * @param {string} [options.className]
 */
export function iconButton({ symbol, name, hint = name, onClick, disabled = false, className = '' }) {
  return html`<button
    type="button" class="icon-button ${className}" aria-label=${name} title=${hint} aria-disabled=${disabled} @click=${disabled ? null : onClick}
  >${icon(symbol)}</button>`;
}

/**
 * Fewer, a number, more.
 * @param {object} options
 * @param {string} options.fewer
 * @param {string} options.more
 * @param {unknown} options.value
 * @param {boolean} options.canFewer
 * @param {boolean} options.canMore
 * @param {(change: 1 | -1) => void} options.onChange
 */
export function stepper({ fewer, more, value, canFewer, canMore, onChange }) {
  return html`<span class="stepper">
    ${iconButton({ symbol: 'minus', name: fewer, disabled: !canFewer, onClick: () => onChange(-1) })}
    <span class="figure">${value}</span>
    ${iconButton({ symbol: 'plus', name: more, disabled: !canMore, onClick: () => onChange(1) })}
  </span>`;
}
