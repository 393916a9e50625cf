// A phone: every button lies where the finger finds it, and under no other.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { openSite } from './site.js';

let site;
beforeAll(async () => { site = await openSite(); });
afterEach(() => site.closePages());
afterAll(() => site.close());

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** Scrolls each into view; what then lies at its centre. @returns {Promise<string[]>} the names of those that something else covers */
const covered = (buttons) => buttons.evaluateAll((all) => all.filter((button) => {
  button.scrollIntoView({ block: 'center', inline: 'center' });
  const { left, top, width, height } = button.getBoundingClientRect();
  const found = [0.1, 0.5, 0.9].map((share) => button.getRootNode().elementFromPoint(left + share * width, top + height / 2));
  return found.some((element) => !button.contains(element));
}).map((button) => button.ariaLabel));

describe('at a phone', () => {
  it.each(['', 'layers=12-tanh,10-tanh,4-tanh'])('every stepper can be pressed: "%s"', async (fragment) => {
    const { page } = await site.open(fragment, phone);
    await expect.poll(() => page.locator('.column-head .stepper').count()).toBe(fragment ? 3 : 2);
    expect(await covered(page.locator('.stepper button'))).toEqual([]);
  });

  it('shows the whole of the first network', async () => {
    const { page } = await site.open('', phone);
    await page.locator('.unit').last().waitFor();
    expect(await page.locator('.network-scroller').evaluate((scroller) => scroller.scrollWidth - scroller.clientWidth)).toBe(0);
  });

  it('of the narrowest kind there is nothing to scroll sideways', async () => {
    const { page } = await site.open('', { ...phone, viewport: { width: 320, height: 700 } });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  });

  it('"Inputs" and "Output" stand above the middle of their units', async () => {
    const { page } = await site.open('', phone);
    const middles = (selector) => page.locator(selector).evaluateAll((all) => all.map((element) => {
      const { left, width } = element.getBoundingClientRect();
      return Math.round(left + width / 2);
    }));
    const [inputs, output] = await middles('.column-name');
    const units = await middles('.unit');
    expect([inputs, output]).toEqual([units.at(0), units.at(-1)]);
  });

  it('the buttons above a layer end above its units', async () => {
    const { page } = await site.open('', phone);
    const bottoms = await page.locator('.column-head').evaluateAll((heads) => heads.map((head) => head.getBoundingClientRect().bottom));
    const { y } = await page.locator('.network-stage').boundingBox();
    expect(Math.max(...bottoms)).toBeLessThanOrEqual(y);
  });
});
