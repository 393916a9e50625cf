// When the microscope is drawn: once for a change, since to draw it takes most of an update's time; and when its canvases come back empty.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { openSite } from './site.js';

let site;
beforeAll(async () => { site = await openSite(); });
afterEach(() => site.closePages());
afterAll(() => site.close());

async function open() {
  const opened = await site.open();
  await opened.page.getByRole('button', { name: 'Microscope', exact: true }).click();
  await opened.page.locator('.scope-stage').waitFor();
  return opened;
}

/** What was to be drawn has been drawn: a rendering of the element and two frames later. */
const atRest = (page) => page.locator('backprop-playground').evaluate(async (element) => {
  await element.updateComplete;
  for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
});

// Runs in the page: what is looked at is drawn anew whenever anything is.
function countDrawings() {
  const { clearRect } = CanvasRenderingContext2D.prototype;
  window.drawings = 0;
  CanvasRenderingContext2D.prototype.clearRect = function (...box) {
    if (this.canvas.matches('.looked-at')) window.drawings += 1;
    return clearRect.apply(this, box);
  };
}

const changes = {
  'another unit by an arrow key': async (page) => {
    await page.locator('.scope-unit[tabindex="0"]').focus();
    return () => page.keyboard.press('ArrowLeft');
  },
  'another example by an arrow key': async (page) => {
    await page.getByRole('spinbutton', { name: 'Example' }).focus();
    return () => page.keyboard.press('ArrowUp');
  },
  'an input that is typed': async (page) => {
    await page.getByLabel('Input x₁', { exact: true }).fill('0.25');
    return () => page.keyboard.press('Enter');
  },
  'a weight that is typed': async (page) => {
    await page.locator('.incoming input').first().fill('0.25');
    return () => page.keyboard.press('Enter');
  },
};

describe('the microscope is drawn once for', () => {
  it.each(Object.keys(changes))('%s', async (name) => {
    const { page, complaints } = await open();
    const change = await changes[name](page);
    await atRest(page);
    await page.evaluate(countDrawings);
    await change();
    const drawings = () => page.evaluate(() => window.drawings);
    await expect.poll(drawings).toBeGreaterThan(0);
    await atRest(page);
    expect(await drawings()).toBe(1);
    expect(complaints).toEqual([]);
  });
});

describe('a canvas of the microscope that has lost its context', () => {
  it.each(['numbers', 'looked-at'])('is drawn again when it comes back: %s', async (name) => {
    const { page, complaints } = await open();
    await atRest(page);
    const [before, lost, after] = await page.locator(`canvas.${name}`).evaluate((canvas) => {
      const picture = () => canvas.toDataURL();
      const pictures = [picture()];
      canvas.getContext('2d').reset();   // empty, as after a loss
      pictures.push(picture());
      canvas.dispatchEvent(new Event('contextrestored'));
      return [...pictures, picture()];
    });
    expect(lost).not.toBe(before);
    expect(after).toBe(before);
    expect(complaints).toEqual([]);
  });
});
