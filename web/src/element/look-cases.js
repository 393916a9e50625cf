import { boundaryLayout } from '../views/boundary.js';
import { drawCases, drawSmallCases, rowOf } from '../views/cases.js';
import { rampColor, themes } from '../views/colors.js';
import { extentOf, withRoom } from '../views/plot.js';
import { classColor, nearestPoint } from '../views/points.js';
import { drawWeightsImage } from '../views/weights-image.js';
import { Margins } from './margins.js';
import { unitName } from './labels.js';
import { isInside, smallRange, valuesOf } from './look-unit.js';
import { classNames, incoming, isClassification, isWholeOutput, outputRange } from './scene.js';
import { progressText } from './summary.js';
import { casesPanel } from './templates/look-panels.js';

/**
 * @typedef {import('./look.js').Subject} Subject
 * @typedef {import('./types.js').Frame} Frame
 * @typedef {import('./types.js').UnitRef} UnitRef
 * @typedef {import('../views/types.js').Points} Points
 */

/** More would be one blot, and the page shall stay smooth. */
const mostExamples = 400;
/** In a picture of a unit; the first of the sample. */
const mostDots = 80;
/** The columns of an image of 8 × 8, as the digits are. */
const imageColumns = 64;

/** Data of three or more columns: how the examples fare. */
export class CasesLook {
  /** @type {import('../views/plot.js').PlotLayout | null} of the newest drawing */ #layout = null;
  /** @type {Points | null} */ #drawn = null;
  #showsTest = true;

  /** @param {Subject} subject */
  constructor(subject) {
    const { examples } = subject;
    this.rows = sampleOf(examples.isTrain.length, mostExamples);
    this.total = examples.isTrain.length;
    this.subject = { ...subject, examples: chosen(examples, this.rows) };
    this.points = this.subject.examples.inputs;
    this.isClasses = isClassification(examples);
    this.classes = classNames(subject.config, examples);
  }

  get count() {
    return this.rows.length;
  }

  /** How right the network is in a frame. @param {Frame} frame */
  margins(frame) {
    return new Margins(this.subject, frame, this.count);
  }

  /** @param {import('./look.js').Surface} surface @param {Frame} frame @param {import('./painter.js').Scene} scene */
  paint({ context, width, height, scale }, frame, scene) {
    const { network, examples } = this.subject;
    const judged = isWholeOutput(network, frame.shown);
    const points = this.#points(frame, judged);
    const layout = this.#place(width, height, frame, points, judged);
    this.#layout = layout;
    this.#drawn = points;
    this.#showsTest = scene.view.showTestData;
    drawCases(context, {
      layout, scale, theme: themes[scene.theme], points, showTest: this.#showsTest, range: outputRange(network, examples),
      rows: this.classes, border: judged && this.isClasses ? 0 : null, diagonal: judged && !this.isClasses, reading: scene.reading,
    });
  }

