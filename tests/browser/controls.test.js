import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { fragment, metrics, openSite, trainUntil } from './site.js';

let site;

beforeAll(async () => { site = await openSite(); });
afterEach(() => site.closePages());
afterAll(() => site.close());

const button = (page, name) => page.getByRole('button', { name, exact: true });
/** From the engine itself, once it has done what was asked before. */
const parameters = (page) => page.evaluate(async () => Array.from(await document.querySelector('backprop-playground').readParameters()));
const stepOf = async (page) => (await metrics(page)).step;

describe('the buttons', () => {
  it('train one batch, one epoch, and go back to the same start', async () => {
    const { page, complaints } = await site.open();
    const start = (await metrics(page)).trainLoss;
    await button(page, 'Step').click();
    await page.waitForFunction(() => document.querySelector('backprop-playground').metrics.step === 1);
    await button(page, 'Epoch').click();
    await page.waitForFunction(() => document.querySelector('backprop-playground').metrics.step >= 25);
    await button(page, 'Reset').click();
    await page.waitForFunction(() => document.querySelector('backprop-playground').metrics.step === 0);
    expect((await metrics(page)).trainLoss).toBe(start);
    expect(complaints).toEqual([]);
  });

  it('change layers, units and inputs, write the address, and can be undone', async () => {
    const { page, complaints } = await site.open();
    await button(page, 'Add a hidden layer').click();
    await button(page, 'Add a unit to layer 1').click();
    await button(page, 'sin x₁').click();
    await expect.poll(() => fragment(page)).toContain('layers=5-tanh,2-tanh,2-tanh');
    await expect.poll(() => page.locator('.unit').count()).toBe(3 + 5 + 2 + 2 + 1);
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await expect.poll(() => fragment(page)).toBe('');
    await page.keyboard.press('Control+Shift+z');
    await expect.poll(() => fragment(page)).toContain('layers=4-tanh,2-tanh,2-tanh');
    expect(complaints).toEqual([]);
  });

  it('change the optimizer and its numbers while it trains, and say what is out of range', async () => {
    const { page, complaints } = await site.open();
    await button(page, 'Epoch').click();
    await expect.poll(() => stepOf(page)).toBe(25);
    const before = await parameters(page);
    await page.getByLabel('Optimizer').selectOption('Adam');
    await page.getByText('More settings').click();
    expect(await page.getByLabel('Memory of slopes').getAttribute('title'), 'its range').toBe('0…0.9999');
    await page.getByLabel('Memory of slopes').fill('0.8');
    await page.getByLabel('Memory of slopes').press('Enter');
    await page.getByLabel('Learning rate over time').selectOption('Cosine');
    await expect.poll(() => fragment(page)).toBe('optimizer=adam&schedule=cosine&beta1=0.8');
    expect(await parameters(page)).toEqual(before);
    await button(page, 'Train').click();
    await page.getByLabel('Memory of slopes').fill('2');
    await page.getByLabel('Memory of slopes').press('Enter');
    await page.getByText('optimizer.beta1: 2 is not in 0…0.9999').waitFor();
    await expect.poll(() => page.getByLabel('Memory of slopes').inputValue()).toBe('0.8');
    await page.getByLabel('Optimizer').selectOption('SGD');
    await expect.poll(() => fragment(page)).toBe('schedule=cosine');
    const then = await stepOf(page);
    await expect.poll(() => stepOf(page)).toBeGreaterThan(then);
    expect(complaints).toEqual([]);
  });

  it('leave a number alone while it is typed, also during training, and put back what is none', async () => {
    const { page, complaints } = await site.open('speed=100');
    const seed = page.getByRole('spinbutton', { name: 'Seed' });
    await button(page, 'Train').click();
    await seed.fill('');
    for (const [digit, typed] of [['1', '1'], ['2', '12'], ['3', '123']]) {
      await seed.press(digit);
      const { step } = await metrics(page);
      await expect.poll(() => stepOf(page), { message: 'the page is drawn anew' }).toBeGreaterThan(step);
      expect(await seed.inputValue()).toBe(typed);
    }
    await seed.press('Enter');
    await expect.poll(() => fragment(page)).toBe('seed=123&speed=100');
    await seed.fill('');
    await seed.press('Enter');
    await expect.poll(() => seed.inputValue()).toBe('123');
    expect(complaints).toEqual([]);
  });

  it('take a drag whose end nobody told for another one than the next', async () => {
    const { page } = await site.open();
    const slider = page.getByRole('slider', { name: 'Batch size' });
    const move = (type, value) => slider.evaluate((field, event) => {
      if (event.value !== undefined) field.value = event.value;
      field.dispatchEvent(new Event(event.type, { bubbles: true }));
    }, { type, value });
    for (const [value, rest] of [[11, 'pointerdown'], [21, 'blur'], [31, 'keydown'], [41, 'change']]) {
      await move('input', value);
      await move('input', value + 1);
      await move(rest);
    }
    await expect.poll(() => fragment(page)).toBe('batchSize=42');
    for (const size of ['32', '22', '12', '10']) {
      await button(page, 'Undo').click();
      await expect.poll(() => slider.inputValue()).toBe(size);
    }
  });

  it('offer several classes, each with a name, an output and a part of the map', async () => {
    const { page, complaints } = await site.open('optimizer=adam');
    await button(page, 'Clouds').click();
    await page.getByRole('slider', { name: 'Classes' }).fill('4');
    await expect.poll(() => fragment(page)).toBe('data=blobs&classCount=4&optimizer=adam');
    await expect.poll(() => page.locator('.key').textContent()).toMatch(/orange\s*blue\s*green\s*purple\s*train/);
    await expect.poll(() => page.getByRole('button', { name: /^Output \d/ }).count()).toBe(4);
    await trainUntil(page, ({ testAccuracy }) => testAccuracy > 0.95, 10_000);
    await page.getByRole('button', { name: 'Output 2' }).hover();
    await page.getByRole('heading', { name: 'Output 2 (blue)' }).first().waitFor();
    await button(page, 'Plane').click();
    await expect.poll(() => page.getByRole('button', { name: /^Output/ }).count()).toBe(1);
    await expect.poll(() => fragment(page)).toBe('data=plane&optimizer=adam&speed=max');
    expect(complaints).toEqual([]);
  });

  it('change the loss, and the output goes with it', async () => {
    const { page, complaints } = await site.open();
    await page.getByText('More settings').click();
    await page.getByRole('combobox', { name: 'Loss', exact: true }).selectOption('Binary cross-entropy');
    await expect.poll(() => page.getByLabel('Output activation').inputValue()).toBe('Sigmoid');
    await expect.poll(() => fragment(page)).toBe('loss=binaryCrossEntropy');
    await page.getByLabel('Output activation').selectOption('ReLU');
    await expect.poll(() => page.getByRole('combobox', { name: 'Loss', exact: true }).inputValue()).toBe('Half squared error');
    await button(page, 'Plane').click();
    await expect.poll(() => page.getByLabel('Output activation').inputValue()).toBe('Linear');
    await page.getByRole('combobox', { name: 'Loss', exact: true }).selectOption('Binary cross-entropy');
    await page.getByText('loss: binaryCrossEntropy does not go with data.generator: plane').waitFor();
    await expect.poll(() => page.getByRole('combobox', { name: 'Loss', exact: true }).inputValue()).toBe('Half squared error');
    expect(complaints).toEqual([]);
  });

  it('keep the weights when learning rate, batch size, regularization or the data change', async () => {
    const { page, complaints } = await site.open();
    await button(page, 'Epoch').click();
    await expect.poll(() => stepOf(page)).toBe(25);
    const before = await parameters(page);
    await page.getByLabel('Learning rate').selectOption('0.1');
    await page.getByRole('combobox', { name: 'Regularization', exact: true }).selectOption('L2');
    await page.getByLabel('Regularization rate').selectOption('0.01');
    await page.getByRole('slider', { name: 'Batch size' }).fill('20');
    await button(page, 'Regenerate').click();
    await expect.poll(() => fragment(page)).toContain('seed=2');
    expect(await parameters(page)).toEqual(before);
    expect(complaints).toEqual([]);
  });

  it('draw an untrained network anew with its data, as the link of it does', async () => {
    const { page } = await site.open();
    await button(page, 'Regenerate').click();
    await expect.poll(() => fragment(page)).toBe('seed=2');
    const { page: other } = await site.open('seed=2');
    expect(await parameters(page)).toEqual(await parameters(other));
  });

  it('show a unit large and its weights, on hover and on focus', async () => {
    const { page } = await site.open();
    const unit = page.locator('.unit').nth(3);
    await unit.hover();
    await page.getByRole('heading', { name: 'Layer 1, unit 2', level: 2 }).waitFor();
    await page.mouse.move(0, 0);
    await page.getByRole('heading', { name: 'Output', level: 2 }).waitFor();
    await page.locator('.unit[tabindex="0"]').focus();
    await page.keyboard.press('ArrowLeft');
    await page.getByRole('heading', { name: 'Layer 2, unit 1', level: 2 }).waitFor();
    await page.keyboard.press('Enter');
    await button(page, 'Unpin').waitFor();
    await page.keyboard.press('Escape');
    await button(page, 'Unpin').waitFor({ state: 'detached' });
  });

  it.each([[1440, 900], [1366, 768]])('show eight units and the numbers of one without scrolling between them, at %i × %i', async (width, height) => {
    const { page } = await site.open('layers=8-tanh,8-tanh', { viewport: { width, height } });
    await page.locator('.unit[data-layer="1"]').nth(7).focus();
    await page.locator('.weights').getByText('bias').waitFor();
    const top = (await page.locator('.network').boundingBox()).y;
    const { y, height: tall } = await page.locator('.weights').boundingBox();
    expect(y + tall - top).toBeLessThanOrEqual(height - 80);
  });
});

