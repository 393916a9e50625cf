// The microscope as a reader uses it: numbers typed in, steps taken, everything read off the page.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { loadEngine } from '../../web/src/engine/index.js';
import { openSite } from './site.js';

let site;
beforeAll(async () => { site = await openSite(); });
afterEach(() => site.closePages());
afterAll(() => site.close());

const button = (page, name) => page.getByRole('button', { name, exact: true });
const unit = (page, name) => page.locator(`.scope-unit[aria-label^="${name}:"]`);

async function open(fragment, options) {
  const opened = await site.open(fragment, options);
  await button(opened.page, 'Microscope').click();
  await opened.page.locator('.scope-stage').waitFor();
  return opened;
}

/** Types a number and leaves the field. */
async function type(page, name, value) {
  const field = page.getByLabel(name, { exact: true });
  await field.fill(String(value));
  await field.press('Tab');
}

/** The number of a formula's last line. */
async function result(page, block) {
  const text = await page.locator(`[data-block="${block}"] .answer`).textContent();
  return Number(text.replace(/[=\s]/g, '').replace('−', '-').replace(/·10(.+)/, (_, power) => `e${power.replace('−', '-')}`));
}

/** Two inputs, two hidden units, two outputs, all sigmoid, half squared error; other numbers than the example's. */
const twoTwoTwo = {
  data: { inputs: [[1, 2], [3, 4]], targets: [[0, 1], [1, 0]], trainFraction: 1 },
  layers: [{ units: 2, activation: 'sigmoid' }], output: { activation: 'sigmoid' }, loss: 'halfSquaredError',
  optimizer: { name: 'sgd', learningRate: 0.1 }, batchSize: 1, frozen: [4, 5, 10, 11],
};

async function openTwoTwoTwo() {
  const { page, complaints } = await site.open();
  await page.evaluate((config) => {
    const playground = document.querySelector('backprop-playground');
    playground.config = { ...playground.config, output: undefined, loss: undefined, ...config };
  }, twoTwoTwo);
  await expect.poll(() => page.locator('.unit').count()).toBe(6);
  await button(page, 'Microscope').click();
  await page.locator('.scope-stage').waitFor();
  return { page, complaints };
}

/** M. Mazur, A Step by Step Backpropagation Example, 2015: w1…w8 and the biases. */
async function typeMazur(page) {
  await type(page, 'Input x₁', 0.05);
  await type(page, 'Input x₂', 0.1);
  await type(page, 'Target 1', 0.01);
  await type(page, 'Target 2', 0.99);
  await type(page, 'Learning rate η', 0.5);
  const incoming = [['h₁,₁', 'x₁', 'x₂', 0.15, 0.2, 0.35], ['h₁,₂', 'x₁', 'x₂', 0.25, 0.3, 0.35],
    ['ŷ₁', 'h₁,₁', 'h₁,₂', 0.4, 0.45, 0.6], ['ŷ₂', 'h₁,₁', 'h₁,₂', 0.5, 0.55, 0.6]];
  const names = ['Layer 1, unit 1', 'Layer 1, unit 2', 'Output 1', 'Output 2'];
  for (const [index, [name, first, second, w, v, bias]] of incoming.entries()) {
    await unit(page, names[index]).click();
    await type(page, `Weight ${first} → ${name}`, w);
    await type(page, `Weight ${second} → ${name}`, v);
    await type(page, `Bias of ${name}`, bias);
  }
}

