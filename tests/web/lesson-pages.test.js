// From Markdown to pages: what is refused, with file and line; what the pages of the real lessons are made of.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

import { experimentHtml } from '../../web/plugins/lessons/experiment.js';
import { lessonNames, pageOf } from '../../web/plugins/lessons/index.js';
import { readLesson } from '../../web/plugins/lessons/lesson.js';

const macros = { '\\net': '\\mathrm{net}' };
const experiment = `\`\`\`experiment
name: one
caption: One unit.
config: layers=&output=sigmoid&loss=halfSquaredError
example: { input: [1, 2], target: [1] }
parameters: [1, 0, 0]
knobs: w[1][3] b[3]
\`\`\`
`;
const question = `\`\`\`question
ask: How much?
symbol: o_3
answer: o[3]
formula: "\\\\varphi({{net[3]}})"
hints: [Look.]
\`\`\`
`;
const front = '---\ntitle: T\nsummary: S\norder: 1\n---\n';          // lines 1 to 5
const lessonOf = (...blocks) => `${front}## Step\n\n${blocks.join('\n')}`;   // the first block begins in line 8
const read = (text) => readLesson('web/lessons/x.md', text, macros);

describe('a lesson', () => {
  it('is cut into steps at its headings, and an experiment belongs to its step', async () => {
    const { steps, questions } = await read(`${front}Hello.\n\n## First\n\n${experiment}\n${question}\n## Second\n\nMore.\n`);
    expect(steps.map(({ title, experiment: own }) => [title, own?.name])).toEqual([['', undefined], ['First', 'one'], ['Second', undefined]]);
    expect(questions.map(({ id, step }) => [id, step])).toEqual([['question-1', 1]]);
    expect(steps[2].before).toBe('<p>More.</p>\n');
  });

  it('has formulas as MathML and live numbers with what they are at the start', async () => {
    const { steps } = await read(lessonOf(experiment, 'It is $\\net_3 = {{net[3]}}$, so {{o[3]:2}}.\n\n$$\n1 + {{-net[3]}}\n$$\n'));
    expect(steps[1].after).toContain('<msub><mi>net</mi><mn>3</mn></msub>');
    expect(steps[1].after).toContain('<mn class="live" data-of="one" data-quantity="net[3]" data-digits="4">1</mn>');
    expect(steps[1].after).toContain('<span class="live" data-of="one" data-quantity="o[3]" data-digits="2">0.73</span>');
    expect(steps[1].after).toContain('data-brackets>(−1)</mn>');
    expect(steps[1].after).toContain('<math display="block"');
  });

  it('may be written on Windows', async () => {
    const text = lessonOf(experiment, question);
    expect((await read(`\uFEFF${text.replaceAll('\n', '\r\n')}`)).steps[1].after).toBe((await read(text)).steps[1].after);
  });

  it('leaves prices and code alone, and takes no HTML', async () => {
    const { steps } = await read(lessonOf('From $5 to $6, `$x$` and <b>bold</b>.\n'));
    expect(steps[1].before).toBe('<p>From $5 to $6, <code>$x$</code> and &lt;b&gt;bold&lt;/b&gt;.</p>\n');
  });
});

describe('an experiment', () => {
  it('hands the element its parts as the element reads them, whether or not the author writes commas', async () => {
    const { steps } = await read(lessonOf(withLine(experiment, 'knobs', 'controls: toolbar, output')));
    expect(experimentHtml(steps[1].experiment)).toContain('&quot;controls&quot;:&quot;toolbar output&quot;');
  });
});

describe('a question', () => {
  it('tells the page what to veil: its answer, and what else would give it away', async () => {
    const { steps } = await read(lessonOf(experiment, withLine(question, 'hints', 'hints: [a]\nveils: net[3], o[3] * 2')));
    expect(steps[1].after).toContain('data-veils="[&quot;o[3]&quot;,&quot;net[3]&quot;,&quot;o[3] * 2&quot;]"');
  });
});

