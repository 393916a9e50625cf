// The second part of the module (wasm/split.mjs) travels when it is asked for: a first visit does without it.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { metrics, openSite, trainUntil } from './site.js';

let site;
beforeAll(async () => { site = await openSite(); });
afterEach(() => site.closePages());
afterAll(() => site.close());

/** Opens the site anew and lists the modules that it fetches, also by its workers. */
async function open() {
  const { page, complaints } = await site.open();
  const fetched = [];
  page.on('request', (request) => {
    const [, name] = /\/(backprop(?:\.more)?)-[^/]*\.wasm$/.exec(request.url()) ?? [];
    if (name) fetched.push(name);
  });
  await page.reload();
  await page.locator('.app').waitFor();
  await expect.poll(() => page.locator('canvas.thumbnail').count()).toBeGreaterThan(0);
  return { page, complaints, fetched };
}

describe('the second part of the module', () => {
  it('is not fetched by who looks and trains, but with the microscope, which has its numbers', async () => {
    const { page, complaints, fetched } = await open();
    await trainUntil(page, ({ epoch }) => epoch > 50, 30_000);
    await page.waitForTimeout(500);
    expect(fetched).toEqual(['backprop']);
    await page.locator('body').press('m');
    await page.locator('.scope-stage').waitFor();
    await expect.poll(() => page.locator('.scope-unit').count()).toBeGreaterThan(0);
    await expect.poll(() => page.locator('[data-block] .answer').first().textContent()).toMatch(/\d/);
    expect(fetched).toEqual(['backprop', 'backprop.more']);
    expect(complaints).toEqual([]);
  });

  it('that does not come is told in a sentence, nothing is lost, and the next time it may come', async () => {
    const { page, fetched } = await open();
    await trainUntil(page, ({ epoch }) => epoch > 5, 30_000);
    await page.evaluate(() => document.querySelector('backprop-playground').pause());
    const { step } = await metrics(page);
    await page.route('**/backprop.more-*.wasm', (route) => route.abort());
    await page.locator('body').press('m');
    await page.getByText(/cannot load .*backprop\.more/).first().waitFor();
    expect(fetched).toContain('backprop.more');
    expect((await metrics(page)).step).toBe(step);
    await page.unroute('**/backprop.more-*.wasm');
    await page.locator('body').press('m');
    await page.locator('.scope-stage').waitFor();
    expect((await metrics(page)).step).toBe(step);
  });

  it('that does not come to the next network is told by the microscope that looks at it', async () => {
    const { page, complaints } = await open();
    let fails = false;
    await page.route('**/backprop.more-*.wasm', (route) => (fails ? route.abort() : route.continue()));   // from the start: so it is not kept
    await page.getByRole('button', { name: 'Microscope', exact: true }).click();
    await expect.poll(() => page.locator('.scope-unit').count()).toBeGreaterThan(0);
    fails = true;
    await page.getByRole('button', { name: 'Exclusive or' }).click();
    await page.getByText(/cannot load .*backprop\.more/).first().waitFor();
    expect(complaints.filter((complaint) => !complaint.includes('ERR_FAILED')), 'no rejection that nobody heard').toEqual([]);
    fails = false;
    await page.getByRole('button', { name: 'Spiral' }).click();
    await expect.poll(() => page.getByRole('alert').textContent()).toBe('');
    await expect.poll(() => page.locator('.scope-unit').count()).toBeGreaterThan(0);
  });

  it('that does not come to a network that is trained is told, and not again with every frame', async () => {
    const { page, fetched } = await open();
    let fails = false;
    await page.route('**/backprop.more-*.wasm', (route) => (fails ? route.abort() : route.continue()));
    await page.getByRole('button', { name: 'Microscope', exact: true }).click();
    await expect.poll(() => page.locator('.scope-unit').count()).toBeGreaterThan(0);
    fails = true;
    await page.getByRole('button', { name: 'Exclusive or' }).click();
    await page.getByText(/cannot load .*backprop\.more/).first().waitFor();
    const before = fetched.length;
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    const step = async () => (await metrics(page)).step;
    const start = await step();
    await expect.poll(step, { message: 'several frames are drawn' }).toBeGreaterThan(start + 200);
    expect(fetched.length - before).toBeLessThanOrEqual(1);
  });

  it('that does not come is told in the measures, which try again when they are opened again', async () => {
    const { page, complaints } = await open();
    const measures = page.locator('summary', { hasText: 'Measures' });
    await page.route('**/backprop.more-*.wasm', (route) => route.abort());
    await measures.click();
    await page.locator('.measures').getByRole('alert').getByText(/cannot load .*backprop\.more/).waitFor();
    await page.unroute('**/backprop.more-*.wasm');
    await measures.click();
    await measures.click();
    await page.locator('.confusion').waitFor();
    expect(complaints.filter((complaint) => !complaint.includes('ERR_FAILED')), 'no rejection that nobody heard').toEqual([]);
  });

  it('that does not come leaves the setting as it was that asked for it', async () => {
    const { page } = await open();
    const rate = () => page.evaluate(() => document.querySelector('backprop-playground').config.optimizer.learningRate);
    const before = await rate();
    await page.route('**/backprop.more-*.wasm', (route) => route.abort());
    await page.getByLabel('Learning rate').first().press('ArrowUp');
    await page.getByText(/cannot load .*backprop\.more/).first().waitFor();
    expect(await rate()).toBe(before);
    await page.unroute('**/backprop.more-*.wasm');
    await page.getByLabel('Learning rate').first().press('ArrowUp');
    await expect.poll(rate).not.toBe(before);
    await trainUntil(page, ({ epoch }) => epoch > 5, 30_000);
  });
});
