import { LessonExperiment } from './experiment.js';
import { LessonQuestion } from './question.js';

customElements.define('lesson-experiment', LessonExperiment);
customElements.define('lesson-question', LessonQuestion);

/** A formula that is too wide scrolls sideways, and then the keyboard has to reach it. */
const widths = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const formula = /** @type {HTMLElement} */ (target);
    if (formula.scrollWidth > formula.clientWidth) formula.tabIndex = 0;
    else formula.removeAttribute('tabindex');
  }
});
for (const formula of document.querySelectorAll('.formula')) widths.observe(formula);

/** Following a link to a step moves the focus along, so that Tab goes on from there. */
addEventListener('hashchange', () => document.getElementById(location.hash.slice(1))?.focus({ preventScroll: true }));