describe('an address', () => {
  it('opens the network it describes', async () => {
    const { page, complaints } = await site.open('data=xor&noise=0.2&layers=3-relu&learningRate=0.1&seed=7');
    expect(await page.getByLabel('Learning rate').inputValue()).toBe('0.1');
    expect(await page.getByRole('spinbutton', { name: 'Seed' }).inputValue()).toBe('7');
    expect(await page.locator('.unit').count()).toBe(2 + 3 + 1);
    expect(complaints).toEqual([]);
  });

  it('that is wrong is explained, and the last good state stays', async () => {
    const { page, complaints } = await site.open('data=xor');
    await page.evaluate(() => { location.hash = '#learningRate=-4&colour=green'; });
    const alert = page.getByRole('alert');
    await alert.getByText('learningRate: -4 is not in').waitFor();
    await alert.getByText('"colour" is not known').waitFor();
    expect(await button(page, 'Exclusive or').getAttribute('aria-pressed')).toBe('true');
    await button(page, 'Dismiss').click();
    expect(await alert.textContent()).toBe('');
    expect(complaints).toEqual([]);
  });
});

describe('a divergence', () => {
  it('is named with step and layer, keeps the picture, and can be taken back', async () => {
    const { page, complaints } = await site.open('learningRate=10&layers=8-relu,8-relu&data=plane');
    await button(page, 'Train').click();
    await page.getByText(/Training diverged at step [\d,]+, in (layer \d|the output)/).waitFor();
    expect(await button(page, 'Train').isDisabled()).toBe(true);
    await page.getByRole('button', { name: /Go back and lower the rate to 1/ }).click();
    await page.getByText('Training diverged').waitFor({ state: 'detached' });
    expect(await page.getByLabel('Learning rate').inputValue()).toBe('1');
    expect(Number.isFinite((await metrics(page)).trainLoss)).toBe(true);
    expect(complaints).toEqual([]);
  });

  it('leaves the weights of the last good picture to read, and says whose map that is', async () => {
    const { page } = await site.open('learningRate=100&layers=8-linear,8-linear,8-linear,8-linear&data=plane');
    await button(page, 'Train').click();
    await page.getByText('Training diverged').waitFor();
    await page.locator('.unit[data-layer="0"]').first().hover();
    await page.locator('.inspector', { hasText: 'Layer 1, unit 1' }).waitFor();
    expect(await page.locator('.inspector').innerText()).not.toContain('not a number');
    expect(await page.getByRole('heading', { level: 2 }).allInnerTexts()).toContain('Output');
    await page.getByRole('img', { name: /^Map of the network's output/ }).waitFor();
  });
});
