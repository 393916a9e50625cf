// The pages: one for each lesson, and their list.
import { escapeHtml } from './formula.js';
import { experimentHtml } from './lesson.js';

const plain = (html) => html.replace(/<math[\s\S]*?<\/math>/g, (math) => math.replace(/<[^>]*>/g, '')).replace(/<[^>]*>/g, '');

const styles = ['page', 'lesson/lesson', 'lesson/formula', 'lesson/experiment', 'lesson/question'];

const head = ({ title, summary }) => `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8" />
  <meta name="viewport" content="width=device-width, initial-scale=1" />
  <meta name="color-scheme" content="light dark" />
  <title>${escapeHtml(title)} · Backprop Playground</title>
  <meta name="description" content="${escapeHtml(summary)}" />
  <link rel="icon" href="../icon.svg" type="image/svg+xml" />
${styles.map((path) => `  <link rel="stylesheet" href="../src/${path}.css" />`).join('\n')}
  <script type="module" src="../src/lesson/lesson.js"></script>
</head>
<body>
  <header class="site">
    <p class="home"><a href="../index.html"><img src="../icon.svg" alt="" width="24" height="24" />Backprop Playground</a></p>
    <nav aria-label="Site"><a href="index.html">Lessons</a></nav>
  </header>
`;

const foot = `<footer class="site"><a href="../LICENSES.txt">Licences and data sources</a></footer>
</body>
</html>
`;

/** @param {{ name: string, lesson: any }} page @param {{ name: string, front: any }[]} all  in their order */
export function lessonPage({ name, lesson }, all) {
  const { front, steps } = lesson;
  const [intro, ...numbered] = steps;
  return `${head(front)}  <main class="lesson">
<div class="prose opening"><p class="eyebrow"><a href="index.html">Lesson ${front.order}</a></p>
<h1>${escapeHtml(front.title)}</h1>
<p class="summary">${escapeHtml(front.summary)}</p>
${intro.before}${contents(numbered)}</div>
${scenes(numbered).map((scene) => `<div class="scene${scene[0].experiment ? '' : ' alone'}">\n${scene.map((step) => stepHtml(step, numbered)).join('')}</div>\n`).join('')}
${neighbours(name, all)}
</main>
${foot}`;
}

const contents = (steps) => `<nav class="contents" aria-label="Steps"><ol>${steps.map(({ number, title }) =>
  `<li><a href="#step-${number}">${title}</a></li>`).join('')}</ol></nav>`;

/** Steps that share an experiment, which begins with the first of them. */
function scenes(steps) {
  const found = [];
  for (const step of steps) {
    if (step.experiment || found.length === 0) found.push([]);
    found.at(-1).push(step);
  }
  return found;
}

function stepHtml({ number, title, before, experiment, after }, steps) {
  const heading = `<h2 id="step-${number}" tabindex="-1"><a class="eyebrow" href="#step-${number}">Step ${number}<span class="visually-hidden">:</span></a> ${title}</h2>`;
  const ways = stepWays(number, steps);
  return `<section class="step" aria-labelledby="step-${number}">
<div class="prose">${heading}
${before}${experiment ? '' : ways}</div>
${experiment ? `${experimentHtml(experiment)}<div class="prose">${after}${ways}</div>\n` : ''}</section>\n`;
}

function stepWays(number, steps) {
  const way = (step, kind, arrow) => (step ? `<a class="${kind}" href="#step-${step.number}" rel="${kind}">${arrow(plain(step.title))}</a>` : '<span></span>');
  return `<nav class="ways" aria-label="From step ${number}">${way(steps[number - 2], 'prev', (title) => `← ${title}`)}${way(steps[number], 'next', (title) => `${title} →`)}</nav>`;
}

function neighbours(name, all) {
  const at = all.findIndex((other) => other.name === name);
  const link = (other, words) => (other ? `<a href="${other.name}.html"><span class="eyebrow">${words}</span> ${escapeHtml(other.front.title)}</a>` : '');
  return `<nav class="prose neighbours" aria-label="Lessons">${link(all[at - 1], 'The lesson before')}${link(all[at + 1], 'The next lesson')}<a href="../index.html"><span class="eyebrow">On your own</span> Open the playground</a></nav>`;
}

/** @param {{ name: string, front: any, lesson: any }[]} all  in their order */
export function indexPage(all) {
  const summary = 'Short lessons with live networks: what a small neural network computes, how it learns, and every number on the way.';
  const entry = ({ name, front, lesson }) => `<li><h2><a href="${name}.html">${escapeHtml(front.title)}</a></h2><p>${escapeHtml(front.summary)}</p><p class="eyebrow">${lesson.steps.length - 1} steps · ${lesson.questions.length} questions</p></li>`;
  return `${head({ title: 'Lessons', summary })}  <main class="lesson">
<div class="prose opening"><h1>Lessons</h1>
<p class="summary">${summary}</p>
<ol class="lessons">${all.map(entry).join('')}</ol></div>
</main>
${foot}`;
}
