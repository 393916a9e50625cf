// The parts that an author chose with `controls`: whichever they are, they work and leave no hole.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { openSite } from './site.js';
import { openTutorial } from './tutorial.js';

let site;
beforeAll(async () => { site = await openSite(); });
afterEach(() => site.closePages());
afterAll(() => site.close());

describe('a playground of some parts', () => {
  it('has a microscope to look through where its button is, though neither microscope nor network are named', async () => {
    const { page, complaints } = await openTutorial(site, '<backprop-playground controls="toolbar output"></backprop-playground>');
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
    const { page } = await openTutorial(site, `<backprop-playground ${examined} controls="${controls}"></backprop-playground>`);
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
