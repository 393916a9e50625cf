import { themes } from '../../views/colors.js';
import { drawMicroscope } from '../../views/microscope.js';
import { looseRows, microscopeLayout, subjectAt } from '../../views/microscope-layout.js';
import { label, unitSymbol } from '../labels.js';
import { surfaceOf } from '../painter.js';
import { inks } from './inks.js';
import { covers } from './letters.js';
import { Readings } from './readings.js';
import { groupsOf, usedPlaces } from './selection.js';
import { isBatch } from './study.js';
import { valuesOf } from './values.js';

/**
 * What the microscope shows of a study, and how: what is looked at, and everything that follows from it, worked out once a rendering.
 * @typedef {import('./study.js').Study} Study
 * @typedef {import('../types.js').Network} Network
 * @typedef {import('../types.js').Config} Config
 * @typedef {import('../../views/microscope-layout.js').Subject} Subject
 */
export class View {
  #theme;
  /** @type {Map<string, unknown>} */ #prepared = new Map();

  /** @type {Study | null} */ study = null;
  /** Of the study; the playground's own may be newer for a moment. @type {Network} */
  network = { inputs: [], layers: [], parameterOffsets: [] };
  /** @type {Subject} */ selected = { kind: 'unit', layer: 0, unit: 0 };
  /** A place that the pointer or the focus is on; parts may be `*`. */
  pointed = /** @type {string} */ ('');
  /** @type {'standard' | 'expanded'} */ notation = 'standard';
  digits = /** @type {number} */ (3);
  /** @type {number[]} first shown unit of each column, inputs first */ windows = [];
  /** CSS px there are for the network. */
  width = /** @type {number} */ (0);
  /** @type {Config} */ config;

  /** @param {{ root: ShadowRoot, theme: () => 'light' | 'dark', config: Config }} options */
  constructor({ root, theme, config }) {
    this.root = root;
    this.#theme = theme;
    this.config = config;
  }

  /** @param {{ study?: Study, network?: Network, config: Config }} next */
  take(next) {
    Object.assign(this, next);
    this.forget();
  }

  /** Whether there is another width now. */
  measure() {
    const width = this.root.querySelector('.scope-scroller')?.clientWidth ?? 0;
    if (width === this.width || width === 0) return false;
    this.width = width;
    return true;
  }

  /** @param {string} place */
  point(place) {
    if (place === this.pointed) return;
    this.pointed = place;
    this.paint();
  }

  /** Something has changed: all is to be worked out again. */
  forget() {
    this.#prepared.clear();
  }

  /** @template T @param {string} name @param {() => T} prepare @returns {T} */
  #once(name, prepare) {
    if (!this.#prepared.has(name)) this.#prepared.set(name, prepare());
    return /** @type {T} */ (this.#prepared.get(name));
  }

  /** The numbers on show. */
  get readings() {
    return this.#once('readings', () => {
      const { trace, parameters } = /** @type {Study} */ (this.study).record;
      return new Readings(this.network, trace, parameters);
    });
  }

  get values() {
    return this.#once('values', () => valuesOf(/** @type {Study} */ (this.study), this.readings));
  }

  get style() {
    return { digits: this.digits, resultDigits: 9, loss: String(this.config.loss), notation: this.notation };
  }

  get groups() {
    return this.#once('groups', () => groupsOf(this));
  }

  get layout() {
    const { network: { inputs, layers }, width, digits, windows } = this;
    return this.#once('layout', () => microscopeLayout({ inputs: inputs.length, layers, width, digits, windows }));
  }

  /** @param {number} layer @param {number} unit */
  nameOf = (layer, unit) => unitSymbol(this.network, layer, unit);

  /** What stands above the columns. */
  get heads() {
    const { layers } = this.network;
    const names = layers.map(({ activation }, index) => `${index < layers.length - 1 ? `Layer ${index + 1}` : 'Output'} · ${label(activation)}`);
    return ['Inputs', ...names, this.study && isBatch(this.study.record.of) ? 'Mean loss' : 'Target'];
  }

  paint() {
    const { study, selected, pointed } = this;
    const canvas = /** @type {HTMLCanvasElement | null} */ (this.root.querySelector('canvas.numbers'));
    const surface = canvas && surfaceOf(canvas);
    if (!surface || !study?.isReady || this.width === 0) return;
    const theme = this.#theme();
    const used = usedPlaces(this.groups, selected);
    const { tick, grain } = study;
    drawMicroscope(surface.context, {
      layout: this.layout, scale: surface.scale, theme: themes[theme], inks: inks[theme], digits: this.digits, selected,
      value: this.values, nameOf: this.nameOf, heads: this.heads, isMean: isBatch(study.record.of),
      mark: (place) => (pointed && covers(pointed, place) ? 'pointed' : used.has(place) ? 'used' : ''),
      isCurrent: (layer, unit) => !study.isOverview && tick.layer >= 0 && tick.layer === layer && (grain !== 'unit' || tick.unit === unit),
    });
    for (const element of this.root.querySelectorAll('[data-place]')) {
      const place = /** @type {HTMLElement} */ (element).dataset.place ?? '';
      element.classList.toggle('lit', pointed !== '' && (covers(pointed, place) || covers(place, pointed)));
    }
  }

  /** @param {number} x @param {number} y CSS px of the stage @returns {Subject | null} */
  subjectAt(x, y) {
    return subjectAt(this.layout, x, y, looseRows(this.layout, this.selected));
  }
}