describe('the guide for authors', () => {
  it('shows blocks that make a lesson', async () => {
    const guide = readFileSync(new URL('../../web/lessons/README.md', import.meta.url), 'utf8');
    const [, ...blocks] = guide.split(/^````(?:markdown)?\n/m).map((part) => part.trim());
    const [, lesson] = /```markdown\n(---[\s\S]*?)## The first step/.exec(guide);
    const { steps, experiments, questions } = await read(`${lesson}## The first step\n\n${blocks[0]}\n\n${blocks[2]}\n`);
    expect([steps.length, [...experiments.keys()], questions.length]).toEqual([2, ['gate'], 2]);
  });
});

const without = (block, key) => block.split('\n').filter((line) => !line.startsWith(`${key}:`)).join('\n');
const withLine = (block, key, line) => block.replace(new RegExp(`^${key}:.*$`, 'm'), line);

/** What is wrong, the text, the line it is told of, and a part of the message. */
const refused = [
  ['no front matter', '# Title\n', 1, 'begins with its title'],
  ['an unknown key of the lesson', front.replace('order', 'colour'), 4, 'colour: a lesson has no such key'],
  ['a missing title', '---\nsummary: S\norder: 1\n---\n', 2, 'needs title'],
  ['a heading of the first level', lessonOf('# Big\n'), 8, 'the title stands above'],
  ['YAML that is none', lessonOf(withLine(experiment, 'knobs', 'knobs: a: b')), 14, 'in quotes'],
  ['a single backslash in double quotes', lessonOf(experiment, withLine(question, 'symbol', 'symbol: "\\delta_3"')), 19, 'twice'],
  ['a text in place of a block', lessonOf('```experiment\nhello\n```\n'), 9, 'key: value'],
  ['an unknown key of an experiment', lessonOf(withLine(experiment, 'knobs', 'knob: b[3]')), 14, 'knob: an experiment has no such key'],
  ['a value of the wrong kind', lessonOf(withLine(experiment, 'parameters', 'parameters: many')), 13, '"many" is not a list of numbers'],
  ['a config that the engine does not know', lessonOf(withLine(experiment, 'config', 'config: layers=2-step')), 11, '"step" is not known'],
  ['too few parameters', lessonOf(withLine(experiment, 'parameters', 'parameters: [1]')), 13, 'parameters'],
  ['an example of the wrong size', lessonOf(without(withLine(experiment, 'example', 'example: { input: [1, 2], target: [] }'), 'parameters')), 12, 'example: data'],
  ['a knob that turns nothing', lessonOf(withLine(experiment, 'knobs', 'knobs: w[1][4]')), 14, '"w[1][4]" is no weight'],
  ['an input of a network that learns', lessonOf(withLine(experiment, 'knobs', 'knobs: o[1]\nsteps: [1]')), 14, 'can\'t be turned'],
  ['a readout that is not there', lessonOf(withLine(experiment, 'knobs', 'readouts:\n  x: net[9]')), 14, '"net[9]" is not there'],
  ['an unknown part of the element', lessonOf(withLine(experiment, 'knobs', 'controls: toolbar dials')), 14, '"dials" is not known'],
  ['two experiments in a step', lessonOf(experiment, experiment), 18, 'has the experiment one already'],
  ['a name that is taken', `${lessonOf(experiment)}\n## Next\n\n${experiment}`, 20, '"one" is taken'],
  ['a look at a network that is not there', lessonOf('```experiment\nname: two\ncaption: C\nnetwork: none\n```\n'), 11, 'opens no network above'],
  ['neither config nor network', lessonOf(without(experiment, 'config')), 9, 'either a config or the network'],
  ['a question without a network', lessonOf(question), 9, 'no experiment above'],
  ['a question about another experiment', lessonOf(experiment, withLine(question, 'ask', 'ask: How?\nexperiment: six')), 19, '"six" is not above'],
  ['an answer that is not there', lessonOf(experiment, withLine(question, 'answer', 'answer: delta[7]')), 20, '"delta[7]" is not there'],
  ['an answer that can\'t be read', lessonOf(experiment, withLine(question, 'answer', 'answer: o[3] +')), 20, 'ends too early'],
  ['a comparison for an answer', lessonOf(experiment, withLine(question, 'answer', 'answer: o[3] > 0')), 20, 'a comparison'],
  ['a number without a formula', lessonOf(experiment, without(question, 'formula')), 20, 'needs a formula'],
  ['a formula that temml can\'t read', lessonOf(experiment, withLine(question, 'formula', 'formula: "\\\\frac{1"')), 21, ''],
  ['a formula that needs an inline style', lessonOf('$$\n\\colorbox{red}{x}\n$$\n'), 8, 'inline style'],
  ['a live number without a network', lessonOf('It is {{o[3]}}.\n'), 8, 'needs an experiment above'],
  ['a live number without its end', lessonOf(experiment, 'It is {{o[3]}.\n'), 17, '{{ needs }}'],
  ['a formula without its end', lessonOf(experiment, 'It is $\\net_3 = 1.\n'), 17, '\\net needs a $ before'],
  ['the same in a question', lessonOf(experiment, withLine(question, 'ask', 'ask: How much is \\net_3?')), 18, '\\net needs'],
  ['a tolerance out of range', lessonOf(experiment, withLine(question, 'hints', 'hints: [a]\ntolerance: 2')), 23, 'between 0 and 1'],
  ['choices of which two are right', lessonOf(experiment,
    '```question\nask: Which?\nchoices:\n  - { text: a, when: "o[3] > 0" }\n  - { text: b, when: "o[3] < 1" }\n```\n'), 19, '2 of them are right'],
  ['choices that do not say where to look', lessonOf(experiment,
    '```question\nask: Which?\nchoices:\n  - { text: a, when: "o[3] > 0" }\n  - { text: b, when: "o[3] <= 0" }\n```\n'), 19, 'need a look'],
  ['new numbers for choices', lessonOf(experiment,
    '```question\nask: Which?\nchoices:\n  - { text: a, when: "o[3] > 0" }\n  - { text: b, when: "o[3] <= 0" }\nlook: There.\nfresh: true\n```\n'), 23, 'an answer that is a number'],
  ['a veil over what is not there', lessonOf(experiment, withLine(question, 'hints', 'hints: [a]\nveils: net[3], o[8]')), 23, '"o[8]" is not there'],
  ['new numbers without knobs', lessonOf(without(experiment, 'knobs'), withLine(question, 'hints', 'hints: [a]\nfresh: true')), 22, 'no knobs'],
];

