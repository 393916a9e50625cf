import { judge } from './judge.js';
import { numberOf, quantity, readNumber } from './quantity.js';
import { onReach } from './reach.js';
import { lift, veil } from './veil.js';
import { watchWideBoxes } from './wide-boxes.js';

/**
 * `<lesson-question>`: predict, then check. The right answer is computed at that moment from the network of the experiment named in
 * `data-experiment`; nothing is stored or sent. Until it is answered or shown, the numbers in `data-veils` are veiled in the text of
 * its step and at the network beside it (veil.js).
 *
 * @typedef {import('./experiment.js').LessonExperiment} LessonExperiment
 * @typedef {{ right: boolean, sentence: string, formula: boolean }} Verdict
 */

/** More than by rounding. @param {number} now @param {number} before */
const differ = (now, before) => Math.abs(now - before) > 1e-6 * Math.abs(before);

export class LessonQuestion extends HTMLElement {
  #hints = 0;
  /** The answer that the feedback on show is about: a number, or the index of a choice. */
  #judged = NaN;

  connectedCallback() {
    this.addEventListener('submit', this.#onSubmit);
    this.addEventListener('click', this.#onClick);
    this.addEventListener('change', this.#onChange);
    this.querySelector('details')?.addEventListener('toggle', this.#onToggle);
    onReach(this, () => this.#experiment.expect());
    this.#wait();
    document.addEventListener('lesson-numbers', this.#onNumbers);
  }

  disconnectedCallback() {
    document.removeEventListener('lesson-numbers', this.#onNumbers);
    lift(this);
  }

  /** Veils what is asked for; what other questions tell (their hints and solutions) and this one itself stay as they are. */
  #wait() {
    /** @type {string[]} */
    const names = JSON.parse(this.dataset.veils ?? '[]');
    const parts = [
      ...(this.closest('.scene')?.querySelectorAll('lesson-experiment') ?? []),
      ...(this.closest('.step')?.querySelectorAll('.prose') ?? []),
    ];
    const numbers = `[data-of="${this.dataset.experiment}"][data-quantity]`;
    const places = parts.flatMap((part) => [...part.querySelectorAll(numbers)]);
    for (const place of places) {
      if (this.contains(place) || place.closest('.hints, .feedback, .unsolved, .look, .solution')) continue;
      if (names.includes(/** @type {HTMLElement} */ (place).dataset.quantity ?? '')) veil(place, this);
    }
  }

  #onToggle = (/** @type {Event} */ event) => {
    if (!/** @type {HTMLDetailsElement} */ (event.target).open) return;
    lift(this);
    this.#showRightChoice();
  };

  /** Another choice has not been judged yet. */
  #onChange = (/** @type {Event} */ event) => {
    if (/** @type {HTMLElement} */ (event.target).matches('.choices input')) this.#clear('');
  };

  get #experiment() {
    return /** @type {LessonExperiment} */ (document.getElementById(this.dataset.experiment ?? ''));
  }

  get #isLive() {
    return this.#experiment.dataset.state === 'live';
  }

  /** @returns {HTMLInputElement[]} */
  get #choices() {
    return [.../** @type {NodeListOf<HTMLInputElement>} */ (this.querySelectorAll('.choices input'))];
  }

  #onSubmit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    this.#sayLoading();
    try {
      const scope = await this.#experiment.scope();
      await this.#experiment.refresh();
      this.#say(this.dataset.answer ? this.#checkNumber(scope) : this.#checkChoice(scope));
    } catch (error) {
      this.#say({ right: false, sentence: `This could not be checked: ${/** @type {Error} */ (error).message}`, formula: false });
    }
  };