  /** Where each example lies, in the units of the axes. @param {Frame} frame @param {boolean} judged @returns {Points} */
  #points(frame, judged) {
    const { network, examples } = this.subject;
    const { labels, targets, outputs } = examples;
    const margins = judged ? this.margins(frame) : null;
    const values = margins ? margins.values : valuesOf(frame, network, frame.shown, this.count);
    const inputs = new Float32Array(2 * this.count);
    for (let i = 0; i < this.count; ++i) {
      const value = values[i] ?? NaN;
      const target = targets[i * outputs] ?? NaN;
      if (this.isClasses) inputs.set([value, rowOf(labels[i] ?? 0, this.classes.length, i)], 2 * i);
      else inputs.set(judged ? [target, value] : [value, target], 2 * i);
    }
    return { ...examples, inputs, labels: margins && this.isClasses ? margins.predicted : labels };
  }

  /** @param {number} width @param {number} height @param {Frame} frame @param {Points} points @param {boolean} judged */
  #place(width, height, { shown }, points, judged) {
    const { network } = this.subject;
    const values = points.inputs.filter((_, i) => i % 2 === 0);
    const heights = points.inputs.filter((_, i) => i % 2);
    const name = unitName(network, shown.layer, shown.unit);
    if (!this.isClasses) {
      const [xMin, xMax] = judged ? withRoom(extentOf(points.inputs)) : withRoom(smallRange(this.subject, shown, values));
      const [yMin, yMax] = judged ? [xMin, xMax] : withRoom(extentOf(heights));
      const titles = judged ? { xTitle: 'target', yTitle: 'prediction' } : { xTitle: name, yTitle: 'target' };
      return boundaryLayout({ width, height, domain: { xMin, xMax, yMin, yMax }, ...titles });
    }
    const [xMin, xMax] = withRoom(judged ? extentOf(values, [-1, 1]) : smallRange(this.subject, shown, values), 0.03);
    const xTitle = judged ? 'wrong ← margin → right' : name;
    const domain = { xMin, xMax, yMin: 0, yMax: this.classes.length };
    return { ...boundaryLayout({ width, height, domain, xTitle, yTitle: 'true class' }), yTicks: [] };
  }

  /** @param {Frame} frame @param {import('./painter.js').Scene} scene @returns {import('../views/network.js').DrawUnit} */
  unitPainter(frame, scene) {
    const theme = themes[scene.theme];
    const { network, examples } = this.subject;
    const dots = dotsOf(examples, this.classes.length, theme);
    return (context, ref, box) => {
      const weights = ref.layer === 0 && network.inputs.length === imageColumns ? incoming(network, frame.parameters, ref)?.weights : null;
      if (weights) return drawWeightsImage(context, theme, box, weights);
      const values = valuesOf(frame, network, ref, this.count);
      drawSmallCases(context, box, values, smallRange(this.subject, ref, values), dots);
    };
  }

  /** @param {import('./app.js').App} app */
  summary({ trainer, picture }) {
    const { network } = this.subject;
    const metrics = trainer.metrics.value;
    const unit = picture.drawn;
    if (!unit || !metrics) return 'How the examples fare';
    const sample = this.count < this.total ? `${this.count} of ${this.total} examples` : `${this.count} examples`;
    const name = unitName(network, unit.layer, unit.unit);
    const rows = this.isClasses ? `a row each for the classes ${this.classes.join(', ')}` : 'up: the target';
    if (isInside(network, unit) || !isWholeOutput(network, unit)) return `${name} for ${sample}: to the right its larger outputs; ${rows}.`;
    const what = this.isClasses
      ? `the margin, by which the true class leads, ${rows}; left of the line the network is wrong`
      : 'prediction (up) over target (across); on the diagonal the network is right';
    return `${sample}: ${what}. ${progressText(metrics)}.`;
  }

  /** @param {import('./app.js').App} app @param {string} summary @returns {unknown} */
  panel(app, summary) {
    return casesPanel(app, this, summary);
  }

  /** The example under the pointer, or null. @param {number} x CSS px of the plot @param {number} y */
  exampleAt(x, y) {
    if (!this.#layout || !this.#drawn) return null;
    const nearest = nearestPoint(this.#layout, this.#drawn, this.#showsTest, x, y);
    return nearest < 0 ? null : nearest;
  }
}

/**
 * The examples in the small picture of a unit: each class in its row and colour, numbers at the height of their target.
 * @param {import('./types.js').Examples} examples @param {number} classes @param {import('../views/types.js').Theme} theme
 * @returns {import('../views/cases.js').Dot[]}
 */
function dotsOf({ labels, targets, outputs, isTrain }, classes, theme) {
  const range = extentOf(targets);
  return Array.from({ length: Math.min(isTrain.length, mostDots) }, (_, example) => {
    const label = labels[example];
    if (label !== undefined) return { example, color: classColor(theme, label), height: 1 - rowOf(label, classes, example) / classes };
    const target = targets[example * outputs] ?? NaN;
    return { example, color: rampColor(theme, 'unit', target, range), height: (range[1] - target) / (range[1] - range[0] || 1) };
  }).sort((a, b) => (a.color < b.color ? -1 : 1));
}

/** All of `count` rows, or `most` of them spread without a period: tables are often sorted. @param {number} count @param {number} most */
function sampleOf(count, most) {
  const golden = (Math.sqrt(5) - 1) / 2;
  const rows = Array.from({ length: count }, (_, row) => row);
  if (count > most) rows.sort((a, b) => ((a * golden) % 1) - ((b * golden) % 1));
  return rows.slice(0, most);
}

/** @param {import('./types.js').Examples} examples @param {number[]} rows @returns {import('./types.js').Examples} */
function chosen(examples, rows) {
  const { dimensions, outputs, inputs, targets, labels, isTrain } = examples;
  const pick = (/** @type {Float32Array} */ of, /** @type {number} */ width) =>
    Float32Array.from(rows.flatMap((row) => [...of.subarray(row * width, (row + 1) * width)]));
  return {
    ...examples,
    inputs: pick(inputs, dimensions),
    targets: pick(targets, outputs),
    labels: Int32Array.from(labels.length ? rows : [], (row) => labels[row] ?? 0),
    isTrain: Uint8Array.from(rows, (row) => isTrain[row] ?? 0),
  };
}
