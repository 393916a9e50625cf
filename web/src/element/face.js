import { effect, signal } from '@preact/signals-core';

import { sentenceOf } from './app.js';
import { withData } from './config-edits.js';
import { NetworkKeys } from './network-keys.js';
import { Painter } from './painter.js';
import { mapText, progressText } from './summary.js';
import { createThumbnails, paintThumbnails } from './thumbnails.js';
import { setStops } from './toolbar-keys.js';
import { isLinkable } from '../state/url.js';

/**
 * @typedef {import('./app.js').App} App
 * @typedef {import('./types.js').Frame} Frame
 * @typedef {typeof import('./templates/more-settings-data.js')} MoreData
 */

/** A screen reader hears of a running training at most this often (ms). */
const announceInterval = 5000;
/** With reduced motion a running picture changes twice a second (ms). */
const calmInterval = 500;
const copiedTime = 2000;
/** The page that opens any network; it lies beside the built element. */
const site = new URL(/* @vite-ignore */ 'index.html', import.meta.url);
/** From here on the panels stand side by side, in another order (em of the element, as in its style sheets). */
const wideFrom = 51.4;

/** What one element shows of its app: canvases, pointer and keyboard, theme, announcements. */
export class Face {
  #host;
  #painter;
  #thumbnails;
  #stop;
  #announcedAt = -Infinity;
  #dark = matchMedia('(prefers-color-scheme: dark)');
  #calm = matchMedia('(prefers-reduced-motion: reduce)');
  #paper = matchMedia('print');
  #resize = new ResizeObserver((entries) => this.#resized(entries));
  #theme = /** @type {'light' | 'dark'} */ ('light');
  /** Of the boxes that are observed. @type {WeakMap<Element, string>} */ #sizes = new WeakMap();

  wide = signal(true);
  announcement = signal('');
  linkText = signal('Copy link');
  /** The dialog, once it was asked for. */
  ownData = signal(/** @type {import('./own-data.js').OwnDataForm | null} */ (null));
  /** The template of the rarer settings, once they were asked for. */
  more = signal(/** @type {((app: App) => unknown) | null} */ (null));
  /** The templates of the rarer settings of data and inputs, once they are needed. */
  moreData = signal(/** @type {MoreData | null} */ (null));
  /** The measures, once they were asked for. */
  measures = signal(/** @type {import('./measures.js').Measures | null} */ (null));
  /** Once it was asked for. @type {import('./microscope/microscope.js').Microscope | null} */ microscope = null;
  examining = signal(false);
  /** The panels about gradients, once one was opened. @type {import('./gradients/gradients.js').Gradients | null} */ #gradients = null;
  chartHoverX = signal(/** @type {number | null} */ (null));

  /**
   * @param {import('lit').LitElement & { theme: string, microscope: boolean }} host
   * @param {App} app
   * @param {import('./types.js').Engine} engine
   */
  constructor(host, app, engine) {
    const root = /** @type {ShadowRoot} */ (host.renderRoot);
    this.#host = host;
    this.app = app;
    this.keys = new NetworkKeys(app.picture, root);
    this.#painter = new Painter(root);
    this.#thumbnails = createThumbnails(engine, app.catalog);
    this.#stop = effect(() => this.#watch());
    for (const query of this.#media) query.addEventListener('change', this.#onMedia);
    this.#onMedia();
  }

  /** Every signal the templates read. */
  #watch() {
    const { store, trainer, picture, message } = this.app;
    for (const { value: _ } of [
      store.config, store.view, store.canUndo, store.canRedo, message,
      trainer.running, trainer.metrics, trainer.network, trainer.config, trainer.examples,
      picture.frame, picture.look, picture.reading, picture.hover, picture.pinned, picture.layout, picture.shown,
      this.ownData, this.more, this.moreData, this.measures, this.examining, this.#thumbnails.miniatures, this.wide, this.announcement, this.linkText,
    ]);
    const { data, features } = store.config.value;
    if (!this.moreData.value && ('formula' in data || 'table' in data || features.includes('formula'))) this.openMoreData();
    this.#host.requestUpdate();
  }

