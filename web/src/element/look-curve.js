import { boundaryLayout } from '../views/boundary.js';
import { themes } from '../views/colors.js';
import { drawCurve, drawSmallCurve } from '../views/curve.js';
import { formatNumber } from '../views/format.js';
import { extentOf, withRoom } from '../views/plot.js';
import { classColor } from '../views/points.js';
import { unitName } from './labels.js';
import { isInside, smallRange, valuesOf } from './look-unit.js';
import { classNames, isClassification, isWholeOutput, outputRange, thresholdOf } from './scene.js';
import { progressText } from './summary.js';
import { curvePanel } from './templates/look-panels.js';

/**
 * @typedef {import('./look.js').Subject} Subject
 * @typedef {import('./types.js').Frame} Frame
 * @typedef {import('./types.js').UnitRef} UnitRef
 */

/** Places the curve is asked at, from end to end. */
const places = 201;
/** Examples of classes lie beside the curves, which would cover them: of several classes below, a row a class, so far apart. */
const rowHeight = 0.09;

/** Data of one column: y over x. */
export class CurveLook {
  /** @type {import('../views/plot.js').PlotLayout | null} of the newest drawing */ #layout = null;

  /** @param {Subject} subject */
  constructor(subject) {
    this.subject = subject;
    const { config, examples } = subject;
    const [xMin, xMax] = withRoom(extentOf(examples.inputs));
    this.xMin = xMin;
    this.xMax = xMax;
    this.points = Float32Array.from({ length: places }, (_, i) => xMin + (i * (xMax - xMin)) / (places - 1));
    this.xTitle = ('inputs' in config.data ? config.data.names?.[0] : undefined) ?? 'x';
  }

  /** @param {import('./look.js').Surface} surface @param {Frame} frame @param {import('./painter.js').Scene} scene */
  paint({ context, width, height, scale }, frame, scene) {
    const { network, examples } = this.subject;
    const theme = themes[scene.theme];
    const shown = this.#curves(frame, theme);
    const points = isInside(network, frame.shown) ? null : this.#points(frame.shown);
    const [yMin, yMax] = this.#heights(frame, shown.map(({ values }) => values), points);
    const layout = boundaryLayout({
      width, height, domain: { xMin: this.xMin, xMax: this.xMax, yMin, yMax }, xTitle: this.xTitle,
      yTitle: isWholeOutput(network, frame.shown) ? 'output' : unitName(network, frame.shown.layer, frame.shown.unit),
    });
    this.#layout = layout;
    drawCurve(context, {
      layout, scale, theme, curves: shown, points, showTest: scene.view.showTestData, range: outputRange(network, examples),
      threshold: points ? thresholdOf(network, examples) : null, reading: scene.reading,
    });
  }

  /** @param {Frame} frame @param {import('../views/types.js').Theme} theme */
  #curves(frame, theme) {
    const { network } = this.subject;
    const { layer, unit } = frame.shown;
    if (unit >= 0) return [{ values: valuesOf(frame, network, frame.shown, places), color: theme.contour }];
    return Array.from({ length: network.layers[layer]?.units ?? 0 }, (_, label) => ({
      values: valuesOf(frame, network, { layer, unit: label }, places), color: classColor(theme, label),
    }));
  }

  /** The examples at the heights the network should have there, those of a class just beyond. @param {UnitRef} shown @returns {import('../views/types.js').Points} */
  #points({ unit }) {
    const { network, examples } = this.subject;
    const [low, high] = outputRange(network, examples);
    const inputs = new Float32Array(2 * examples.inputs.length);
    examples.inputs.forEach((x, i) => {
      const target = examples.targets[i * examples.outputs + Math.max(unit, 0)] ?? NaN;
      const beyond = isClassification(examples) ? Math.sign(target - (low + high) / 2) * rowHeight * (high - low) : 0;
      inputs.set([x, unit < 0 ? -rowHeight * ((examples.labels[i] ?? 0) + 1) : target + beyond], 2 * i);
    });
    return { ...examples, inputs };
  }

  /** @param {Frame} frame @param {Float32Array[]} curves @param {import('../views/types.js').Points | null} points */
  #heights({ shown }, curves, points) {
    const { network, examples } = this.subject;
    if (!points) return withRoom(smallRange(this.subject, shown, /** @type {Float32Array} */ (curves[0])));
    const targets = points.inputs.filter((_, i) => i % 2);
    const bounded = isClassification(examples) ? outputRange(network, examples) : [];
    return withRoom(extentOf(targets, bounded, ...curves));
  }

  /** @param {Frame} frame @param {import('./painter.js').Scene} scene @returns {import('../views/network.js').DrawUnit} */
  unitPainter(frame, scene) {
    const theme = themes[scene.theme];
    return (context, ref, box) => {
      const values = valuesOf(frame, this.subject.network, ref, places);
      drawSmallCurve(context, theme, box, values, smallRange(this.subject, ref, values));
    };
  }

  /** @param {import('./app.js').App} app */
  summary({ trainer, picture }) {
    const { network, examples, config } = this.subject;
    const metrics = trainer.metrics.value;
    const unit = picture.drawn;
    if (!unit || !metrics) return 'Curve of the output';
    if (!isWholeOutput(network, unit)) return `Curve of ${unitName(network, unit.layer, unit.unit)} over ${this.xTitle}.`;
    const train = examples.isTrain.reduce((sum, flag) => sum + flag, 0);
    const what = isClassification(examples) ? `, classes ${classNames(config, examples).join(', ')}` : '';
    return `Curve of the network's output over ${this.xTitle}, with ${train} training examples and ${
      examples.isTrain.length - train} test examples${what}. ${progressText(metrics)}.`;
  }

  /** @param {import('./app.js').App} app @param {string} summary @returns {unknown} */
  panel(app, summary) {
    return curvePanel(app, this, summary);
  }

  /** The place under the pointer. @param {number} x  CSS px from the left of the plot */
  placeAt(x) {
    const plot = this.#layout?.plot;
    if (!plot) return null;
    return Math.min(Math.max(Math.round(((x - plot.x) / plot.width) * (places - 1)), 0), places - 1);
  }

  /** What stands at a place. @param {number} place @param {Frame} frame */
  read(place, frame) {
    const { network, config, examples } = this.subject;
    const { layer, unit } = frame.shown;
    const x = `${this.xTitle} ${formatNumber(this.points[place] ?? NaN)}`;
    const value = (/** @type {number} */ of) => formatNumber(valuesOf(frame, network, { layer, unit: of }, places)[place] ?? NaN);
    if (unit >= 0) return `${x}: ${unitName(network, layer, unit).toLowerCase()} ${value(unit)}`;
    return `${x}: ${classNames(config, examples).map((name, label) => `${name} ${value(label)}`).join(', ')}`;
  }

  get lastPlace() {
    return places - 1;
  }
}
