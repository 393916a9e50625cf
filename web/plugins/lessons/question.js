// A ```question block: predict, then check. The right answer is a quantity of the live network at the moment of the check; the page
// carries the one at the start, for readers without scripts.
import { numberOf, quantity } from '../../src/lesson/quantity.js';
import { kinds, required } from './block.js';
import { writerOf } from './experiment.js';
import { escapeHtml, formula } from './formula.js';
import { markdown } from './markdown.js';

export const questionSchema = {
  ask: required(kinds.text),
  experiment: kinds.name,
  answer: kinds.text,
  symbol: kinds.text,
  tolerance: kinds.tolerance,
  margin: kinds.number,
  choices: kinds.list,
  look: kinds.text,
  veils: kinds.text,
  formula: kinds.text,
  because: kinds.text,
  hints: kinds.texts,
  fresh: kinds.yes,
};

const usualTolerance = 0.02;
const choiceKeys = ['text', 'when'];

/**
 * @param {import('./block.js').Block} block
 * @param {{ experiments: Map<string, any>, nearest: any, number: number }} lesson  experiments read so far, the one in force
 */
export function readQuestion(block, { experiments, nearest, number }) {
  block.check('a question', questionSchema);
  const { values } = block;
  const named = values.experiment ? experiments.get(values.experiment) : nearest;
  const experiment = named?.owner ?? named;
  if (!experiment) {
    const known = [...experiments.keys()].join(', ') || 'none so far';
    throw values.experiment ? block.error('experiment', `"${values.experiment}" is not above; known are ${known}`)
      : block.error('ask', 'there is no experiment above this question that could answer it');
  }
  if (('answer' in values) === ('choices' in values)) throw block.error('ask', 'a question has either an answer or choices');
  if (values.choices) checkChoices(block, experiment.scope);
  else checkAnswer(block, experiment.scope);
  const veils = readVeils(block, experiment.scope);
  if (values.fresh && values.choices) throw block.error('fresh', 'new numbers belong to an answer that is a number; choices follow every change by themselves');
  if (values.fresh && !experiment.knobs) throw block.error('fresh', `the experiment ${experiment.name} has no knobs that new numbers could turn`);
  return { tolerance: usualTolerance, ...values, veils, kind: values.choices ? 'choice' : 'number', id: `question-${number}`, block, experiment };
}

/** What the page must not tell before the reader does: the answer itself, and whatever else would give it away. */
function readVeils(block, scope) {
  const { answer, veils = '' } = block.values;
  const named = veils.split(',').map((name) => name.trim()).filter(Boolean);
  block.about('veils', () => named.forEach((name) => numberOf(name, scope)));
  return answer ? [answer, ...named] : named;
}

function checkAnswer(block, scope) {
  const { answer, symbol, formula: shown, hints } = block.values;
  block.about('answer', () => numberOf(answer, scope));
  if (!symbol) throw block.error('answer', 'a number needs a symbol, which stands before the field');
  if (!shown) throw block.error('answer', 'a number needs a formula, which shows how it comes about');
  if (!hints) throw block.error('answer', 'a number needs hints');
}

/** Exactly one choice is right, by the numbers of the network. */
function checkChoices(block, scope) {
  const { choices } = block.values;
  for (const choice of choices) {
    const strange = Object.keys(choice).find((key) => !choiceKeys.includes(key));
    if (strange || !kinds.text.holds(choice.text) || !kinds.text.holds(choice.when)) {
      throw block.error('choices', `a choice has a text and a when (a comparison such as delta[5] > 0)${strange ? `, not "${strange}"` : ''}`);
    }
    const value = block.about('choices', () => quantity(choice.when)(scope));
    if (typeof value !== 'boolean') throw block.error('choices', `"${choice.when}" is no comparison`);
  }
  const right = choices.filter(({ when }) => quantity(when)(scope));
  if (right.length !== 1) throw block.error('choices', `${right.length} of them are right at the start; exactly one has to be`);
  if (!block.values.look) throw block.error('choices', 'choices need a look: where to look, for readers who chose a wrong one');
}

/** @param {ReturnType<typeof readQuestion>} question @param {Record<string, string>} macros */
export function questionHtml(question, macros) {
  const { id, block, experiment, kind, ask, hints = [], fresh, answer, tolerance, margin = 0, veils } = question;
  const env = { macros, write: writerOf(experiment) };
  const text = (key, source) => block.about(key, () => markdown.render(source, env));
  const data = kind === 'number' ? ` data-answer="${escapeHtml(answer)}" data-tolerance="${tolerance}" data-margin="${margin}"` : '';
  return `<lesson-question id="${id}" data-experiment="${experiment.name}" data-veils="${escapeHtml(JSON.stringify(veils))}"${data}>
<form aria-labelledby="${id}-title" novalidate>
<p class="kicker" id="${id}-title">Predict, then check</p>
<div class="ask" id="${id}-ask">${text('ask', ask)}</div>
${kind === 'number' ? entryHtml(question, env) : choicesHtml(question, env)}
<div class="buttons needs-script"><button type="submit" class="primary">Check</button>${hints.length > 0 ? '<button type="button" data-hint>Hint</button>' : ''}${fresh ? '<button type="button" class="quiet" data-fresh>New numbers</button>' : ''}</div>
<div class="feedback" role="status"></div>
${hints.length > 0 ? `<ol class="hints" hidden>${hints.map((hint) => `<li hidden>${block.about('hints', () => markdown.renderInline(hint, env))}</li>`).join('')}</ol>` : ''}
${solutionHtml(question, env)}
</form>
</lesson-question>\n`;
}

function entryHtml({ id, block, symbol }, env) {
  return `<p class="entry needs-script"><label for="${id}-entry">${block.about('symbol', () => formula(symbol, env))} <span aria-hidden="true">=</span></label>
<input id="${id}-entry" type="text" inputmode="text" autocomplete="off" spellcheck="false" aria-label="Your number" aria-describedby="${id}-ask"></p>`;
}

function choicesHtml({ id, block, choices }, env) {
  const choice = ({ text, when }, i) => `<label><input type="radio" name="${id}" value="${i}" data-when="${escapeHtml(when)}"> <span>${block.about('choices', () => markdown.renderInline(text, env))}</span></label>`;
  return `<fieldset class="choices" aria-describedby="${id}-ask"><legend class="visually-hidden">Your prediction</legend>${choices.map(choice).join('')}</fieldset>`;
}

/** For readers who are on the way: the formula with the numbers in but without the result, or where to look. Then all of it, folded. */
function solutionHtml({ block, kind, answer, symbol, formula: source, because, look, choices, experiment }, env) {
  const worked = (tex) => block.about('formula', () => formula(tex, { ...env, display: true }));
  const start = source && kind === 'number' ? `${symbol} = ${source}` : source;
  const unsolved = kind === 'number' ? `<div class="formula worked unsolved" hidden>${worked(start)}</div>\n`
    : `<div class="look" hidden>${block.about('look', () => markdown.render(look, env))}</div>\n`;
  const solved = start ? `<div class="formula worked">${worked(kind === 'number' ? `${start} = {{${answer}}}` : start)}</div>` : '';
  const right = kind === 'choice' && choices.find(({ when }) => quantity(when)(experiment.scope)).text;
  const rightHtml = right ? `<p class="right-choice">${markdown.renderInline(right, env)}</p>` : '';
  const reason = because ? `<div class="because">${block.about('because', () => markdown.render(because, env))}</div>` : '';
  return `${unsolved}<details class="solution"><summary>Show me</summary>
${rightHtml}${solved}${reason}</details>`;
}