  get #media() {
    return [this.#dark, this.#calm, this.#paper];
  }

  /** The microscope while it is open. */
  get scope() {
    return this.examining.value ? this.microscope : null;
  }

  /** What the big map shows, in words. */
  get summary() {
    return this.app.picture.look.value?.summary(this.app) ?? mapText(this.app);
  }

  openOwnData = () => this.#load('The dialog for your data', async () => {
    const { OwnDataForm } = await import('./own-data.js');
    this.ownData.value ??= new OwnDataForm(/** @type {ShadowRoot} */ (this.#host.renderRoot), {
      normalizations: this.app.catalog.normalizations,
      onUse: (data) => this.app.edit(withData(this.app.store.config.value, data, this.app.catalog)),
      onChange: () => this.#host.requestUpdate(),
    });
    await this.#host.updateComplete;
    this.ownData.value.open();
  });

  openMore = () => this.#load('The rarer settings', async () => {
    this.more.value ??= (await import('./templates/more-settings.js')).moreSettings;
  });

  openMoreData = () => this.#load('The rarer settings of the data', async () => {
    this.moreData.value ??= await import('./templates/more-settings-data.js');
  });

  openMeasures = (/** @type {Event} */ event) => this.#load('The measures', async () => {
    const { open } = /** @type {HTMLDetailsElement} */ (event.target);
    const { Measures } = await import('./measures.js');
    this.measures.value ??= new Measures(this.app, /** @type {ShadowRoot} */ (this.#host.renderRoot), () => this.#host.requestUpdate());
    this.measures.value.show(open);
  });

  /** What is loaded when it is asked for. @param {string} what @param {() => Promise<void>} load */
  async #load(what, load) {
    try {
      await load();
    } catch (error) {
      this.app.tell('problem', [`${what} could not be loaded: ${sentenceOf(error)}`], 'part');
    }
  }

  /** Opens the microscope, or leaves it. */
  examine = async (open = !this.examining.value) => {
    await this.#load('The microscope', async () => {
      const { Microscope } = await import('./microscope/microscope.js');
      this.microscope ??= new Microscope({
        app: this.app,
        root: /** @type {ShadowRoot} */ (this.#host.renderRoot),
        theme: () => this.#theme,
        onClose: () => this.#examined(),
      });
      await (open ? this.microscope.open() : this.microscope.leave());
    });
    this.#examined();
  };

  /** The host's property says what is so, whatever it was set to; put back, it opens what was open. */
  #examined = () => {
    const open = this.microscope?.isOpen ?? false;
    this.examining.value = open;
    this.#host.microscope = open;
  };

  /** @param {ArrayLike<number>} parameters */
  async setParameters(parameters) {
    if (this.scope) return this.scope.setParameters(parameters);
    await this.app.trainer.ask('setParameters', Float32Array.from(parameters));
    this.app.picture.loop.invalidate();
  }

  openGradients = (/** @type {Event} */ event) => this.#load('The panel', async () => {
    const details = /** @type {HTMLDetailsElement} */ (event.target);
    const { name } = details.dataset;
    if (!details.open || !name) return;
    const { Gradients } = await import('./gradients/gradients.js');
    this.#gradients ??= new Gradients(this.app, /** @type {ShadowRoot} */ (this.#host.renderRoot), () => this.#theme);
    this.#gradients.show(/** @type {'check' | 'flow'} */ (name), /** @type {HTMLElement} */ (details.lastElementChild));
  });

  copyLink = async () => {
    const { config, fragment: { value: fragment } } = this.app.store;
    if (!isLinkable(config.value)) return;
    const followed = fragment && location.hash.slice(1) === fragment;   // as the site's page does, and no lesson
    const url = new URL(followed ? location.href : site);
    url.hash = fragment;
    try {
      await navigator.clipboard.writeText(url.href);
      this.linkText.value = 'Copied';
    } catch {
      this.linkText.value = 'Could not copy';
    }
    setTimeout(() => { this.linkText.value = 'Copy link'; }, copiedTime);
  };

  onChartMove = (/** @type {PointerEvent} */ event) => {
    this.chartHoverX.value = event.offsetX;
    this.paint();
  };

  onChartLeave = () => {
    this.chartHoverX.value = null;
    this.paint();
  };

  /** After each rendering: boxes may have come, gone or changed their size. */
  rendered() {
    const root = /** @type {ShadowRoot} */ (this.#host.renderRoot);
    for (const box of [this.#host, ...root.querySelectorAll('.network-stage, .scope-scroller, .plot, .loss-chart')]) {
      if (this.#sizes.has(box)) continue;
      this.#sizes.set(box, '');
      this.#resize.observe(box);
    }
    setStops(root);
    this.#paintThumbnails();
    this.microscope?.onPage();
  }

  /**
   * The element's own height is that of its panels, which changes with every formula: nothing has to be drawn for it.
   * @param {ResizeObserverEntry[]} entries
   */
  #resized(entries) {
    let isNew = false;
    for (const { target, contentRect: { width, height } } of entries) {
      const size = target === this.#host ? `${width}` : `${width} × ${height}`;
      isNew ||= this.#sizes.get(target) !== size;
      this.#sizes.set(target, size);
    }
    if (isNew) this.#measure();
  }

  #paintThumbnails() {
    const root = /** @type {ShadowRoot} */ (this.#host.renderRoot);
    if (root.querySelector('.thumbnail')) this.#thumbnails.load();
    paintThumbnails(root, this.#thumbnails.miniatures.value, this.#theme);
  }

  #measure() {
    const root = /** @type {ShadowRoot} */ (this.#host.renderRoot);
    this.wide.value = this.#host.clientWidth >= wideFrom * Number.parseFloat(getComputedStyle(this.#host).fontSize);
    const scroller = root.querySelector('.network-scroller');
    const stage = root.querySelector('.network-stage');
    const width = scroller?.clientWidth ?? 0;
    const height = stage?.clientHeight ?? 0;
    const before = this.app.picture.stage.value;
    if (before.width !== width || before.height !== height) this.app.picture.stage.value = { width, height };
    this.microscope?.onPage();
    this.paint();
  }

  /** Draws the newest frame again, with what the page shows now. */
  async paint() {
    await this.#host.updateComplete;
    const { newest } = this.app.picture;
    if (newest) this.onFrame(newest);
  }

  /** @param {Frame} frame */
  onFrame(frame) {
    const { trainer, store, picture } = this.app;
    const [config, network, examples] = [trainer.config.value, trainer.network.value, trainer.examples.value];
    if (!config || !network || !examples || frame.generation !== trainer.generation) return;
    this.#painter.paint(frame, {
      config, network, examples,
      view: store.view.value,
      theme: this.#theme,
      history: picture.history,
      networkLayout: picture.layout.value,
      selected: picture.pinned.value,
      hover: picture.hover.value,
      chartHoverX: this.chartHoverX.value,
      reading: picture.reading.value,
    });
    this.microscope?.onFrame(frame);
    this.#announce(frame);
  }

  /** @param {Frame} frame */
  #announce({ running, metrics }) {
    const now = performance.now();
    if (metrics.status !== 'ready' || (running && now - this.#announcedAt < announceInterval)) return;
    this.#announcedAt = now;
    this.announcement.value = metrics.step === 0 ? '' : `${running ? 'Training' : 'Paused'}. ${progressText(metrics)}`;
  }

  #onMedia = () => {
    this.app.picture.loop.minimumInterval = this.#calm.matches ? calmInterval : 0;
    this.themeChanged();
  };

  themeChanged() {
    const { theme } = this.#host;
    const dark = !this.#paper.matches && (theme === 'dark' || (theme !== 'light' && this.#dark.matches));   // paper is white
    this.#theme = dark ? 'dark' : 'light';
    this.#paintThumbnails();
    this.#gradients?.update();
    this.paint();
  }

  dispose() {
    this.#examined = () => {};   // what was under way says nothing of the face that may have taken this one's place
    this.#stop();
    this.microscope?.stop();
    this.#gradients?.dispose();
    this.#resize.disconnect();
    for (const query of this.#media) query.removeEventListener('change', this.#onMedia);
  }
}
