// The lessons in the browser: every question answered from the live network, by hand and by keyboard; readable without scripts.
import { readFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { numberOf, quantity } from '../../web/src/lesson/quantity.js';
import { live, openLessons, reach, scopeOf } from './lesson-page.js';

const axe = readFileSync(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const folder = join(fileURLToPath(new URL('../..', import.meta.url)), 'build/screenshots');
const names = ['backpropagation', 'vanishing-gradients'];
const looks = [320, 1440].flatMap((width) => ['light', 'dark'].map((colorScheme) => ({ width, colorScheme })));

let lessons;
let open;
beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  lessons = await openLessons();
  ({ open } = lessons);
});
afterEach(() => lessons.closePages());
afterAll(() => lessons.close());

async function answerNumber(question) {
  const right = numberOf(await question.getAttribute('data-answer'), await scopeOf(question));
  const margin = Number(await question.getAttribute('data-margin'));
  const say = async (number) => {
    await question.locator('.entry input').fill(String(number));
    await question.getByRole('button', { name: 'Check' }).click();
  };
  await say(-right - 2 * margin * Math.sign(right));
  await question.getByText('Not yet').waitFor();
  expect(await question.locator('.feedback math').count()).toBe(1);
  await say(right);
  await question.locator('.feedback').getByText(/^Right/).waitFor();
  expect(await question.getAttribute('data-state')).toBe('right');
}

async function answerChoice(question) {
  const scope = await scopeOf(question);
  for (const choice of await question.locator('.choices input').all()) {
    await choice.check();
    await question.getByRole('button', { name: 'Check' }).click();
    const isRight = quantity(await choice.getAttribute('data-when'))(scope);
    await question.locator('.feedback').getByText(isRight ? /^Right/ : /^Not this one/).waitFor();
  }
}

