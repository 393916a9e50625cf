// The supervisor in a browser, where only the web lock tells that a worker was ended from outside.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { metrics, openSite } from './site.js';

let site;
beforeAll(async () => { site = await openSite(); });
afterAll(() => site.close());

// Runs in the page, before anything else: remembers its workers.
function watchWorkers() {
  const { Worker } = globalThis;
  window.workers = [];
  window.Worker = class extends Worker {
    constructor(...args) {
      super(...args);
      window.workers.push(this);
    }
  };
}

/** Opens the site, plays, and does `cause` to the worker that trains. Resolves with the steps before and after `wait` ms. */
async function disturb(cause, wait) {
  const { page, complaints, close } = await site.open();
  await page.addInitScript(watchWorkers);
  await page.reload();
  await page.locator('.app').waitFor();
  await page.evaluate(() => document.querySelector('backprop-playground').play());
  await page.waitForTimeout(1000);
  const workersBefore = await page.evaluate(() => window.workers.length);
  await cause(page);
  const before = (await metrics(page)).step;
  await page.waitForTimeout(wait);
  const after = (await metrics(page)).step;
  const workers = await page.evaluate(() => window.workers.length);
  await close();
  return { before, after, replaced: workers - workersBefore, complaints };
}

describe('training in Chromium goes on', { retry: 2 }, () => {
  it('within 500 ms after its worker was terminated', async () => {
    const { before, after, replaced, complaints } = await disturb(
      (page) => page.evaluate(() => window.workers.forEach((worker) => worker.terminate())), 500);
    expect(replaced).toBeGreaterThanOrEqual(1);
    expect(after).toBeGreaterThan(before);
    expect(complaints).toEqual([]);
  });

  it('within 3.5 s after its worker hung', async () => {
    const { before, after, replaced, complaints } = await disturb(async (page) => {
      for (const worker of page.workers()) worker.evaluate(() => { for (;;); }).catch(() => {});
    }, 3800);
    expect(replaced).toBeGreaterThanOrEqual(1);
    expect(after).toBeGreaterThan(before);
    expect(complaints).toEqual([]);
  });
});
