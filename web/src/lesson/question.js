import { judge } from './judge.js';
import { numberOf, quantity, readNumber } from './quantity.js';
import { watchWideBoxes } from './wide-boxes.js';

/**
 * `<lesson-question>`: predict, then check. The right answer is computed at that moment from the network of the experiment named in
 * `data-experiment`; nothing is stored or sent.
 *
 * @typedef {import('./experiment.js').LessonExperiment} LessonExperiment
 * @typedef {{ right: boolean, sentence: string, formula: boolean }} Verdict
 */

export class LessonQuestion extends HTMLElement {
  #hints = 0;
  /** The answer that the feedback on show is about. */
  #judged = NaN;

  connectedCallback() {
    this.addEventListener('submit', this.#onSubmit);
    this.addEventListener('click', this.#onClick);
    this.querySelector('details')?.addEventListener('toggle', () => this.#showRightChoice());
    document.addEventListener('lesson-numbers', this.#onNumbers);
  }

  disconnectedCallback() {
    document.removeEventListener('lesson-numbers', this.#onNumbers);
  }

  get #experiment() {
    return /** @type {LessonExperiment} */ (document.getElementById(this.dataset.experiment ?? ''));
  }

  /** @returns {HTMLInputElement[]} */
  get #choices() {
    return [.../** @type {NodeListOf<HTMLInputElement>} */ (this.querySelectorAll('.choices input'))];
  }

  #onSubmit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (this.#experiment.dataset.state !== 'live') this.#clear('The network is loading …');
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
      const sentence = value.trim() === '' ? 'Write a number first.' : `“${value.trim()}” is not a number; write it like 0.25 or −3e-4.`;
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
    const right = quantity(chosen.dataset.when ?? '')(scope) === true;
    return { right, sentence: right ? 'Right.' : 'Not this one. The numbers say otherwise.', formula: true };
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
    if (right) feedback.append(...[...this.querySelectorAll('.solution .because > *')].map((node) => node.cloneNode(true)));
    watchWideBoxes(feedback);
    this.dataset.state = right ? 'right' : 'open';
  }

  #onClick = async (/** @type {Event} */ event) => {
    const button = /** @type {HTMLElement} */ (event.target).closest('button');
    if (button?.hasAttribute('data-hint')) this.#showHint(button);
    if (button?.hasAttribute('data-fresh')) {
      await this.#experiment.freshen();
      const entry = /** @type {HTMLInputElement} */ (this.querySelector('.entry input'));
      entry.value = '';
      entry.focus();
      this.#clear('New numbers. The network has changed, and so has the answer.');
    }
  };

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
    if (!answer || Number.isNaN(this.#judged)) return;
    const now = numberOf(answer, await this.#experiment.scope());
    if (Math.abs(now - this.#judged) > 1e-9 * Math.abs(this.#judged)) this.#clear('The network has changed since; check again.');
  }

  /** @param {string} sentence */
  #clear(sentence) {
    this.#judged = NaN;
    delete this.dataset.state;
    const feedback = /** @type {HTMLElement} */ (this.querySelector('.feedback'));
    feedback.textContent = sentence;
  }

  /** Which choice is right may have changed with the network. */
  async #showRightChoice() {
    const place = this.querySelector('details[open] .right-choice');
    if (!place) return;
    const scope = await this.#experiment.scope();
    const right = this.#choices.find(({ dataset }) => quantity(dataset.when ?? '')(scope) === true);
    const words = right?.parentElement?.querySelector('span');
    if (words) place.replaceChildren(...[...words.childNodes].map((node) => node.cloneNode(true)));
  }
}
