import { LessonExperiment } from './experiment.js';
import { LessonQuestion } from './question.js';
import { watchWideBoxes } from './wide-boxes.js';

customElements.define('lesson-experiment', LessonExperiment);
customElements.define('lesson-question', LessonQuestion);

watchWideBoxes(document);
takeTheme();

/** The one that was chosen beside the playground. */
function takeTheme() {
  try {
    document.documentElement.dataset.theme = localStorage.getItem('theme') ?? 'auto';
  } catch {
    // the storage is forbidden: then the system's theme it is
  }
}

/** Following a link to a step moves the focus along, so that Tab goes on from there. */
addEventListener('hashchange', () => document.getElementById(location.hash.slice(1))?.focus({ preventScroll: true }));