describe.each(names)('%s', (name) => {
  it('takes the live network\'s answer to every question and refuses a wrong one', async () => {
    const { page, complaints } = await open(`${name}.html`);
    const questions = await page.locator('lesson-question').all();
    expect(questions.length).toBeGreaterThan(5);
    for (const question of questions) await (await question.getAttribute('data-answer') ? answerNumber(question) : answerChoice(question));
    expect(complaints).toEqual([]);
  });

  it('takes new numbers, and asks about those', async () => {
    const { page, complaints } = await open(`${name}.html`);
    for (const question of await page.locator('lesson-question:has([data-fresh])').all()) {
      const before = await scopeOf(question);
      await question.getByRole('button', { name: 'New numbers' }).click();
      await question.getByText('New numbers. The network has changed').waitFor();
      expect(numberOf(await question.getAttribute('data-answer'), await scopeOf(question)))
        .not.toBeCloseTo(numberOf(await question.getAttribute('data-answer'), before), 9);
      await answerNumber(question);
    }
    expect(complaints).toEqual([]);
  });

  it.each(looks)('has no violation and nothing to scroll sideways at $width px, $colorScheme', async (look) => {
    const { page, complaints } = await open(`${name}.html`, look);
    for (const experiment of await page.locator('lesson-experiment[data-options]').all()) {
      await experiment.scrollIntoViewIfNeeded();
      await reach(page, await experiment.getAttribute('id'));
    }
    const first = page.locator('lesson-question').first();
    await first.getByRole('button', { name: 'Hint' }).click();
    await first.locator('.entry input').fill('99');
    await first.getByRole('button', { name: 'Check' }).click();
    await first.getByText('Not yet').waitFor();
    await first.getByText('Show me').click();
    await page.evaluate(axe);
    const { violations, passes } = await page.evaluate((values) => window.axe.run(document, { runOnly: { type: 'tag', values } }), tags);
    expect(passes.length).toBeGreaterThan(10);
    expect(violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.flat().join(' ')}: ${failureSummary}`))).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
    await page.screenshot({ path: `${folder}/lesson-${name}-${look.width}-${look.colorScheme}.png`, fullPage: true });
    expect(complaints).toEqual([]);
  });

  it('is readable without scripts, answers included', async () => {
    const { page } = await open(`${name}.html`, { javaScriptEnabled: false });
    expect(await page.getByRole('button').filter({ visible: true }).count()).toBe(0);
    const solution = page.locator('.solution').first();
    await solution.getByText('Show me').click();
    await solution.locator('math').waitFor();
    expect(await page.locator('mn.live').first().textContent()).toMatch(/^\(?−?\d/);
  });

  it('loads one engine for each network, and nothing jumps', async () => {
    const { page } = await open(`${name}.html`, { width: 320 });
    await page.evaluate(() => {
      window.shifts = 0;
      new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => { window.shifts += value; })).observe({ type: 'layout-shift' });
    });
    expect(page.workers()).toHaveLength(0);
    const experiments = await page.locator('lesson-experiment[data-options]').all();
    for (const experiment of experiments) {
      await experiment.scrollIntoViewIfNeeded();
      await reach(page, await experiment.getAttribute('id'));
      await page.waitForTimeout(200);
    }
    expect(page.workers().length).toBeLessThanOrEqual(experiments.length);
    expect(await page.evaluate(() => window.shifts)).toBeLessThan(0.05);
  });

  it.each([{ width: 390, height: 844 }, { width: 1440, height: 900 }, { width: 2560, height: 1440 }])('is at most 100 KB and 12 requests at $width × $height, whoever reads on', async (viewport) => {
    const { page, arrived } = await open(`${name}.html`, { viewport });
    const first = page.locator('lesson-experiment').first();
    await first.scrollIntoViewIfNeeded();
    await page.waitForTimeout(500);   // nothing more should come
    const loaded = await arrived();
    expect(loaded.reduce((sum, { bytes }) => sum + bytes, 0), JSON.stringify(loaded)).toBeLessThan(100 * 1024);
    expect(loaded.length).toBeLessThanOrEqual(12);
    for (const ending of ['.html', '.css', '.js']) {
      expect(loaded.some(({ url, bytes }) => url.endsWith(ending) && bytes > 0), `${ending} in ${JSON.stringify(loaded)}`).toBe(true);
    }
    expect(page.workers()).toHaveLength(0);
  });

  it.each([
    ['the pointer comes to a network', (page) => page.locator('lesson-experiment').first().hover()],
    ['the keyboard comes to a number', (page) => page.locator('lesson-experiment input').first().focus()],
    ['a question about it is begun', (page) => page.locator('lesson-question').first().hover()],
    ['its playground comes near', async (page) => {
      expect(await page.locator('lesson-experiment:has(.stage)').first().getAttribute('data-state')).toBe(null);
      await page.locator('lesson-experiment:has(.stage)').first().scrollIntoViewIfNeeded();
    }],
  ])('loads the engine when %s', async (_, come) => {
    const { page, complaints } = await open(`${name}.html`);
    expect(page.workers()).toHaveLength(0);
    await come(page);
    await page.locator('lesson-experiment[data-state=live]').waitFor();
    expect(page.workers()).toHaveLength(1);
    expect(complaints).toEqual([]);
  });
});

describe('the lesson on backpropagation', () => {
  it('takes a step with Mazur\'s numbers, and text and picture follow', async () => {
    const { page, complaints } = await open('backpropagation.html#step-7');
    const experiment = page.locator('#update');
    await reach(page, 'two-two-two');
    const shown = (of) => experiment.locator(`.readouts [data-quantity="${of}"]`);
    await expect.poll(() => shown('loss').textContent()).toBe('0.298371');
    await experiment.getByRole('button', { name: 'One step' }).click();
    await expect.poll(() => shown('loss').textContent()).toBe('0.291028');
    expect(await shown('w[3][5]').textContent()).toBe('0.358916');
    expect(await shown('w[1][3]').textContent()).toBe('0.149781');
    expect(await page.locator('#step-4 ~ * [data-quantity="w[3][5]"]').first().textContent()).toBe('0.3589');
    expect(await page.locator('#two-two-two .diagram [data-quantity="w[3][5]"]').textContent()).toBe('0.359');
    await experiment.getByRole('button', { name: '10,000 steps' }).click();
    await expect.poll(async () => Number((await shown('loss').textContent()).replace(' × 10⁻⁵', 'e-5'))).toBeLessThan(4e-5);
    await experiment.getByRole('button', { name: 'Start again' }).click();
    await expect.poll(() => shown('loss').textContent()).toBe('0.298371');
    expect(complaints).toEqual([]);
  });

  it('turns a knob: the numbers follow, what was checked is forgotten, and no number is refused', async () => {
    const { page, complaints } = await open('backpropagation.html');
    const question = page.locator('#question-1');
    await reach(page, 'neuron');
    await answerNumber(question);
    const knob = page.locator('#neuron').getByRole('spinbutton').first();
    await knob.fill('0.9');
    await question.getByText('The network has changed since').waitFor();
    await expect.poll(() => page.locator('#neuron .readouts [data-quantity="net[3]"]').textContent()).toBe('0.8');
    await answerNumber(question);
    await knob.fill('');
    expect(await knob.getAttribute('aria-invalid')).toBe('true');
    await knob.press('Tab');
    await expect.poll(() => knob.inputValue(), 'the number that holds').toBe('0.9');
    expect(await knob.getAttribute('aria-invalid')).toBe(null);
    await knob.fill('0.7');
    await expect.poll(() => page.locator('#neuron .readouts [data-quantity="net[3]"]').textContent(), { message: 'the empty field changed nothing' }).toBe('0.6');
    await question.locator('.entry input').fill('a half');
    await question.getByRole('button', { name: 'Check' }).click();
    await question.getByText('“a half” is not a number').waitFor();
    expect(complaints).toEqual([]);
  });

  it('takes back what it said of a choice when the network or the choice is another', async () => {
    const { page, complaints } = await open('backpropagation.html');
    const question = page.locator('#question-2');
    await reach(page, 'neuron');
    await question.getByLabel('above ½').check();
    await question.getByRole('button', { name: 'Check' }).click();
    await question.locator('.feedback').getByText(/^Right/).waitFor();
    const bias = page.locator('#neuron').getByRole('spinbutton', { name: 'bias' });
    await bias.fill('0.2');
    await expect.poll(async () => (await scopeOf(question)).net[3]).toBeCloseTo(0.6, 6);
    await page.waitForTimeout(100);   // nothing more should come of it
    expect(await question.getAttribute('data-state'), 'the same choice is right').toBe('right');
    await bias.fill('-2');
    await question.getByText('The network has changed since').waitFor();
    expect(await question.getAttribute('data-state')).toBe(null);
    await question.getByLabel('exactly at ½').check();
    await question.getByRole('button', { name: 'Check' }).click();
    await question.locator('.feedback').getByText(/^Right/).waitFor();
    await question.getByLabel('above ½').check();
    expect(await question.locator('.feedback').textContent()).toBe('');
    expect(await question.getAttribute('data-state')).toBe(null);
    expect(complaints).toEqual([]);
  });

  it('veils what it asks for until it is answered or shown, and again with new numbers', async () => {
    const { page, complaints } = await open('backpropagation.html');
    const [first, second] = [page.locator('#question-1'), page.locator('#question-2')];
    const readout = (of) => page.locator(`#neuron .readouts [data-quantity="${of}"]`);
    const inText = page.locator('.step').first().locator('.prose > .formula [data-quantity="net[3]"]');
    await reach(page, 'neuron');
    expect(await readout('net[3]').textContent()).toMatch(/^\?.*hidden until you have answered/);
    expect(await inText.textContent()).toBe('?');
    expect(await page.locator('#neuron .diagram [data-quantity="o[3]"]').textContent()).toBe('?');
    expect(await page.locator('#error .diagram [data-quantity="o[3]"]').textContent(), 'in another step').toBe('0.622');
    await page.locator('#neuron').getByRole('spinbutton').first().fill('0.9');
    await expect.poll(async () => (await scopeOf(first)).net[3]).toBeCloseTo(0.8, 6);
    expect(await inText.textContent(), 'with numbers that follow').toBe('?');
    await answerNumber(first);
    expect(await readout('net[3]').textContent()).toBe('0.8');
    expect(await inText.textContent()).toBe('0.8');
    expect(await readout('o[3]').textContent()).toMatch(/^\?/);
    await second.getByText('Show me').click();
    await expect.poll(() => readout('o[3]').textContent()).toBe('0.689974');
    await first.getByRole('button', { name: 'New numbers' }).click();
    await expect.poll(() => inText.textContent()).toBe('?');
    expect(await readout('o[3]').textContent()).toMatch(/^0\.\d/);
    expect(complaints).toEqual([]);
  });

  it('is done with the keyboard alone', async () => {
    const { page, complaints } = await open('backpropagation.html');
    await reach(page, 'neuron');
    await page.locator('.contents a').nth(2).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate(() => document.activeElement.id)).toBe('step-3');
    expect(page.url()).toContain('#step-3');
    await reach(page, 'two-two-two');
    const entry = page.locator('#question-5 .entry input');
    await entry.focus();
    const right = String(numberOf('dw[4][6]', await scopeOf(page.locator('#question-5'))));
    await page.keyboard.type(right);
    expect(await entry.inputValue()).toBe(right);
    await page.keyboard.press('Enter');
    await page.locator('#question-5').getByText(/^Right/).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.locator('#question-5 .hints li').filter({ visible: true }).count()).toBe(1);
    await page.keyboard.press('Enter');
    expect(await page.locator('#question-5 .hints li').filter({ visible: true }).count()).toBe(2);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.locator('#question-5 details').getAttribute('open')).not.toBe(null);
    await page.locator('#question-6 input').first().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await page.locator('#question-6').getByText(/^Right/).waitFor();
    expect(complaints).toEqual([]);
  });

  it('trains the last network while it is seen, and rests it while it is not', async () => {
    const { page } = await open('backpropagation.html#step-8');
    await live(page, 'circle');
    const running = () => page.evaluate(() => document.querySelector('#circle backprop-playground').running);
    await page.locator('#circle').getByRole('button', { name: 'Train', exact: true }).click();
    await expect.poll(running).toBe(true);
    const output = page.locator('#circle .readouts [data-quantity="o[7]"]');
    const before = await output.textContent();
    await expect.poll(() => output.textContent()).not.toBe(before);
    await page.evaluate(() => document.querySelector('#step-1').scrollIntoView());
    await expect.poll(running).toBe(false);
    await page.evaluate(() => document.querySelector('#step-8').scrollIntoView());
    await expect.poll(running).toBe(true);
  });
});

