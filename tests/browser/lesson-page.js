// Opens lessons in Chromium, served as the site is; asks their live networks.
import { serve } from '../../web/serve.mjs';
import { launch } from './site.js';

export async function openLessons() {
  const server = await serve({ folder: process.env.SITE });
  const browser = await launch();
  return {
    open: (path, options) => openLesson(browser, server.address, path, options),
    /** Also those that a failed test left open. */
    closePages: () => Promise.all(browser.contexts().map((context) => context.close())),
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

async function openLesson(browser, address, path, { width = 1440, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const complaints = [];
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error.stack)));
  page.on('request', (request) => {
    if (!request.url().startsWith(address) && !request.url().startsWith('blob:')) complaints.push(`asked for ${request.url()}`);
  });
  const answers = [];
  page.on('requestfinished', (request) => answers.push(request));
  await page.goto(`${address}lessons/${path}`);
  /** What has come so far, and how large it was on its way. */
  const arrived = () => Promise.all(answers.map(async (request) => ({ url: request.url(), bytes: (await request.sizes()).responseBodySize })));
  return { page, complaints, arrived };
}

/** The numbers of the live network that a question is about. */
export async function scopeOf(question) {
  const json = await question.evaluate(async (element) => {
    const scope = await document.getElementById(element.dataset.experiment).scope();
    return JSON.stringify(scope, (_, value) => (ArrayBuffer.isView(value) ? Array.from(value) : value));
  });
  return JSON.parse(json);
}

export const live = (page, name) => page.locator(`#${name}[data-state=live]`).waitFor();

/** Has a network loaded as a reader does, who reaches for it. */
export async function reach(page, name) {
  await page.locator(`#${name}`).dispatchEvent('pointerenter');
  await live(page, name);
}
