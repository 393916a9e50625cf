// The element on somebody else's page, as the README says: one script tag from the folder of the site, under a strict policy.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { contentSecurityPolicy } from '../../web/serve.mjs';
import { openSite } from './site.js';
import { on, openTutorial as openTutorialOf, tutorial } from './tutorial.js';

let site;
beforeAll(async () => { site = await openSite(); });
afterEach(() => site.closePages());
afterAll(() => site.close());

const openTutorial = (body, options) => openTutorialOf(site, body, options);

/** Counts the engine's workers: one trains, and one would take its place; without the element there is none. */
const workersOf = (page) => () => page.workers().length;
const both = 2;
const takeOut = (page) => on(page, 0, (element) => { window.taken = element; element.remove(); });
const putBack = (page) => page.evaluate(() => document.querySelector('main').append(window.taken));
/** The names of the data sets whose small picture is still blank: an untouched canvas is 300 px wide. */
const blankOnes = (page) => on(page, 0, ({ shadowRoot }) => [...shadowRoot.querySelectorAll('canvas.thumbnail')]
  .filter((canvas) => canvas.width === 300).map((canvas) => canvas.dataset.name));

describe('an embedded playground', () => {
  it('works on a page of another origin, that of the script allowing it, under a policy that names it', async () => {
    const { page } = await site.open();
    const policy = contentSecurityPolicy.replace(/(default|script|worker)-src/g, `$& ${site.address}`);
    const elsewhere = 'http://tutorial.test/';
    await page.route(`${site.address}**`, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, headers: { ...response.headers(), 'access-control-allow-origin': '*' } });
    });
    await page.route(`${elsewhere}**`, (route) => route.fulfill({
      contentType: 'text/html', headers: { 'Content-Security-Policy': policy },
      body: tutorial('<backprop-playground></backprop-playground>').replace('src="', `src="${site.address}`),
    }));
    await page.goto(elsewhere);
    await page.locator('backprop-playground').getByRole('button', { name: 'Train' }).waitFor();
    await on(page, 0, (element) => element.step(30));
    expect(await on(page, 0, (element) => element.metrics.step)).toBe(30);
  });

  it('shares a page with another: each has its own network', async () => {
    const { page, complaints } = await openTutorial(
      '<backprop-playground config="data=xor"></backprop-playground><backprop-playground config="data=gauss&amp;seed=4"></backprop-playground>');
    await on(page, 0, (element) => element.step(30));
    expect(await on(page, 0, (element) => element.metrics.step)).toBe(30);
    expect(await on(page, 1, (element) => element.metrics.step)).toBe(0);
    expect(await on(page, 1, (element) => element.config.data.generator)).toBe('gauss');
    expect(complaints).toEqual([]);
  });

  it('survives a move within the page, and ends its worker when it is taken out', async () => {
    const { page, complaints } = await openTutorial('<div id="a"><backprop-playground config="data=spiral"></backprop-playground></div><div id="b"></div>');
    const workers = workersOf(page);
    await expect.poll(() => blankOnes(page)).toEqual([]);
    await expect.poll(workers).toBe(both);
    await on(page, 0, (element) => element.step(40));
    await on(page, 0, (element) => document.querySelector('#b').append(element));
    expect(await on(page, 0, (element) => element.metrics.step)).toBe(40);
    await takeOut(page);
    await expect.poll(workers).toBe(0);
    await putBack(page);
    await expect.poll(workers).toBe(both);
    await expect.poll(() => on(page, 0, (element) => element.config?.data.generator)).toBe('spiral');
    expect(await on(page, 0, (element) => element.metrics?.step ?? 0)).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('starts again when it was taken out before its small pictures were drawn', async () => {
    let goOn;
    const { page } = await openTutorial('<backprop-playground></backprop-playground>', {
      prepare: (opened) => opened.route('**/table-miniatures*.js', async (route) => {
        await new Promise((resolve) => { goOn = resolve; });
        await route.continue();
      }),
    });
    await page.evaluate(() => {
      window.errors = [];
      document.addEventListener('backprop-error', ({ detail }) => window.errors.push(detail));
    });
    await on(page, 0, (element) => element.addEventListener('backprop-error', ({ detail }) => window.errors.push(detail)));
    await expect.poll(() => goOn).toBeDefined();
    await takeOut(page);
    await expect.poll(workersOf(page)).toBe(0);
    goOn();
    await putBack(page);
    await page.locator('.app').waitFor();
    await expect.poll(() => blankOnes(page)).toEqual([]);
    expect(await page.evaluate(() => window.errors)).toEqual([]);
  });

  it('starts again when it was taken out before its first network was there', async () => {
    let goOn;
    const { page } = await openTutorial('<backprop-playground config="data=penguins"></backprop-playground>', {
      prepare: (opened) => opened.route('**/penguins*', async (route) => {
        await new Promise((resolve) => { goOn = resolve; });
        await route.continue();
      }),
    });
    await expect.poll(() => goOn).toBeDefined();
    await takeOut(page);
    await expect.poll(workersOf(page)).toBe(0);
    const arrived = page.waitForResponse('**/penguins*');
    goOn();
    await (await arrived).finished();
    await page.evaluate(() => new Promise(requestAnimationFrame));   // what waited for it has gone on
    await putBack(page);
    await page.locator('.app').waitFor();
    expect(await on(page, 0, (element) => element.config.data.table)).toBe('penguins');
  });

  it('runs without small pictures, and draws them once there is a place for them', async () => {
    const { page } = await openTutorial('<backprop-playground controls="toolbar"></backprop-playground>');
    await page.locator('.app').waitFor();
    await on(page, 0, (element) => { element.controls = 'data'; });
    await expect.poll(() => on(page, 0, ({ shadowRoot }) => shadowRoot.querySelectorAll('canvas.thumbnail').length)).toBeGreaterThan(10);
    await expect.poll(() => blankOnes(page)).toEqual([]);
    await page.route('**/table-miniatures*.js', (route) => route.abort());
    await page.reload();
    await on(page, 0, (element) => element.step(3));
    await on(page, 0, (element) => { element.controls = null; });
    await page.locator('.choices').waitFor();
    expect(await on(page, 0, async (element) => {
      await element.step(4);
      return element.metrics.step;
    })).toBe(7);
  });

  it('opens its microscope when it was taken out and put back before the microscope had come', async () => {
    let goOn;
    const { page, complaints } = await openTutorial('<backprop-playground></backprop-playground>', {
      prepare: (opened) => opened.route('**/microscope-*.js', async (route) => {
        await new Promise((resolve) => { goOn = resolve; });
        await route.continue();
      }),
    });
    await page.locator('.app').waitFor();
    await on(page, 0, (element) => { element.microscope = true; });
    await expect.poll(() => goOn).toBeDefined();
    await takeOut(page);
    await expect.poll(workersOf(page)).toBe(0);
    await putBack(page);
    goOn();
    await page.locator('.scope-stage').waitFor();
    expect(await on(page, 0, (element) => element.microscope)).toBe(true);
    expect(complaints).toEqual([]);
  });

  it.each(['pause', 'checkpoint'])('opens its microscope on the network of an edit that comes meanwhile, with its call of %s', async (method) => {
    const { page, complaints } = await openTutorial('<backprop-playground config="layers=2-tanh"></backprop-playground>');
    await on(page, 0, (element, wanted) => {
      const { postMessage } = MessagePort.prototype;
      let edit = () => { element.config = 'layers=4-tanh'; };
      MessagePort.prototype.postMessage = function (message, ...rest) {
        if (message?.method === wanted) {
          edit();
          edit = () => {};
        }
        return postMessage.call(this, message, ...rest);
      };
      element.microscope = true;
    }, method);
    await page.locator('.scope-unit[data-layer="0"]').nth(3).waitFor();
    expect(await on(page, 0, (element) => element.microscope)).toBe(true);
    expect(complaints).toEqual([]);
  });

  it.each([
    ['the module does not come', (page) => page.route('**/*.wasm', (route) => route.abort()), (page) => page.unroute('**/*.wasm')],
    ['the engine refuses even the defaults', (page) => page.addInitScript(() => {
      const { postMessage } = MessagePort.prototype;
      MessagePort.prototype.postMessage = function (message, ...rest) {
        const isRefused = !window.accepts && message?.method === 'createSession';
        return postMessage.call(this, isRefused ? { ...message, args: [{ seed: -1 }] } : message, ...rest);
      };
    }), (page) => page.evaluate(() => { window.accepts = true; })],
  ])('keeps no worker when %s, and tries again when it is put back', async (_, fail, mend) => {
    const { page } = await site.open();
    await fail(page);
    await page.route('**/tutorial.html', (route) => route.fulfill({
      contentType: 'text/html', body: tutorial('<backprop-playground><p>A picture of it.</p></backprop-playground>'),
    }));
    await page.goto(`${site.address}tutorial.html`);
    await page.getByText('could not start').waitFor();
    expect(await page.getByText('A picture of it.').isVisible(), 'what stands in for it').toBe(true);
    await expect.poll(workersOf(page)).toBe(0);
    await takeOut(page);
    await page.evaluate(() => new Promise((resolve) => { setTimeout(resolve, 100); }));   // as long as a move may take, and asked for later
    await mend(page);
    await putBack(page);
    await page.locator('.app').waitFor();
    expect(await page.getByText('A picture of it.').isVisible()).toBe(false);
  });

  it('has the styles of its panels once, however often it is put back', async () => {
    const { page } = await openTutorial('<backprop-playground></backprop-playground>');
    const styles = () => on(page, 0, ({ shadowRoot }) => shadowRoot.adoptedStyleSheets.length);
    const openAll = async () => {
      await page.locator('summary', { hasText: 'Measures' }).click();
      await page.locator('.measures table').first().waitFor();
      await page.getByRole('button', { name: 'Microscope', exact: true }).click();
      await page.locator('.scope-stage').waitFor();
      await page.getByRole('button', { name: 'Microscope', exact: true }).click();
    };
    await openAll();
    const once = await styles();
    await takeOut(page);
    await expect.poll(workersOf(page)).toBe(0);
    await putBack(page);
    await page.locator('.app').waitFor();
    await openAll();
    expect(await styles()).toBe(once);
  });

  it('lets calls wait that come before it is ready', async () => {
    const { page } = await openTutorial('');
    const { step, loss, count } = await page.evaluate(async () => {
      const element = document.createElement('backprop-playground');
      const stepped = element.step(3);
      const traced = element.trace({ example: 0 });
      const read = element.readParameters();
      document.querySelector('main').append(element);
      await Promise.all([stepped, element.open('layers=2-tanh')]);
      return { step: element.metrics.step, loss: (await traced).loss, count: (await read).length };
    });
    expect({ step, count }).toEqual({ step: 3, count: 9 });
    expect(loss).toEqual(expect.any(Number));
  });

  it('tells the page what happens, in events that leave the shadow tree', async () => {
    const { page } = await openTutorial('<backprop-playground config="learningRate=10&amp;layers=8-relu,8-relu&amp;data=plane"></backprop-playground>');
    await page.evaluate(() => {
      window.heard = [];
      for (const type of ['change', 'statechange', 'metrics', 'diverged', 'error']) {
        document.addEventListener(`backprop-${type}`, ({ detail }) => window.heard.push({ type, detail }));
      }
    });
    await on(page, 0, (element) => element.play());
    const heard = (type) => page.evaluate((wanted) => window.heard.filter((event) => event.type === wanted).at(-1)?.detail, type);
    await expect.poll(() => heard('diverged')).toMatchObject({ step: expect.any(Number), layer: expect.any(Number), message: expect.stringContaining('finite') });
    await expect.poll(() => heard('statechange')).toEqual({ running: false, diverged: true });
    await on(page, 0, (element) => { element.config = 'data=nowhere'; });
    await expect.poll(() => heard('error')).toMatchObject({ type: 'config', message: expect.stringContaining('nowhere') });
    expect(await on(page, 0, (element) => element.config.data.generator), 'the last good state stays').toBe('plane');
    await page.route('**/measures-*.js', (route) => route.abort());
    await page.locator('summary', { hasText: 'Measures' }).click();
    await expect.poll(() => heard('error')).toMatchObject({ type: 'part', recoverable: true, message: expect.stringContaining('could not be loaded') });
  });

  it('takes a config that was set before the script had run', async () => {
    const config = { data: { generator: 'xor' }, layers: [{ units: 3, activation: 'relu' }] };
    const { page } = await openTutorial('<backprop-playground></backprop-playground>', {
      prepare: (opened) => opened.route('**/backprop-playground.js', async (route) => {
        await opened.waitForURL('**/tutorial.html', { waitUntil: 'commit' });
        await opened.locator('backprop-playground').evaluate((element, wanted) => {
          window.wasDefined = element.matches(':defined');
          element.config = wanted;
        }, config);
        await route.continue();
      }),
    });
    await page.locator('.app').waitFor();
    expect(await page.evaluate(() => window.wasDefined)).toBe(false);
    expect(await on(page, 0, (element) => element.config)).toMatchObject(config);
  });

  it('takes back the config that it gave, with a change made to it', async () => {
    const { page } = await openTutorial('<backprop-playground config="layers=2-tanh"></backprop-playground>');
    expect(await on(page, 0, async (element) => {
      const { config } = element;
      config.layers.push({ units: 3, activation: 'relu' });
      const before = element.config.layers.length;
      await element.open(config);
      return [before, element.fragment, (await element.readParameters()).length];
    })).toEqual([1, 'layers=2-tanh,3-relu', 6 + 9 + 4]);
  });

  it('keeps its own text where the page around it has a style of its own for everything', async () => {
    const { page } = await openTutorial('<backprop-playground></backprop-playground>');
    await page.evaluate(() => Object.assign(document.documentElement.style, {   // by script: the policy refuses a style in the markup
      fontSize: '62.5%', direction: 'rtl', textTransform: 'uppercase', letterSpacing: '3px', wordSpacing: '9px', textIndent: '40px', whiteSpace: 'pre',
      overflowWrap: 'anywhere', wordBreak: 'break-all', hyphens: 'auto',
    }));
    const own = {
      direction: 'ltr', textTransform: 'none', letterSpacing: 'normal', wordSpacing: '0px', textIndent: '0px', whiteSpace: 'normal', fontSize: '14px',
      overflowWrap: 'normal', wordBreak: 'normal', hyphens: 'manual',
    };
    expect(await page.getByText('More settings').evaluate(
      (summary, names) => Object.fromEntries(names.map((name) => [name, getComputedStyle(summary)[name]])), Object.keys(own))).toEqual(own);
    const heading = () => page.getByRole('heading', { name: 'Network' }).evaluate((element) => Math.round(parseFloat(getComputedStyle(element).fontSize)));
    expect(await heading()).toBe(15);
    await on(page, 0, (element) => { element.style.fontSize = '28px'; });
    expect(await heading(), 'the page may choose another size for all of it').toBe(30);
  });

  it('loads at first what tests/tree/sizes.test.js counts, and nothing that waits to be asked for', async () => {
    const { page } = await openTutorial('');
    const requested = [];
    page.on('request', (request) => requested.push(new URL(request.url()).pathname.replace(/^.*\//, '').replace(/-[\w-]{8}\./, '.')));
    await page.goto(site.address);
    await page.locator('.app').waitFor();
    await page.waitForLoadState('networkidle');
    expect([...new Set(requested)].sort()).toEqual(
      ['', 'backprop-playground.js', 'backprop.wasm', 'icon.svg', 'index.js', 'page.css', 'table-miniatures.js', 'worker.js']);
  });

  it('keeps its controls visible in forced colours', async () => {
    const { page, complaints } = await openTutorial('<backprop-playground></backprop-playground>', { forcedColors: 'active' });
    const train = page.getByRole('button', { name: 'Train', exact: true });
    const { border, text, background } = await train.evaluate((button) => {
      const style = getComputedStyle(button);
      return { border: style.borderTopStyle, text: style.color, background: style.backgroundColor };
    });
    expect(border).toBe('solid');
    expect(text).not.toBe(background);
    await page.getByText('Proof: are the gradients right?').click();
    const pill = (name) => page.locator('.pill').filter({ hasText: name }).evaluate((label) => getComputedStyle(label).outlineStyle);
    await expect.poll(() => pill('Right')).toBe('solid');
    expect(await pill('Sign of δ')).toBe('none');
    expect(complaints).toEqual([]);
  });
});
