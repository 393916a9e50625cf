// The focus never falls out of the element when a control goes away or comes to its end: the shortcuts would be dead, and a screen reader lost.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { openSite } from './site.js';

let site;
beforeAll(async () => { site = await openSite(); });
afterEach(() => site.closePages());
afterAll(() => site.close());

const button = (page, name) => page.getByRole('button', { name, exact: true });

/** What has the focus inside the element: its label or text, its part, or "nothing". */
const focused = (page) => page.evaluate(() => {
  const { activeElement } = document.querySelector('backprop-playground').shadowRoot;
  if (!activeElement) return 'nothing';
  return activeElement.getAttribute('part') ?? activeElement.getAttribute('aria-label')
    ?? (activeElement.labels?.[0] ?? activeElement).textContent.trim();
});

/** Focuses a button and presses it by keyboard. */
async function press(page, name) {
  await button(page, name).focus();
  await page.keyboard.press('Enter');
}

/** By then the browser has taken the focus from what can't have it. */
const twoFrames = (page) => page.evaluate(() => new Promise((resolve) => { requestAnimationFrame(() => requestAnimationFrame(resolve)); }));

async function expectFocus(page, name) {
  await twoFrames(page);
  await expect.poll(() => focused(page)).toBe(name);
}

describe('the focus of a control that goes away', () => {
  it('goes from "Unpin" to the panel it was in', async () => {
    const { page } = await site.open();
    await page.locator('.unit').nth(3).click();
    await press(page, 'Unpin');
    await button(page, 'Unpin').waitFor({ state: 'detached' });
    await expectFocus(page, 'network');
  });

  it('goes from a message to the button that trains', async () => {
    const { page } = await site.open('data=xor');
    await page.evaluate(() => { location.hash = '#learningRate=-4'; });
    await press(page, 'Dismiss');
    await button(page, 'Dismiss').waitFor({ state: 'detached' });
    await expectFocus(page, 'Train');
  });

  it('goes from "Put it right" to the button that trains', async () => {
    const { page } = await site.open('fault=forgottenSum');
    await press(page, 'Put it right');
    await button(page, 'Put it right').waitFor({ state: 'detached' });
    await expectFocus(page, 'Train');
  });

  it('goes from the way out of a divergence to the button that trains', async () => {
    const { page } = await site.open('learningRate=10&layers=8-relu,8-relu&data=plane');
    await button(page, 'Train').click();
    await press(page, 'Go back and lower the rate to 1');
    await page.getByText('Training diverged').waitFor({ state: 'detached' });
    await expectFocus(page, 'Train');
  });

  it('goes from "Leave" to the button that opens the microscope', async () => {
    const { page } = await site.open();
    await button(page, 'Microscope').click();
    await press(page, 'Leave');
    await page.locator('.scope').waitFor({ state: 'detached' });
    await expectFocus(page, 'Microscope');
  });

  it('goes from a unit that Ctrl+Z takes away to the network', async () => {
    const { page } = await site.open();
    await button(page, 'Add a unit to layer 1').click();
    await page.locator('.unit[data-layer="0"][data-unit="4"]').focus();
    await page.keyboard.press('Control+z');
    await page.locator('.unit[data-layer="0"][data-unit="4"]').waitFor({ state: 'detached' });
    await expectFocus(page, 'network');
  });

  it('goes from a number in a formula, which leads to other formulas, to their panel', async () => {
    const { page } = await site.open();
    await button(page, 'Microscope').click();
    await button(page, 'Update').click();
    await page.locator('.use.output').first().focus();
    const before = await page.locator('#subject-title').textContent();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('#subject-title').textContent()).not.toBe(before);
    await expectFocus(page, 'microscope');
  });

  it('stays on a control whose panel moves to another place of the page', async () => {
    const { page } = await site.open();
    await page.getByRole('checkbox', { name: 'Classes only' }).focus();
    await page.keyboard.press('m');
    await page.locator('.scope').waitFor();
    await expectFocus(page, 'Classes only');
  });
});

describe('the focus of a control at its end', () => {
  it('stays on a stepper, which says that it can do no more', async () => {
    const { page } = await site.open('layers=2-tanh');
    const fewer = 'Remove a unit from layer 1';
    await press(page, fewer);
    await expect.poll(() => button(page, fewer).getAttribute('aria-disabled')).toBe('true');
    await expectFocus(page, fewer);
    await page.keyboard.press('Enter');
    await twoFrames(page);
    expect(await page.locator('.unit[data-layer="0"]').count()).toBe(1);
  });

  it('stays on Undo', async () => {
    const { page } = await site.open();
    await button(page, 'Spiral').click();
    await press(page, 'Undo');
    await expect.poll(() => button(page, 'Undo').getAttribute('aria-disabled')).toBe('true');
    await expectFocus(page, 'Undo');
  });

  it('stays on the last input, which Ctrl+Z leaves alone', async () => {
    const { page } = await site.open('features=x1');
    const inputs = page.getByRole('toolbar', { name: 'Inputs' });
    const chip = (name) => inputs.getByRole('button', { name, exact: true });
    await chip('x₂').click();
    await expect.poll(() => chip('x₁').isDisabled()).toBe(false);
    await chip('x₁').focus();
    await page.keyboard.press('Control+z');
    await expect.poll(() => chip('x₁').isDisabled()).toBe(true);
    await expectFocus(page, 'x₁');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+y');
    await expect.poll(() => chip('x₂').getAttribute('aria-pressed')).toBe('true');
  });

  it('stays on what shows the rest of a wide layer', async () => {
    const { page } = await site.open('layers=16-tanh');
    await button(page, 'Microscope').click();
    await press(page, 'Later units of layer 1');
    await expect.poll(() => button(page, 'Later units of layer 1').getAttribute('aria-disabled')).toBe('true');
    await expectFocus(page, 'Later units of layer 1');
  });

  it('stays on the microscope’s way back', async () => {
    const { page } = await site.open();
    await button(page, 'Microscope').click();
    await button(page, 'Inputs').click();
    await page.locator('.transport .primary').click();
    await expect.poll(() => button(page, 'Back').getAttribute('aria-disabled')).toBe('false');
    await press(page, 'Back');
    await expect.poll(() => button(page, 'Back').getAttribute('aria-disabled')).toBe('true');
    await expectFocus(page, 'Back');
  });

  it('stays on the button under which the training diverged', async () => {
    const { page } = await site.open('learningRate=10&layers=8-relu,8-relu&data=plane');
    await button(page, 'Epoch').focus();
    await expect.poll(async () => {
      await page.keyboard.press('Enter');
      return page.getByText('Training diverged').count();
    }).toBe(1);
    await expectFocus(page, 'Epoch');
    expect(await button(page, 'Epoch').getAttribute('aria-disabled')).toBe('true');
  });
});

describe('the page around the playground', () => {
  it('moves the focus along to the section that a link leads to', async () => {
    const { page } = await site.open();
    await page.getByRole('link', { name: 'Embed it' }).click();
    expect(await page.evaluate(() => document.activeElement.id)).toBe('embed');
  });
});
