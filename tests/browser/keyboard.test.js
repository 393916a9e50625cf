// Everything without a mouse: the focus is always visible and comes back where it was.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { fragment, metrics, openSite } from './site.js';

let site;
beforeAll(async () => { site = await openSite(); });
afterEach(() => site.closePages());
afterAll(() => site.close());

/** What has the focus: its name, and whether it shows. */
const focused = (page) => page.evaluate(() => {
  let element = document.activeElement;
  while (element.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
  const { width, height, top, bottom } = element.getBoundingClientRect();
  const isPage = element === document.body;   // before the first stop and after the last
  const label = element.labels?.[0];
  const text = label ? (label.querySelector('span') ?? label).textContent : element.textContent;
  return {
    name: isPage ? '' : (element.getAttribute('aria-label') ?? text).trim(),
    isPage,
    isOutlined: (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2) || boxShadow !== 'none',
    isInView: width > 0 && height > 0 && bottom > 0 && top < innerHeight,
  };
});

/** Tabs until the focus is on `name`; every stop on the way must show. */
async function tabTo(page, name, key = 'Tab') {
  const stops = [];
  for (let i = 0; i < 80; ++i) {
    await page.keyboard.press(key);
    const stop = await focused(page);
    if (!stop.isPage) expect(stop).toMatchObject({ isOutlined: true, isInView: true });
    if (stop.name === name) return stops;
    stops.push(stop.name);
  }
  throw new Error(`"${name}" is not among ${JSON.stringify(stops)}`);
}

const isPressed = (page, name) => page.getByRole('button', { name, exact: true }).getAttribute('aria-pressed');

describe('with the keyboard alone', () => {
  it('Space trains and pauses', async () => {
    const { page, complaints } = await site.open();
    await tabTo(page, 'Train');
    await page.keyboard.press('Space');
    await expect.poll(async () => (await metrics(page)).step).toBeGreaterThan(0);
    expect((await focused(page)).name).toBe('Pause');
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Train', exact: true }).waitFor();
    await page.waitForTimeout(200);
    const { step } = await metrics(page);
    await page.waitForTimeout(300);
    expect((await metrics(page)).step).toBe(step);
    expect(complaints).toEqual([]);
  });

  it('the keys work after a click beside all controls', async () => {
    const { page } = await site.open();
    await page.keyboard.press('s');
    expect((await metrics(page)).step).toBe(0);
    await page.getByRole('heading', { name: 'Network', level: 2 }).click();
    await page.keyboard.press('s');
    await expect.poll(async () => (await metrics(page)).step).toBe(1);
  });

  it('another data set, a layer and a unit are chosen, and the focus stays there', async () => {
    const { page, complaints } = await site.open();
    await tabTo(page, 'Circle');
    for (const key of ['End', 'Home', 'ArrowDown', 'ArrowUp', 'ArrowRight', 'ArrowRight', 'ArrowRight']) {
      await page.keyboard.press(key);
      expect(await focused(page)).toMatchObject({ isOutlined: true, isInView: true });
    }
    await page.keyboard.press('Enter');
    await expect.poll(() => isPressed(page, 'Spiral')).toBe('true');
    expect((await focused(page)).name).toBe('Spiral');
    await tabTo(page, 'Add a hidden layer');
    await page.keyboard.press('Enter');
    await expect.poll(() => fragment(page)).toContain('layers=4-tanh,2-tanh,2-tanh');
    expect((await focused(page)).name).toBe('Add a hidden layer');
    await tabTo(page, 'Add a unit to layer 1');
    await page.keyboard.press('Enter');
    await expect.poll(() => fragment(page)).toContain('layers=5-tanh,2-tanh,2-tanh');
    expect((await focused(page)).name).toBe('Add a unit to layer 1');
    expect(complaints).toEqual([]);
  });

  it('data sets and inputs are one stop of Tab each, where the chosen one is, and are left the other way too', async () => {
    const { page } = await site.open('data=spiral&features=x2');
    await tabTo(page, 'More settings');
    const stops = await tabTo(page, 'Remove the last hidden layer');
    expect(stops).toEqual(['Spiral', 'Noise', 'Train on', 'Regenerate', 'More about the data', 'x₂']);
    await tabTo(page, 'x₂', 'Shift+Tab');
    await page.keyboard.press('ArrowRight');
    expect((await focused(page)).name).toBe('x₁²');
    await page.keyboard.press('Shift+Tab');
    expect((await focused(page)).name).toBe('More about the data');
    await tabTo(page, 'Spiral', 'Shift+Tab');
    await page.keyboard.press('ArrowDown');
    expect((await focused(page)).name, 'the one below').toBe('Pinwheel');
    await page.keyboard.press('Tab');
    expect((await focused(page)).name).toBe('Noise');
  });

  it('the arrow keys walk the network, whose units are one stop of Tab', async () => {
    const { page } = await site.open();
    const name = async () => (await focused(page)).name.split(',').slice(0, 2).join();
    await page.getByRole('heading', { name: 'Output', level: 2 }).waitFor();
    await tabTo(page, (await page.locator('.unit[tabindex="0"]').getAttribute('aria-label')).trim());
    const walk = [await name()];
    for (const key of ['ArrowLeft', 'ArrowDown', 'ArrowLeft', 'ArrowDown', 'Home', 'End']) {
      await page.keyboard.press(key);
      await expect.poll(name).not.toBe(walk.at(-1));
      walk.push(await name());
      expect(await focused(page)).toMatchObject({ isOutlined: true, isInView: true });
    }
    expect(walk.slice(1, 5)).toEqual(['Layer 2, unit 1', 'Layer 2, unit 2', 'Layer 1, unit 2', 'Layer 1, unit 3']);
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() =>
      document.querySelector('backprop-playground').shadowRoot.activeElement?.className)).not.toContain('unit');
  });

  it('Space on a unit pins it, as on any button, and does not train', async () => {
    const { page } = await site.open();
    await page.locator('.unit').nth(3).focus();
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Unpin' }).waitFor();
    expect(await page.evaluate(() => document.querySelector('backprop-playground').running)).toBe(false);
  });

  it('the dialog for own data opens, keeps the focus, and Escape gives it back', async () => {
    const { page, complaints } = await site.open();
    const dialog = page.getByRole('dialog');
    await tabTo(page, 'Circle');
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await dialog.waitFor();
    await expect.poll(async () => (await focused(page)).name).toBe('Table');
    await tabTo(page, 'Cancel');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    expect(await focused(page)).toMatchObject({ name: 'Your data', isOutlined: true });
    expect(complaints).toEqual([]);
  });

  it.each([[1366, 768], [320, 640]])('the dialog for own data has its buttons in sight, and hides no focus below them, at %i × %i', async (width, height) => {
    const { page } = await site.open('', { viewport: { width, height } });
    await page.getByRole('button', { name: 'Your data' }).click();
    await page.getByRole('textbox', { name: 'Table' }).fill('a (cm),b (cm),kind\n1,2,x\n3,4,y\n5,1,z\n2,,x');
    await page.getByText('Row 5').waitFor();
    const bottomOf = (selector) => page.locator(selector).evaluate((element) => element.getBoundingClientRect().bottom);
    expect(await bottomOf('.own-data footer')).toBeLessThanOrEqual(height);
    await tabTo(page, 'What to learn');
    expect(await bottomOf('.own-data select:focus')).toBeLessThanOrEqual(height - await page.locator('.own-data footer').evaluate((footer) => footer.offsetHeight));
  });

  it('a divergence is left', async () => {
    const { page } = await site.open('learningRate=10&layers=8-relu,8-relu&data=plane');
    await tabTo(page, 'Train');
    await page.keyboard.press('Space');
    await page.getByText('Training diverged').waitFor();
    await tabTo(page, 'Go back and lower the rate to 1', 'Shift+Tab');
    await page.keyboard.press('Enter');
    await page.getByText('Training diverged').waitFor({ state: 'detached' });
    expect(await page.getByLabel('Learning rate').inputValue()).toBe('1');
  });
});
