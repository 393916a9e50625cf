import { html, noChange, nothing } from 'lit';
import { Directive, directive } from 'lit/directive.js';

import { label as labelOf } from '../labels.js';
import { icon } from '../icons.js';

/** The fields the panels are made of: native controls, so that keyboard and screen reader come with them. */

/** Fields in the midst of an input: the moves of a slider join one undo step, a number is being typed. @type {WeakSet<EventTarget>} */
const busy = new WeakSet();
/** Not every browser tells the end of every drag: that is why a slider listens for more than `change`. @param {Event} event */
export const rest = (event) => busy.delete(/** @type {EventTarget} */ (event.target));

/** Sets a property of a control also where its user has changed it meanwhile; `isTyped`: but leaves alone what is being typed. */
export const current = directive(class extends Directive {
  render(/** @type {unknown} */ value, /** @type {boolean} */ _isTyped = false) {
    return value;
  }

  /** @override */
  update(/** @type {any} */ { element, name }, /** @type {[unknown, boolean?]} */ [value, isTyped]) {
    if (element[name] !== value && !(isTyped && busy.has(element))) element[name] = value;
    return noChange;
  }
});

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
    ${all.map((choice) => html`<option .selected=${current(choice === value)}>${text(choice)}</option>`)}
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
    const joins = busy.has(field);
    busy.add(field);
    onInput(field.valueAsNumber, joins);
  };
  return html`<label class="field slider">
    <span class="field-name">${name}</span><span class="field-value figure">${text(value)}</span>
    <input
      type="range" min=${min} max=${max} step=${step} .value=${current(String(value))}
      aria-label=${name} aria-valuetext=${text(value)} @input=${input}
      @change=${rest} @pointerdown=${rest} @keydown=${rest} @blur=${rest}
    />
  </label>`;
}

/** A number to type, with its name beside it. @param {Parameters<typeof numberInput>[0] & { name: string }} options */
export function numberField({ name, ...options }) {
  return html`<label class="field"><span class="field-name">${name}</span>${numberInput(options)}</label>`;
}

/**
 * The input alone. What is no number is put back; what is out of range goes on to the engine, which says so.
 * @param {object} options
 * @param {number | null} options.value  null: none
 * @param {(value: number) => unknown} options.onChange
 * @param {(event: KeyboardEvent) => void} [options.onKeyDown]
 * @param {import('../../state/types.js').Limit | undefined} [options.limit]
 * @param {string} [options.label]  where no text names it
 */
export function numberInput({ value, onChange, onKeyDown, limit, label }) {
  const text = String(value ?? '');
  /** @param {Event} event */
  const change = (event) => {
    const field = /** @type {HTMLInputElement} */ (event.target);
    rest(event);
    if (Number.isFinite(field.valueAsNumber)) onChange(field.valueAsNumber);
    else field.value = text;
  };
  /** @param {Event} event */
  const input = (event) => busy.add(/** @type {EventTarget} */ (event.target));
  return html`<input
    type="number" min=${limit?.min ?? nothing} max=${limit?.max ?? nothing} step=${limit?.integer ? 1 : 'any'} aria-label=${label ?? nothing}
    title=${limit ? `${limit.min}…${limit.max}` : nothing}
    .value=${current(text, true)} @input=${input} @change=${change} @keydown=${onKeyDown} @blur=${rest}
  />`;
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
  return html`<label class="check"><input type="checkbox" .checked=${current(checked)} @change=${change} />${name}</label>`;
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