  /** @param {Record<string, any>} scope @returns {Verdict} */
  #checkNumber(scope) {
    const { value } = /** @type {HTMLInputElement} */ (this.querySelector('.entry input'));
    const said = readNumber(value);
    if (Number.isNaN(said)) {
      const sentence = value.trim() === '' ? 'Enter a number first.' : `“${value.trim()}” is not a number; write it like 0.25 or −3e-4.`;
      return { right: false, sentence, formula: false };
    }
    const right = numberOf(this.dataset.answer ?? '', scope);
    this.#judged = right;
    return { ...judge(said, right, Number(this.dataset.tolerance), Number(this.dataset.margin)), formula: true };
  }

  /** @param {Record<string, any>} scope @returns {Verdict} */
  #checkChoice(scope) {
    const chosen = this.#choices.find(({ checked }) => checked);
    if (!chosen) return { right: false, sentence: 'Choose one first.', formula: false };
    this.#judged = this.#rightChoice(scope);
    const right = this.#choices[this.#judged] === chosen;
    return { right, sentence: right ? 'Right.' : 'Not this one.', formula: right };
  }

  /** @param {Record<string, any>} scope */
  #rightChoice(scope) {
    return this.#choices.findIndex(({ dataset }) => quantity(dataset.when ?? '')(scope) === true);
  }

  /** The sentence, and the formula with the network's numbers in it. @param {Verdict} verdict */
  #say({ right, sentence, formula }) {
    const feedback = /** @type {HTMLElement} */ (this.querySelector('.feedback'));
    const worked = formula && this.querySelector(right ? '.solution .worked' : '.unsolved');
    const paragraph = document.createElement('p');
    paragraph.textContent = worked && !right ? `${sentence} With the numbers in:` : sentence;
    feedback.replaceChildren(paragraph);
    if (worked) {
      const copy = /** @type {HTMLElement} */ (worked.cloneNode(true));
      copy.hidden = false;
      feedback.append(copy);
    }
    const words = Number.isNaN(this.#judged) ? [] : this.querySelectorAll(right ? '.solution .because > *' : '.look > *');
    feedback.append(...[...words].map((node) => node.cloneNode(true)));
    watchWideBoxes(feedback);
    if (right) lift(this);
    this.dataset.state = right ? 'right' : 'open';
  }

  #onClick = (/** @type {Event} */ event) => {
    const button = /** @type {HTMLElement} */ (event.target).closest('button');
    if (button?.hasAttribute('data-hint')) this.#showHint(button);
    if (button?.hasAttribute('data-fresh')) this.#askAnew();
  };

  async #askAnew() {
    this.#sayLoading();
    try {
      await this.#experiment.start();
    } catch (error) {
      this.#clear(`There are no new numbers: ${/** @type {Error} */ (error).message}`);
      return;
    }
    /** @type {HTMLDetailsElement} */ (this.querySelector('details')).open = false;
    this.#wait();
    await this.#freshen();
    const entry = /** @type {HTMLInputElement} */ (this.querySelector('.entry input'));
    entry.value = '';
    entry.focus();
    this.#clear('New numbers. The network has changed, and so has the answer.');
  }

  #sayLoading() {
    if (!this.#isLive) this.#clear('The network is loading …');
  }

  /** Other numbers may have the same answer: a slope is that of −1 as well as of 1. Then they are drawn again, within reason. */
  async #freshen() {
    const answer = async () => numberOf(this.dataset.answer ?? '', await this.#experiment.scope());
    const before = await answer();
    for (let draws = 0; draws < 5; draws++) {
      await this.#experiment.freshen();
      if (differ(await answer(), before)) return;
    }
  }

  /** @param {HTMLElement} button */
  #showHint(button) {
    const list = /** @type {HTMLElement} */ (this.querySelector('.hints'));
    const hint = /** @type {HTMLElement} */ (list.children[this.#hints++]);
    list.hidden = hint.hidden = false;
    button.hidden = this.#hints >= list.children.length;
    if (!button.hidden) return;
    hint.tabIndex = -1;   // the button had the focus, and is gone
    hint.focus();
  }

  #onNumbers = (/** @type {Event} */ event) => {
    if (/** @type {CustomEvent} */ (event).detail.experiment !== this.dataset.experiment) return;
    this.#showRightChoice();
    if (this.dataset.state) this.#forgetStale();
  };

  /** Feedback about numbers that are no more would be wrong. */
  async #forgetStale() {
    const { answer } = this.dataset;
    if (Number.isNaN(this.#judged)) return;
    const scope = await this.#experiment.scope();
    const now = answer ? numberOf(answer, scope) : this.#rightChoice(scope);
    if (differ(now, this.#judged)) this.#clear('The network has changed since; check again.');
  }

  /** @param {string} sentence */
  #clear(sentence) {
    this.#judged = NaN;
    delete this.dataset.state;
    const feedback = /** @type {HTMLElement} */ (this.querySelector('.feedback'));
    feedback.textContent = sentence;
  }

  /** Which choice is right may have changed with the network; until that is live, the printed one is. */
  async #showRightChoice() {
    const place = this.querySelector('details[open] .right-choice');
    if (!place || !this.#isLive) return;
    const scope = await this.#experiment.scope();
    const words = this.#choices[this.#rightChoice(scope)]?.parentElement?.querySelector('span');
    if (words) place.replaceChildren(...[...words.childNodes].map((node) => node.cloneNode(true)));
  }
}
