import { LessonExperiment } from './experiment.js';
import { LessonQuestion } from './question.js';

customElements.define('lesson-experiment', LessonExperiment);
customElements.define('lesson-question', LessonQuestion);

/** A formula or table that is too wide scrolls sideways, and then the keyboard has to reach it. */
const widths = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const box = /** @type {HTMLElement} */ (target);
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute('tabindex');
  }
});
for (const box of document.querySelectorAll('.formula, .table')) widths.observe(box);

/** Following a link to a step moves the focus along, so that Tab goes on from there. */
addEventListener('hashchange', () => document.getElementById(location.hash.slice(1))?.focus({ preventScroll: true }));