it('wear the theme that was chosen beside the playground, which a reload keeps', async () => {
  const { page } = await open('../index.html');
  await page.getByLabel('Theme').selectOption('dark');
  await page.reload();
  expect(await page.getByLabel('Theme').inputValue()).toBe('dark');
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const dark = await background();
  await page.getByRole('link', { name: 'Lessons', exact: true }).click();
  await page.getByRole('link', { name: /one number at a time/ }).click();
  await page.locator('lesson-question').first().waitFor();
  expect(await background()).toBe(dark);
  await reach(page, 'neuron');
  expect(await page.evaluate(() => document.querySelector('backprop-playground').theme)).toBe('dark');
});

describe('a network of a lesson', () => {
  it('that could not be loaded leaves nothing behind, and is loaded when the reader tries again', async () => {
    const { page } = await open('backpropagation.html');
    await page.route('**/*.wasm', (route) => route.abort());
    const neuron = page.locator('#neuron');
    await neuron.hover();
    await neuron.locator('.trouble').getByText('The network could not be loaded').waitFor();
    expect(await neuron.locator('backprop-playground').count()).toBe(0);
    await page.unroute('**/*.wasm');
    await neuron.getByRole('spinbutton').first().fill('0.9');
    await reach(page, 'neuron');
    expect(await neuron.locator('backprop-playground').count()).toBe(1);
    expect(await neuron.locator('.trouble').textContent()).toBe('');
  });

  it('that is slow to come says so, and does then what was asked', async () => {
    const { page, complaints } = await open('backpropagation.html');
    let release;
    const held = new Promise((resolve) => { release = resolve; });
    await page.route('**/*.wasm', async (route) => {
      await held;
      await route.continue();
    });
    const neuron = page.locator('#neuron');
    await neuron.getByRole('spinbutton').first().fill('0.9');
    await neuron.getByRole('status').getByText('The network is loading').waitFor();
    release();
    await expect.poll(async () => (await scopeOf(page.locator('#question-1'))).net[3]).toBeCloseTo(0.8, 6);
    await expect.poll(() => neuron.getByRole('status').textContent()).toBe('');
    expect(complaints).toEqual([]);
  });

  it('that never comes leaves a question with its printed answer, and new numbers with the reason', async () => {
    const { page, complaints } = await open('backpropagation.html');
    await page.route('**/*.wasm', (route) => route.abort());
    const question = page.locator('#question-1');
    await question.getByRole('button', { name: 'New numbers' }).click();
    await question.getByText('There are no new numbers:').waitFor();
    await page.locator('#question-2').getByText('Show me').click();
    expect(await page.locator('#question-2 .right-choice').textContent()).toBe('above ½');
    expect(complaints.filter((complaint) => !/ERR_FAILED|wasm/.test(complaint))).toEqual([]);
  });

  it('whose numbers are not finite any more shows dashes and the shortest bars', async () => {
    const { page } = await open('vanishing-gradients.html#step-3');
    await reach(page, 'deep');
    await page.locator('#deep').evaluate(async (experiment) => {
      const scope = await experiment.scope();
      experiment.scope = async () => ({ ...scope, flow: scope.flow.map(() => ({ delta: NaN, slope: Infinity, gradient: NaN })) });
      await experiment.refresh();
    });
    const bar = page.locator('#deep .bars > div').first();
    await expect.poll(() => bar.locator('.live').textContent()).toBe('–');
    expect(await bar.locator('rect').getAttribute('width')).toBe('1.0');
    expect(await page.locator('#deep .trouble').textContent()).toBe('');
  });
});