describe('Mazur’s example, typed in', () => {
  it('gives his numbers to nine digits, before and after the update', async () => {
    const { page, complaints } = await openTwoTwoTwo();
    await typeMazur(page);
    await page.locator('.scope-stage').click({ position: await placeOfTarget(page) });
    await page.getByRole('heading', { name: 'Loss E' }).waitFor();
    await expect.poll(() => result(page, 'loss')).toBeCloseTo(0.298371109, 9);
    await unit(page, 'Output 1').click();
    await button(page, 'Look at the weight h₁,₁ → ŷ₁').click();
    await expect.poll(() => result(page, 'gradient')).toBeCloseTo(0.082167041, 9);
    await page.getByRole('button', { name: 'Next · update' }).click();
    await page.locator('[data-block="update"]').waitFor();
    await expect.poll(() => result(page, 'update')).toBeCloseTo(0.35891648, 9);
    await expect.poll(() => page.locator('.sentence').textContent()).toContain('E falls from 0.298371109 to 0.291027774');
    await unit(page, 'Layer 1, unit 1').click();
    await button(page, 'Look at the weight x₁ → h₁,₁').click();
    await expect.poll(() => result(page, 'update')).toBeCloseTo(0.149780716, 9);
    await page.getByRole('button', { name: 'Next · example' }).click();   // the same one again, with the new weights
    await page.getByRole('button', { name: 'Loss', exact: true }).click();
    await page.locator('.scope-stage').click({ position: await placeOfTarget(page) });
    await expect.poll(() => result(page, 'loss')).toBeCloseTo(0.291027774, 9);
    expect(complaints).toEqual([]);
  });

  it('opens ready-made, with its biases left alone', async () => {
    const { page, complaints } = await open();
    await button(page, 'A worked example').click();
    await unit(page, 'Layer 1, unit 2').waitFor();
    await expect.poll(() => page.getByLabel('Weight h₁,₁ → ŷ₁', { exact: true }).inputValue()).toBe('0.4');
    await page.getByRole('button', { name: 'Next · update' }).click();
    await expect.poll(() => page.locator('.sentence').textContent()).toContain('E falls from 0.298371109 to 0.291027774');
    expect(await page.getByLabel('Bias of ŷ₁', { exact: true }).inputValue()).toBe('0.6');
    expect(complaints).toEqual([]);
  });

  it('gives way to any other data, with examples for testing', async () => {
    const { page, complaints } = await open();
    await button(page, 'A worked example').click();
    await unit(page, 'Layer 1, unit 2').waitFor();
    await button(page, 'Exclusive or').click();
    await expect.poll(() => page.evaluate(() => document.querySelector('backprop-playground').config)).toMatchObject({
      data: { generator: 'xor', trainFraction: 0.5 },
    });
    await expect.poll(() => page.getByRole('slider', { name: 'Train on' }).getAttribute('aria-valuetext')).toBe('50 %, test on 50 %');
    expect(await page.getByRole('alert').allTextContents()).toEqual(['']);
    expect(complaints).toEqual([]);
  });
});

/** Where the card of the first target lies on the stage. */
const placeOfTarget = (page) => page.evaluate(() => {
  const { shadowRoot } = document.querySelector('backprop-playground');
  const outputs = [...shadowRoot.querySelectorAll('.scope-unit')].filter((button) => button.dataset.layer === '1');
  const box = outputs[0];
  return { x: box.offsetLeft + box.offsetWidth + 70, y: box.offsetTop + box.offsetHeight / 2 };
});

describe('the numbers on the page', () => {
  it('are those of the engine’s trace, for every unit', async () => {
    const fragment = 'layers=3-tanh,2-softplus&loss=huber&seed=5';
    const { page } = await open(fragment);
    await page.getByLabel('Digits').selectOption('9');
    const engine = await loadEngine();
    const config = await page.evaluate(() => document.querySelector('backprop-playground').config);
    const session = engine.createSession(config);
    const example = Number(await page.getByRole('spinbutton', { name: 'Example' }).inputValue()) - 1;
    const trace = session.trace({ example });
    const labels = await page.locator('.scope-unit').evaluateAll((units) => units.map((button) =>
      ({ layer: Number(button.dataset.layer), unit: Number(button.dataset.unit), text: button.getAttribute('aria-label') })));
    expect(labels).toHaveLength(2 + 3 + 2 + 1);
    for (const { layer, unit: index, text } of labels.filter((label) => label.layer >= 0)) {
      const of = trace.layers[layer];
      const read = (name) => Number(new RegExp(`${name} (−?[\\d.e−]+)`).exec(text)[1].replaceAll('−', '-'));
      const expected = { net: of.net, o: of.output, 'error signal': of.errorSignal, slope: of.slope, δ: of.delta };
      for (const [name, values] of Object.entries(expected)) expect(read(`\\b${name}`.replace('\\bδ', 'δ')), name).toBe(Number(values[index].toPrecision(9)));
    }
    session.dispose();
  });
});

const sentence = (page) => page.locator('.sentence').textContent();
const metricsStep = (page) => page.evaluate(() => document.querySelector('backprop-playground').metrics.step);
const parameters = (page) => page.evaluate(() => [...document.querySelector('backprop-playground').parameters]);

