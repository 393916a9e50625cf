import { boundaryLayout, drawBoundary } from '../views/boundary.js';
import { themes } from '../views/colors.js';
import { drawLossChart, lossChartLayout } from '../views/loss-chart.js';
import { drawNetwork } from '../views/network.js';
import { drawPoints } from '../views/points.js';
import { axisTitles, domainOf, isOutput, outputRange, thresholdOf, unitRange } from './scene.js';

/**
 * @typedef {import('./types.js').Frame} Frame
 * @typedef {import('./types.js').Config} Config
 * @typedef {import('./types.js').Network} Network
 * @typedef {import('./types.js').Examples} Examples
 *
 * @typedef {object} Scene
 * @property {Config} config
 * @property {Network} network
 * @property {Examples} examples
 * @property {import('../state/types.js').View} view
 * @property {'light' | 'dark'} theme
 * @property {import('../views/loss-history.js').LossHistory} history
 * @property {import('../views/network-layout.js').NetworkLayout | null} networkLayout
 * @property {import('../views/network-layout.js').UnitHit | null} selected
 * @property {import('../views/network-layout.js').UnitHit | import('../views/network-layout.js').LinkHit | null} hover
 * @property {number | null} chartHoverX
 * @property {number | null} reading
 */

/** Sides of the grids the engine computes. Drawn larger: the browser smooths between the cells. */
export const mapSize = 30;
export const fieldSize = 100;
/** A curve that is redrawn more often isn't read better. */
const chartInterval = 80;

/** Draws frames on the canvases of one element's shadow root. Looks them up each time: templates come and go. */
export class Painter {
  #root;
  /** @type {WeakMap<HTMLCanvasElement, unknown[]>} what a canvas shows that changes only with these */
  #shown = new WeakMap();
  #chartDrawn = -Infinity;

  /** @param {ShadowRoot} root */
  constructor(root) {
    this.#root = root;
  }

  /** @param {Frame} frame @param {Scene} scene */
  paint(frame, scene) {
    this.paintBoundary(frame, scene);
    this.paintNetwork(frame, scene);
    const now = performance.now();
    if (frame.running && now - this.#chartDrawn < chartInterval) return;
    this.#chartDrawn = now;
    this.paintChart(scene);
  }

  /** @param {Frame} frame @param {Scene} scene */
  paintBoundary(frame, scene) {
    const surface = this.#surface('.field');
    if (!surface) return;
    const { network, examples, config, view } = scene;
    if (frame.look) return frame.look.paint(surface, frame, scene);
    const theme = themes[scene.theme];
    const layout = plotLayout(surface, scene);
    const output = isOutput(network, frame.shown);
    drawBoundary(surface.context, {
      layout,
      scale: surface.scale,
      theme,
      field: frame.field,
      columns: fieldSize,
      rows: fieldSize,
      range: unitRange(network, frame.shown, examples, frame.field),
      threshold: output ? thresholdOf(network, examples) : null,
      classes: frame.shown.unit < 0,
      discretize: view.discretize && output && examples.labels.length > 0,
    });
    this.#paintPoints(layout, config, scene);
  }

  /**
   * The examples lie on a canvas of their own: they stay while the network trains.
   * @param {ReturnType<typeof boundaryLayout>} layout @param {Config} config @param {Scene} scene
   */
  #paintPoints(layout, config, { examples, network, view, theme }) {
    const surface = this.#surface('.points');
    if (!surface) return;
    const { canvas, context, scale, width, height } = surface;
    if (!this.#changed(canvas, [examples, network, config, view.showTestData, theme, width, height, scale])) return;
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.clearRect(0, 0, width, height);
    drawPoints(context, {
      layout, scale, theme: themes[theme], points: examples, showTest: view.showTestData, range: outputRange(network, examples),
    });
  }

  /** @param {Frame} frame @param {Scene} scene */
  paintNetwork(frame, scene) {
    const { network, networkLayout, theme, selected, hover } = scene;
    const surface = this.#surface('.links');
    if (!surface || !networkLayout) return;
    drawNetwork(surface.context, {
      layout: networkLayout,
      scale: surface.scale,
      theme: themes[theme],
      parameters: frame.parameters,
      parameterOffsets: network.parameterOffsets,
      maps: frame.maps,
      columns: mapSize,
      rows: mapSize,
      drawUnit: frame.look?.unitPainter(frame, scene),
      selected,
      hover,
    });
  }

  /** @param {Scene} scene */
  paintChart({ history, view, theme, chartHoverX }) {
    const surface = this.#surface('.loss-chart');
    if (!surface) return;
    const { width, height, scale, context } = surface;
    const layout = lossChartLayout({ history, width, height, logarithmic: view.lossScale === 'log' });
    drawLossChart(context, { layout, scale, theme: themes[theme], hoverX: chartHoverX });
  }

  /** @param {HTMLCanvasElement} canvas @param {unknown[]} inputs */
  #changed(canvas, inputs) {
    const before = this.#shown.get(canvas);
    this.#shown.set(canvas, inputs);
    return !before || inputs.some((value, i) => value !== before[i]);
  }

  /** A canvas whose bitmap fits the room its box has. @param {string} selector */
  #surface(selector) {
    const canvas = /** @type {HTMLCanvasElement | null} */ (this.#root.querySelector(`canvas${selector}`));
    return canvas && surfaceOf(canvas);
  }
}

/** @param {HTMLCanvasElement} canvas @param {{ width: number, height: number }} [size] CSS px; asked from the page, where nobody knows it */
export function surfaceOf(canvas, { width, height } = { width: canvas.clientWidth, height: canvas.clientHeight }) {
  const context = canvas.getContext('2d');
  if (!context || width === 0 || height === 0) return null;
  const scale = Math.min(devicePixelRatio || 1, 3);
  const columns = Math.round(width * scale);
  const rows = Math.round(height * scale);
  if (canvas.width !== columns) canvas.width = columns;
  if (canvas.height !== rows) canvas.height = rows;
  return { canvas, context, width, height, scale };
}

/** @param {{ width: number, height: number }} size @param {Pick<Scene, 'config' | 'examples'>} scene */
export function plotLayout({ width, height }, { config, examples }) {
  const titles = axisTitles(config);
  return boundaryLayout({
    width, height, domain: domainOf(config, examples), axes: true, xTitle: titles.x, yTitle: titles.y,
  });
}