describe('the lesson on vanishing gradients', () => {
  it('draws again when new numbers would leave the answer as it is', async () => {
    const { page } = await open('vanishing-gradients.html');
    const question = page.locator('#question-1');
    await reach(page, 'slope');
    expect((await scopeOf(question)).net[2]).toBe(1);
    await page.evaluate(() => {
      const { random } = Math;
      const drawn = [0.3, 0.9, 0.7, 0.9];   // a weight of 0.3 and a bias of 0.7: net is 1 once more
      Math.random = () => drawn.shift() ?? random();
    });
    await question.getByRole('button', { name: 'New numbers' }).click();
    await question.getByText('New numbers. The network has changed').waitFor();
    expect(Math.abs((await scopeOf(question)).net[2])).not.toBeCloseTo(1, 6);
  });

  it('shows how δ vanishes in sigmoids and not in relu, on the network that was chosen', async () => {
    const { page, complaints } = await open('vanishing-gradients.html#step-3');
    await reach(page, 'deep');
    const share = async () => {
      const { flow } = await scopeOf(page.locator('#question-4'));
      return flow[0].delta / flow[5].delta;
    };
    expect(await share()).toBeLessThan(1e-3);
    await page.getByLabel('relu', { exact: true }).check();
    await expect.poll(share).toBeGreaterThan(1e-2);
    const bar = page.locator('#deep [data-bar="flow[0].delta"]');
    await expect.poll(async () => Number(await bar.getAttribute('width'))).toBeGreaterThan(60);
    await answerChoice(page.locator('#question-4'));
    expect(complaints).toEqual([]);
  });
});

describe('the list of lessons', () => {
  it('leads from the playground to a lesson, on to the next, and back', async () => {
    const { page, complaints } = await open('../index.html');
    await page.getByRole('link', { name: 'Lessons' }).click();
    await page.getByRole('link', { name: 'Backpropagation, one number at a time' }).click();
    await page.getByRole('heading', { level: 1, name: 'Backpropagation, one number at a time' }).waitFor();
    await page.getByRole('navigation', { name: 'Lessons' }).getByRole('link', { name: /Vanishing gradients/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Vanishing gradients' }).waitFor();
    await page.getByRole('link', { name: /Open the playground/ }).click();
    await page.locator('backprop-playground .app').waitFor();
    expect(complaints).toEqual([]);
  });
});