describe('stepping', () => {
  it('shows nothing before it is computed, in every grain, and goes back', async () => {
    const { page, complaints } = await open();
    await button(page, 'Inputs').click();
    const known = () => page.locator('.scope-unit').evaluateAll((units) =>
      units.filter((unit) => !unit.getAttribute('aria-label').includes('not computed yet')).length);
    await expect.poll(known).toBe(2);
    expect(await sentence(page)).toContain('nothing has been computed yet');
    await page.getByLabel('Grain').selectOption('unit by unit');
    await page.getByRole('button', { name: 'Next · forward' }).click();
    await expect.poll(known).toBe(3);
    await page.getByRole('heading', { name: 'Layer 1, unit 1' }).waitFor();   // what was computed is looked at
    await page.getByLabel('Grain').selectOption('layer by layer');
    await page.getByRole('button', { name: 'Next · forward' }).click();
    await expect.poll(known).toBe(6);
    await button(page, 'Back').click();
    await expect.poll(known).toBe(2);
    expect(await unit(page, 'Output').getAttribute('aria-label')).toBe('Output: not computed yet');
    await button(page, 'Backward').click();
    await expect.poll(() => unit(page, 'Output').getAttribute('aria-label')).toContain('δ');
    expect(complaints).toEqual([]);
  });

  it('plays slowly and stops', async () => {
    const { page } = await open();
    await button(page, 'Inputs').click();
    await button(page, 'Play slowly').click();
    await expect.poll(() => page.locator('.stage-step[aria-current]').textContent()).toBe('Forward');
    await button(page, 'Stop').click();
    const then = await sentence(page);
    await page.waitForTimeout(2600);
    expect(await sentence(page)).toBe(then);
  });

  it('takes a whole mini-batch, and an epoch at a press', async () => {
    const { page, complaints } = await open();
    await page.getByLabel('Grain').selectOption('epoch by epoch');
    await button(page, 'Mini-batch of 10').waitFor();
    await page.getByRole('button', { name: 'Next · epoch' }).click();
    await expect.poll(() => sentence(page)).toContain('Update 25:');
    await page.getByRole('heading', { name: 'Mean gradient of the weight' }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('shows what Adam remembers', async () => {
    const { page, complaints } = await open('optimizer=adam');
    await button(page, 'Look at the weight h₂,₁ → ŷ').click();
    await page.getByRole('button', { name: 'Next · update' }).click();
    for (const name of ['Mean of the gradients', 'Squares of the gradients', 'New weight']) await page.getByRole('heading', { name, exact: true }).waitFor();
    expect(await page.locator('[data-block="mean"] .symbols').textContent()).toContain('m');
    expect(complaints).toEqual([]);
  });
});

describe('choosing', () => {
  it('sends the point that is clicked through the network', async () => {
    const { page, complaints } = await open();
    const box = await page.locator('.plot-picker').boundingBox();
    const example = page.getByRole('spinbutton', { name: 'Example' });
    await page.mouse.click(box.x + box.width * 0.55, box.y + box.height * 0.42);
    await expect.poll(() => example.inputValue()).not.toBe('2');
    const ring = await page.locator('.ring').boundingBox();
    expect(Math.hypot(ring.x + ring.width / 2 - box.x - box.width * 0.55, ring.y + ring.height / 2 - box.y - box.height * 0.42)).toBeLessThan(25);
    const chosen = Number(await example.inputValue());
    await example.press('ArrowUp');
    await expect.poll(() => sentenceOfStart(page)).toContain(`Example ${chosen + 1} `);
    await example.fill('100000');
    await example.press('Enter');
    await expect.poll(() => example.inputValue(), { message: 'there is no such example' }).toBe(String(chosen + 1));
    await example.fill('7');
    await example.press('ArrowUp');
    await expect.poll(() => example.inputValue(), { message: 'the neighbour of the one on show' }).toBe(String(chosen + 2));
    expect(complaints).toEqual([]);
  });

  it('a symbol or its name lights up the place that it comes from, and a press looks there', async () => {
    const { page } = await open();
    const use = page.locator('[data-block="delta"] .use').first();
    await use.focus();
    expect(await page.locator('math .lit').count()).toBeGreaterThan(0);
    await page.locator('[data-block="net"] .use.weight').first().click();
    await page.getByRole('heading', { name: 'Weight h₂,₁ → ŷ' }).waitFor();
    await page.locator('[data-block="gradient"] .figures .at.output').click();
    await page.getByRole('heading', { name: 'Layer 2, unit 1' }).waitFor();
  });

  it('writes sums out when asked', async () => {
    const { page } = await open();
    await unit(page, 'Layer 2, unit 1').click();
    await page.getByLabel('Sums written out').check();
    const symbols = await page.locator('[data-block="signal"] .symbols').textContent();
    expect(symbols.replace(/\s/g, '')).toContain('∑l−(tl−ol)⋅φ′(netl)⋅wjl');
  });
});

async function sentenceOfStart(page) {
  await button(page, 'Inputs').click();
  return sentence(page);
}

describe('coming and going', () => {
  it('pauses training, follows it, and is left by the key it is opened with', async () => {
    const { page, complaints } = await site.open();
    await button(page, 'Train').click();
    await expect.poll(() => metricsStep(page), { timeout: 10_000 }).toBeGreaterThan(200);
    await button(page, 'Pause').focus();
    await page.keyboard.press('m');
    await page.locator('.scope-stage').waitFor();
    await button(page, 'Train').waitFor();
    await page.getByLabel('Digits').selectOption('9');
    const before = await unit(page, 'Output').getAttribute('aria-label');
    await button(page, 'Epoch').click();
    await expect.poll(() => unit(page, 'Output').getAttribute('aria-label')).not.toBe(before);
    await button(page, 'Train').click();
    const during = await unit(page, 'Output').getAttribute('aria-label');
    await expect.poll(() => unit(page, 'Output').getAttribute('aria-label')).not.toBe(during);
    await button(page, 'Pause').click();
    await page.keyboard.press('m');
    await page.locator('.scope-stage').waitFor({ state: 'detached' });
    await page.getByRole('heading', { name: 'Network' }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('asks what to do with new weights: they go, or they stay and training goes on from them', async () => {
    const { page, complaints } = await open();
    const start = await parameters(page);
    await page.getByRole('button', { name: 'Next · update' }).click();
    await expect.poll(() => parameters(page)).not.toEqual(start);
    await button(page, 'Leave').click();
    await page.getByRole('button', { name: 'Stay' }).click();
    await page.locator('.scope-stage').waitFor();
    await button(page, 'Leave').click();
    await button(page, 'Go back to the old ones').click();
    await page.locator('.scope-stage').waitFor({ state: 'detached' });
    await expect.poll(() => parameters(page)).toEqual(start);
    await button(page, 'Microscope').click();
    await page.getByRole('button', { name: 'Next · update' }).click();
    await expect.poll(() => parameters(page)).not.toEqual(start);
    const updated = (await parameters(page)).map(Math.fround);
    await button(page, 'Leave').click();
    await button(page, 'Keep them').click();
    await page.locator('.scope-stage').waitFor({ state: 'detached' });
    await expect.poll(() => parameters(page)).toEqual(updated);
    expect(complaints).toEqual([]);
  });

  it('is open as long as its property says so: who stays can be asked again', async () => {
    const { page, complaints } = await open();
    const property = () => page.evaluate(() => document.querySelector('backprop-playground').microscope);
    const start = await parameters(page);
    await page.getByRole('button', { name: 'Next · update' }).click();
    await expect.poll(() => parameters(page)).not.toEqual(start);
    for (const answer of ['Stay', 'Stay', 'Keep them']) {
      await page.evaluate(() => { document.querySelector('backprop-playground').microscope = false; });
      await page.getByRole('button', { name: answer }).click();
      await expect.poll(property).toBe(answer === 'Stay');
    }
    await page.locator('.scope-stage').waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
  });

  it('puts back a learning rate that is refused, and says why', async () => {
    const { page, complaints } = await open();
    await type(page, 'Learning rate η', 1e9);
    await page.getByText(/optimizer\.learningRate: 1e\+?0?9|optimizer\.learningRate: 1000000000/).waitFor();
    await expect.poll(() => page.getByLabel('Learning rate η').inputValue()).toBe('0.03');
    expect(complaints).toEqual([]);
  });

  it('opens with an attribute, alone with its network, and hands out what it has', async () => {
    const { page, complaints } = await site.open();
    await page.evaluate(() => {
      const playground = document.createElement('backprop-playground');
      Object.assign(playground, { id: 'second', microscope: true, controls: 'network microscope', config: 'data=xor&layers=2-sigmoid' });
      document.querySelector('main').prepend(playground);
    });
    await page.locator('#second .scope-stage').waitFor();
    expect(await page.locator('#second .toolbar, #second .plot').count()).toBe(0);
    const loss = await page.evaluate(async () => {
      const second = document.querySelector('#second');
      await second.setParameters([0.15, 0.2, 0.25, 0.3, 0.35, 0.35, 0.4, 0.45, 0.6]);
      return (await second.trace({ input: [1, 2], target: [1], parameters: second.parameters })).loss;
    });
    expect(loss).toBeGreaterThan(0);
    expect(await page.evaluate(() => document.querySelector('#second').parameters[0])).toBe(0.15);
    await page.evaluate(() => { document.querySelector('#second').microscope = false; });
    await page.locator('#second dialog[open]').waitFor();
    expect(complaints).toEqual([]);
  });
});

describe('with the keyboard alone', () => {
  it('a unit, its weight and a step are reached, said and seen', async () => {
    const { page, complaints } = await open();
    await page.locator('.scope-unit[tabindex="0"]').focus();
    await page.keyboard.press('ArrowLeft');
    await page.getByRole('heading', { name: 'Layer 2, unit 1' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.getByRole('heading', { name: 'Layer 2, unit 2' }).waitFor();
    const focused = () => page.evaluate(() => {
      const { activeElement } = document.querySelector('backprop-playground').shadowRoot;
      return { name: activeElement.getAttribute('aria-label') ?? activeElement.textContent.trim(), outline: getComputedStyle(activeElement).outlineStyle };
    });
    expect(await focused()).toMatchObject({ name: expect.stringMatching(/^Layer 2, unit 2: net .+, o .+, error signal .+, slope .+, δ /), outline: 'solid' });
    const stops = [];
    for (let i = 0; i < 40 && !stops.at(-1)?.startsWith('Look at the weight h₁,₁'); ++i) {
      await page.keyboard.press('Tab');
      const { name, outline } = await focused();
      expect(outline, name).toBe('solid');
      stops.push(name);
    }
    expect(stops).toContain('Delta δ: formula, numbers, result');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Weight h₁,₁ → h₂,₂' }).waitFor();
    expect(complaints).toEqual([]);
  });
});

describe('while the playground changes', () => {
  it('new data of a network that has learned are the microscope\'s, too', async () => {
    const { page, complaints } = await site.open();
    await page.evaluate(() => document.querySelector('backprop-playground').step(5));
    await button(page, 'Microscope').click();
    await page.locator('.scope-stage').waitFor();
    const typed = () => page.locator('.typed input').first().inputValue();
    const before = await typed();
    await button(page, 'Regenerate').click();
    await expect.poll(typed).not.toBe(before);
    const input = await page.locator('.typed input').evaluateAll((fields) => fields.map(({ value }) => Number(value)));
    const example = Number(await page.getByRole('spinbutton', { name: 'Example' }).inputValue()) - 1;
    const trace = await page.evaluate((row) => document.querySelector('backprop-playground').trace({ example: row }).then((found) => [...found.input]), example);
    trace.forEach((value, index) => expect(input[index]).toBeCloseTo(value, 5));
    expect(complaints).toEqual([]);
  });

  it('the old weights come back although another optimizer trains now', async () => {
    const { page } = await open('layers=2-tanh');
    const parameters = () => page.evaluate(() => document.querySelector('backprop-playground').readParameters().then((found) => [...found]));
    const before = await parameters();
    await page.locator('.incoming input').first().fill('9');
    await page.locator('.incoming input').first().press('Tab');
    await expect.poll(async () => (await parameters()).includes(9)).toBe(true);
    await page.getByRole('combobox', { name: 'Optimizer', exact: true }).selectOption('Adam');
    await expect.poll(() => page.evaluate(() => document.querySelector('backprop-playground').config.optimizer.name)).toBe('adam');
    await button(page, 'Leave').click();
    await button(page, 'Go back to the old ones').click();
    await expect.poll(parameters).toEqual(before);
    await page.locator('.scope-stage').waitFor({ state: 'detached' });
  });
});

describe('on a phone', () => {
  it('what is computed comes into view, to the last unit and back', async () => {
    const { page, complaints } = await open('', { viewport: { width: 320, height: 800 } });
    const isSeen = (name) => unit(page, name).evaluate((button) => {
      const [card, room] = [button, button.closest('.scope-scroller')].map((element) => element.getBoundingClientRect());
      return card.left >= room.left - 1 && card.right <= room.right + 1;
    });
    await expect.poll(() => isSeen('Output')).toBe(true);
    await page.getByLabel('Grain').selectOption('layer by layer');
    await button(page, 'Inputs').click();
    const next = page.locator('.transport .primary');
    for (const name of ['Layer 1, unit 1', 'Layer 2, unit 1', 'Output']) {
      await next.click();
      await expect.poll(() => isSeen(name), name).toBe(true);
    }
    for (const name of ['Output', 'Layer 2, unit 1', 'Layer 1, unit 1']) {
      await next.click();
      if (name === 'Output') await next.click();   // the loss comes between
      await expect.poll(() => isSeen(name), name).toBe(true);
    }
    expect(complaints).toEqual([]);
  });
});
