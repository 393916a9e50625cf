// The proof and the flow of the gradients, pressed in the page, on the network that is being trained there.
import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { fragment, metrics, openSite } from './site.js';

const axe = readFileSync(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

let site;
beforeAll(async () => { site = await openSite(); });
afterEach(() => site.closePages());
afterAll(() => site.close());

const button = (page, name) => page.getByRole('button', { name, exact: true });
const verdict = (page) => page.locator('.verdict').textContent();
const openProof = (page) => page.getByText('Proof: are the gradients right?').click();
const openFlow = (page) => page.getByText('Gradient flow: how much').click();
const weights = (page) => page.getByRole('slider', { name: 'Weights and biases' });

async function checked(fragmentOf = '', options = {}) {
  const opened = await site.open(fragmentOf, options);
  await openProof(opened.page);
  await button(opened.page, 'Check all gradients').click();
  await opened.page.locator('.verdict').waitFor();
  return opened;
}

/** @returns {Promise<string[]>} what axe finds wrong */
async function violations(page) {
  await page.evaluate(axe);
  const results = await page.evaluate((values) => window.axe.run(document, { runOnly: { type: 'tag', values } }), tags);
  return results.violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.flat().join(' ')}: ${failureSummary}`));
}

const overflow = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
const inked = (page, selector) => page.locator(selector).evaluate((canvas) => {
  // read from a copy: Chromium warns of a canvas of the page that is read again and again
  const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', { willReadFrequently: true });
  copy.drawImage(canvas, 0, 0);
  const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
  return data.filter((value, i) => i % 4 === 3 && value > 0).length;
});

describe('the proof', () => {
  it('agrees for the network that is being trained, at any moment, while it goes on training', async () => {
    const { page, complaints } = await checked();
    expect(await verdict(page)).toMatch(/All 25 gradients agree: the largest difference is .*, at [wb].* of (layer|the output)/);
    await button(page, 'Train').click();
    await expect.poll(async () => (await metrics(page)).step).toBeGreaterThan(200);
    await button(page, 'Check all gradients').click();
    await expect.poll(() => page.locator('.proof-run').textContent()).toMatch(/at step [1-9][\d,]+, on 250 examples/);
    expect(await verdict(page)).toContain('All 25 gradients agree');
    expect(await page.evaluate(() => document.querySelector('backprop-playground').running)).toBe(true);
    expect(complaints).toEqual([]);
  });

  it('is asked for once, however often its button is pressed meanwhile', async () => {
    const { page } = await site.open();
    await openProof(page);
    const asked = await button(page, 'Check all gradients').evaluate((check) => {
      const { postMessage } = MessagePort.prototype;
      const methods = [];
      MessagePort.prototype.postMessage = function (message, ...rest) {
        methods.push(message?.method);
        return postMessage.call(this, message, ...rest);
      };
      return new Promise((resolve) => {
        check.click();
        new MutationObserver(() => {
          check.click();
          setTimeout(() => resolve(methods.filter((method) => method === 'checkpoint').length));
        }).observe(check, { attributeFilter: ['aria-disabled'] });
      });
    });
    expect(asked).toBe(1);
    await page.locator('.verdict').waitFor();
  });

  it('draws every weight and the error at 23 ε, and lets keys choose both', async () => {
    const { page, complaints } = await checked();
    await expect.poll(() => page.locator('.proof-run').textContent()).not.toContain('of 23');
    expect(await inked(page, '.matrix canvas')).toBeGreaterThan(5000);
    expect(await inked(page, '.epsilon-plot canvas')).toBeGreaterThan(3000);
    await weights(page).focus();
    await page.keyboard.press('Home');
    await expect.poll(() => weights(page).getAttribute('aria-valuetext')).toMatch(/^w₁₁ of layer 1, from x₁ to h₁,₁: backpropagation/);
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => weights(page).getAttribute('aria-valuetext')).toMatch(/^w₁₂ of layer 1, from x₁ to h₁,₂/);
    await expect.poll(() => page.locator('.reading-name').textContent()).toContain('w₁₂ of layer 1');
    const epsilon = page.getByRole('slider', { name: 'ε of the check' });
    await epsilon.focus();
    await page.keyboard.press('End');
    await expect.poll(() => verdict(page)).toMatch(/This ε is too large to tell/);
    await page.locator('.epsilon-plot').click({ position: { x: 52, y: 120 } });
    await expect.poll(() => epsilon.getAttribute('aria-valuetext')).toBe('10⁻¹²');
    expect(complaints).toEqual([]);
  });

  it('has all of it in tables', async () => {
    const { page } = await checked();
    await expect.poll(() => page.locator('.proof-run').textContent()).not.toContain('of 23');
    await page.getByText('All numbers').click();
    await expect.poll(() => page.getByRole('region', { name: 'Gradients and errors' }).locator('tbody tr').count()).toBe(25);
    expect(await page.getByRole('region', { name: 'Error at each ε' }).locator('tbody tr').count()).toBe(23);
  });
});

describe('breaking it on purpose', () => {
  it.each(['Sign of δ', 'Missing φ′', 'Transposed W', 'Forgotten sum'])('%s: the check finds it, a banner tells of it, one press mends it', async (name) => {
    const { page, complaints } = await checked();
    await page.getByRole('radio', { name }).check();
    await page.locator('.verdict.wrong').waitFor();
    expect(await verdict(page)).toMatch(/gradients are wrong, in (every layer|layer 1)/);
    await page.getByText('Backpropagation is broken on purpose').waitFor();
    expect(await page.locator('.rule.is-wrong math').count()).toBeGreaterThan(0);
    await expect.poll(() => fragment(page)).toContain('fault=');
    await button(page, 'Put it right').click();
    await page.locator('.verdict.right').waitFor();
    expect(await page.getByRole('radio', { name: 'Right' }).isChecked()).toBe(true);
    await expect.poll(() => fragment(page)).toBe('');
    expect(complaints).toEqual([]);
  });

  it('spoils the training that follows: with the wrong sign the loss rises', async () => {
    const { page, complaints } = await checked('learningRate=0.003');
    await button(page, 'Epoch').click();
    await expect.poll(async () => (await metrics(page)).step).toBe(25);
    const right = (await metrics(page)).trainLoss;
    await page.getByRole('radio', { name: 'Sign of δ' }).check();
    await page.locator('.verdict.wrong').waitFor();
    for (const step of [50, 75, 100]) {
      await button(page, 'Epoch').click();
      await expect.poll(async () => (await metrics(page)).step).toBe(step);
    }
    expect((await metrics(page)).trainLoss).toBeGreaterThan(right * 1.05);
    expect(complaints).toEqual([]);
  });

  it('says so where a fault changes nothing', async () => {
    const { page } = await checked('layers=4-tanh');
    await page.getByRole('radio', { name: 'Forgotten sum' }).check();
    await page.getByText('Nothing to find here').waitFor();
    expect(await verdict(page)).toContain('All 17 gradients agree');
  });

  it('is told by a link, before any panel is opened', async () => {
    const { page, complaints } = await site.open('fault=missingSlope');
    await page.getByText('Backpropagation is broken on purpose').waitFor();
    expect(complaints).toEqual([]);
  });
});

describe('the flow', () => {
  it('vanishes through six layers of sigmoids and not through ReLU with He or tanh with Glorot, and can be undone', async () => {
    const { page, complaints } = await site.open();
    await openFlow(page);
    await button(page, 'Sigmoid, 6 layers').click();
    await expect.poll(() => verdict(page)).toMatch(/Vanishing: a typical ∂E\/∂w is .* in layer 1 and .* at the output, [\d,]+ times more/);
    await page.getByText('0.25⁶ = 0.0002').waitFor();
    await button(page, 'ReLU + He').click();
    await expect.poll(() => verdict(page)).toContain('It gets through');
    await button(page, 'Tanh + Glorot').click();
    await expect.poll(() => fragment(page)).toContain('8-tanh');
    await expect.poll(() => page.getByRole('region', { name: 'Flow in numbers' }).textContent()).not.toContain('ReLU');
    await expect.poll(() => verdict(page)).toContain('Healthy');
    for (let i = 0; i < 3; ++i) await button(page, 'Undo').click();
    await expect.poll(() => fragment(page)).toBe('');
    expect(complaints).toEqual([]);
  });

  it('is measured while it trains, a few times a second, and remembers how it moved', async () => {
    const { page, complaints } = await site.open('layers=8-sigmoid,8-sigmoid,8-sigmoid');
    await openFlow(page);
    await page.getByLabel('Speed').selectOption('1,000 batches/s');
    await button(page, 'Train').click();
    const step = async () => Number((await page.locator('.flow caption').textContent()).replace(/\D/g, ''));
    await expect.poll(step).toBeGreaterThan(0);
    const first = await step();
    await expect.poll(step).toBeGreaterThan(first);
    await button(page, 'Pause').click();
    await expect.poll(async () => (await metrics(page)).step - await step()).toBe(0);   // the last state is the one on show
    expect(await page.locator('.strip .gradient').getAttribute('aria-label')).toMatch(/1 from \S+ to \S+, 2 from .*out from \S+ to \S+\./);
    for (const name of ['.flow-chart .delta', '.flow-chart .gradient', '.strip .delta']) expect(await inked(page, name)).toBeGreaterThan(1000);
    expect(complaints).toEqual([]);
  });
});

describe('after a divergence', () => {
  it('both panels say what is the matter', async () => {
    const { page, complaints } = await site.open('learningRate=10&layers=8-relu,8-relu&data=plane');
    await openFlow(page);
    await openProof(page);
    await button(page, 'Train').click();
    await page.getByText('Training diverged').waitFor();
    await expect.poll(() => page.locator('.flow .verdict').textContent()).toContain('Exploded');
    await button(page, 'Check all gradients').click();
    await expect.poll(() => page.locator('.proof .verdict').textContent()).toMatch(/The check could not run: check\.parameters\[\d+\]: /);
    expect(complaints).toEqual([]);
  });
});

describe.each([[320, 'dark'], [768, 'light'], [1440, 'light']])('at %i px, %s', (width, colorScheme) => {
  it('both panels pass axe and nothing scrolls sideways', async () => {
    const { page } = await checked('', { viewport: { width, height: 900 }, colorScheme });
    await page.getByRole('radio', { name: 'Missing φ′' }).check();
    await page.locator('.verdict.wrong').waitFor();
    await page.getByText('All numbers').click();
    await openFlow(page);
    await page.getByRole('region', { name: 'Flow in numbers' }).waitFor();
    await page.waitForTimeout(300);
    expect(await violations(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
  });
});
