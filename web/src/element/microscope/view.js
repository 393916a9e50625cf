import { themes } from '../../views/colors.js';
import { MicroscopeDrawing } from '../../views/microscope.js';
import { looseRows, microscopeLayout, subjectAt } from '../../views/microscope-layout.js';
import { label, unitSymbol } from '../labels.js';
import { surfaceOf } from '../painter.js';
import { inks } from './inks.js';
import { covers } from './letters.js';
import { Readings } from './readings.js';
import { groupsOf, usedPlaces } from './selection.js';
import { isBatch } from './study.js';
import { valuesOf } from './values.js';

/** What is to be seen beside a unit that is brought into view: of an output, its target (CSS px). */
const beside = 150;

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
  #drawing = new MicroscopeDrawing();
  /** What the drawing shows. @type {unknown[]} */ #drawn = [];
  /** The layout, and what it was made for. @type {{ of: unknown[], layout: import('../../views/microscope-layout.js').MicroscopeLayout | null }} */
  #placed = { of: [], layout: null };
  #isLit = false;
  /** @type {Subject | null} */ #revealed = null;

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
  /** CSS px of the map, if there is one. */
  plot = { width: 0, height: 0 };
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

  /** Whether the boxes have another size now. */
  measure() {
    const width = this.root.querySelector('.scope-scroller')?.clientWidth || this.width;
    const { clientWidth = 0, clientHeight = 0 } = this.root.querySelector('.plot') ?? {};
    if (width === this.width && clientWidth === this.plot.width && clientHeight === this.plot.height) return false;
    this.width = width;
    this.plot = { width: clientWidth, height: clientHeight };
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
    const { network, width, digits, windows } = this;
    const of = [network, width, digits, windows];
    if (!this.#placed.layout || of.some((part, index) => part !== this.#placed.of[index])) {
      const { inputs, layers } = network;
      this.#placed = { of, layout: microscopeLayout({ inputs: inputs.length, layers, width, digits, windows }) };
    }
    return /** @type {import('../../views/microscope-layout.js').MicroscopeLayout} */ (this.#placed.layout);
  }

  /** @param {number} layer @param {number} unit */
  nameOf = (layer, unit) => unitSymbol(this.network, layer, unit);

  /** What stands above the columns. */
  get heads() {
    const { layers } = this.network;
    const names = layers.map(({ activation }, index) => `${index < layers.length - 1 ? `Layer ${index + 1}` : 'Output'} · ${label(activation)}`);
    return ['Inputs', ...names, this.study && isBatch(this.study.record.of) ? 'Mean loss' : 'Target'];
  }

  /** Draws the network where something about it has changed. */
  paint() {
    const canvas = /** @type {HTMLCanvasElement | null} */ (this.root.querySelector('canvas.numbers'));
    if (!canvas || !this.study?.isReady || this.width === 0) return;
    const look = [canvas, this.values, this.layout, this.selected, this.pointed, this.#theme(), devicePixelRatio];
    if (look.every((part, index) => part === this.#drawn[index])) return;
    this.#drawn = look;
    this.#draw(canvas, this.study);
    this.#light();
    this.#reveal();
  }

  /** Brings what is newly selected into view, where the network is wider than the room it has. */
  #reveal() {
    const { selected, layout } = this;
    if (selected === this.#revealed) return;
    this.#revealed = selected;
    const scroller = this.root.querySelector('.scope-scroller');
    const { layer, unit } = selected.kind === 'loss' ? { layer: layout.columns.length - 2, unit: 0 }
      : { layer: selected.layer, unit: selected.kind === 'weight' ? selected.to : selected.unit };
    const card = layout.columns[layer + 1]?.cards.find((candidate) => candidate.unit === unit);
    if (!scroller || !card) return;
    const { scrollLeft, clientWidth } = scroller;
    const [left, right] = [card.x - card.width / 2, card.x + card.width / 2];
    if (left < scrollLeft || right > scrollLeft + clientWidth) scroller.scrollLeft = right + beside - clientWidth;
  }

  /** A canvas that lost its context has come back empty: all is drawn anew. */
  restore = () => {
    this.#drawing = new MicroscopeDrawing();
    this.#drawn = [];
    this.paint();
  };

  /** @param {HTMLCanvasElement} canvas @param {Study} study */
  #draw(canvas, { tick, grain, isOverview, record, parameters }) {
    const { layout, selected, pointed } = this;
    const below = surfaceOf(canvas, layout);
    const above = surfaceOf(/** @type {HTMLCanvasElement} */ (canvas.nextElementSibling), layout);
    if (!below || !above) return;
    const theme = this.#theme();
    const used = usedPlaces(this.groups, selected);
    this.#drawing.draw(below.context, above.context, {
      layout, scale: below.scale, theme: themes[theme], inks: inks[theme], digits: this.digits, selected,
      parameters, value: this.values, nameOf: this.nameOf, heads: this.heads, isMean: isBatch(record.of),
      mark: (place) => (pointed && covers(pointed, place) ? 'pointed' : used.has(place) ? 'used' : ''),
      isCurrent: (layer, unit) => !isOverview && tick.layer >= 0 && tick.layer === layer && (grain !== 'unit' || tick.unit === unit),
    });
  }

  /** Marks the formulas' symbols of the place that is pointed at. */
  #light() {
    const { pointed } = this;
    if (pointed === '' && !this.#isLit) return;
    this.#isLit = pointed !== '';
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
