// The parts that an author chose with `controls`: whichever they are, they work and leave no hole.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { openSite } from './site.js';
import { on, openTutorial as openTutorialOf } from './tutorial.js';

let site;
beforeAll(async () => { site = await openSite(); });
afterEach(() => site.closePages());
afterAll(() => site.close());

const openTutorial = (body, options) => openTutorialOf(site, body, options);

describe('a playground of some parts', () => {
  it('says which of the parts it is to show are not known', async () => {
    const { page } = await openTutorial('<backprop-playground controls="outptu toolbar"></backprop-playground>');
    await page.getByText('controls: outptu is not known; expected some of toolbar settings').waitFor();
    await page.getByRole('button', { name: 'Train' }).waitFor();
  });

  it.each([320, 1200])('shows the parts that `controls` names and no others, at %i px', async (width) => {
    const { page } = await openTutorial('<backprop-playground controls="output toolbar"></backprop-playground>',
      { viewport: { width, height: 800 } });
    const parts = () => on(page, 0, (element) => [...element.shadowRoot.querySelectorAll('.app > [part]')]
      .map((part) => part.getAttribute('part')).sort());
    await expect.poll(parts).toEqual(['output', 'toolbar']);
    await on(page, 0, (element) => { element.controls = 'network'; });
    await expect.poll(parts).toEqual(['network']);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  });

  it('has seed, undo and link in its toolbar where `share` is named, and else only what trains', async () => {
    const { page } = await openTutorial('<backprop-playground controls="toolbar"></backprop-playground>');
    const shared = [page.getByLabel('Seed'), page.getByRole('button', { name: 'Undo' }), page.getByRole('button', { name: 'Copy link' })];
    const visible = () => Promise.all(shared.map((control) => control.isVisible()));
    await page.getByRole('button', { name: 'Train' }).waitFor();
    expect(await visible()).toEqual([false, false, false]);
    await on(page, 0, (element) => { element.controls = 'toolbar share'; });
    await expect.poll(visible).toEqual([true, true, true]);
  });

  it('shows the network of an open microscope where the network is no part of it, and only as long', async () => {
    const { page, complaints } = await openTutorial('<backprop-playground controls="toolbar microscope"></backprop-playground>');
    const microscope = page.getByRole('button', { name: 'Microscope', exact: true });
    const parts = () => on(page, 0, (element) => [...element.shadowRoot.querySelectorAll('.app > [part]')].map(({ part }) => part.value));
    await microscope.click();
    await page.locator('.scope-stage').waitFor();
    expect(await parts()).toEqual(['toolbar', 'network', 'microscope']);
    await microscope.click();
    await expect.poll(parts).toEqual(['toolbar']);
    expect(complaints).toEqual([]);
  });

  it('has a microscope to look through where its button is, though neither microscope nor network are named', async () => {
    const { page, complaints } = await openTutorial('<backprop-playground controls="toolbar output"></backprop-playground>');
    await page.getByRole('button', { name: 'Microscope', exact: true }).click();
    await page.locator('.scope-stage').waitFor();
    await page.getByRole('button', { name: 'Leave' }).click();
    await expect.poll(() => page.locator('.scope-stage').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it.each([
    'toolbar output', 'network output', 'toolbar data output', 'data features network', 'toolbar settings network measures', 'microscope',
  ])('leaves no hole where %s share the width', async (controls) => {
    const examined = controls === 'microscope' ? 'microscope' : '';
    const { page } = await openTutorial(`<backprop-playground ${examined} controls="${controls}"></backprop-playground>`);
    if (examined) await page.locator('.scope-stage').waitFor();
    for (const width of [800, 1160]) {
      await page.setViewportSize({ width, height: 900 });
      await expect.poll(() => page.locator('.app').evaluate((app) => {
        const area = ({ offsetWidth, offsetHeight }) => offsetWidth * offsetHeight;
        return [...app.children].reduce((sum, part) => sum + area(part), 0) / area(app);
      }), `covered at ${width} px`).toBeGreaterThan(0.9);
    }
  });
});