describe('what is refused', () => {
  it.each(refused)('%s', async (_, text, line, message) => {
    const error = await read(text).then(() => null, (refusal) => refusal);
    expect(error?.name, error?.message ?? 'it was not refused').toBe('LessonError');
    expect(error.message).toMatch(new RegExp(`^web/lessons/x\\.md:${line}: `));
    expect(error.message).toContain(message);
  });
});

describe.each(['index', ...lessonNames()])('the page %s', (name) => {
  it('has unique ids, and every link within it leads somewhere', async () => {
    const html = await pageOf(name);
    const ids = [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
    const targets = [...html.matchAll(/ (?:href="#|for="|aria-labelledby="|aria-describedby="|data-of="|data-experiment="|data-network=")([^"]*)"/g)].map(([, id]) => id);
    expect(targets.filter((id) => !ids.includes(id))).toEqual([]);
    const pages = [...html.matchAll(/href="([a-z-]+)\.html(?:#([\w-]+))?"/g)];
    for (const [, page, id] of pages) {
      expect(['index', ...lessonNames()]).toContain(page);
      if (id) expect(await pageOf(page)).toContain(`id="${id}"`);
    }
  });

  it('has nothing that its content security policy refuses, and no TeX left', async () => {
    const html = await pageOf(name);
    expect(html.match(/ style=| on[a-z]+=|<style|<script(?! type="module" src)/g)).toBe(null);
    const text = html.replace(/<[^>]*>/g, '');
    expect(text.match(/\$\$|\\[a-z]{2,}|\{\{|\}\}|⟦|NaN|undefined/g)).toBe(null);
  });
});
