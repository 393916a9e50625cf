import { drawErrorMatrix, errorMatrixLayout, findParameter, neighbour } from '../../views/error-matrix.js';
import { drawErrorPlot, epsilonAt, errorLaw, errorPlotLayout } from '../../views/error-plot.js';
import { formatPower } from '../../views/powers.js';
import { surfaceOf } from '../painter.js';
import { Check } from './check.js';
import { Panel } from './panel.js';
import { matrixLayers } from './parameter-names.js';
import { checkPanel } from './templates/check-panel.js';
import { isWrong } from './verdict.js';

/** The proof: shows a check, and does one again when backpropagation is broken or mended. */
export class CheckPanel extends Panel {
  check;
  tablesOpen = false;

  /** @param {ConstructorParameters<typeof Panel>} args */
  constructor(...args) {
    super(...args);
    this.check = new Check(this.app, () => this.update());
    const { trainer, store } = this.app;
    this.watch([trainer.config], () => this.#configChanged());
    this.watch([trainer.network], () => this.#networkChanged());
    this.watch([store.config], () => this.update());
  }

  /** @override */
  template() {
    return checkPanel(this);
  }

  #networkChanged() {
    if (this.check.network && this.app.trainer.network.value !== this.check.network && !this.#sameNetwork()) this.check.clear();
  }

  /** A change of settings publishes the same network anew. */
  #sameNetwork() {
    return JSON.stringify(this.check.network) === JSON.stringify(this.app.trainer.network.value);
  }

  #configChanged() {
    const fault = this.app.trainer.config.value?.fault ?? 'none';
    if (fault !== this.check.fault && this.isOpen) {
      this.check.fault = fault;
      this.check.run();
    }
  }

  /** The parameter that is read: the chosen one, or the worst. */
  get shownParameter() {
    return this.check.selected >= 0 ? this.check.selected : this.check.comparison?.worst ?? 0;
  }

  get #matrixWidth() {
    return this.box.querySelector('.matrix')?.clientWidth || Math.min(this.width, 480);
  }

  get #matrixLayout() {
    return this.check.network && errorMatrixLayout({ layers: matrixLayers(this.check.network), width: this.#matrixWidth });
  }

  get matrixHeight() {
    return this.#matrixLayout?.height ?? 0;
  }

  /** The plot in a sentence. */
  get plotText() {
    const { sweep, chosen } = this.check;
    const { best } = errorLaw(sweep);
    const end = best ? `least at ε = ${formatPower(best.epsilon)}, where the worst is ${formatPower(best.error)}` : 'large at every ε';
    return `Relative error against ε from 10⁻¹² to 10⁻¹: ${end}. Chosen: ${formatPower(chosen)}. All numbers are in the table below.`;
  }

  /** @override */
  paint() {
    const { check } = this;
    const { comparison } = check;
    const layout = this.#matrixLayout;
    const matrix = this.canvas('.matrix canvas');
    const surface = matrix && surfaceOf(matrix);
    if (surface && layout && comparison) {
      drawErrorMatrix(surface.context, {
        layout, scale: surface.scale, theme: this.theme(), error: comparison.error,
        isWrong: (parameter) => isWrong(comparison, parameter), selected: check.selected, worst: comparison.worst,
      });
    }
    const canvas = this.canvas('.epsilon-plot canvas');
    const plot = canvas && surfaceOf(canvas);
    if (!plot || !comparison) return;
    drawErrorPlot(plot.context, {
      layout: errorPlotLayout(plot), scale: plot.scale, theme: this.theme(), sweep: check.sweep, chosen: check.chosen,
    });
  }

  onMatrixMove = (/** @type {PointerEvent} */ event) => {
    const layout = this.#matrixLayout;
    const parameter = layout ? findParameter(layout, event.offsetX, event.offsetY) : -1;
    if (parameter >= 0) this.check.select(parameter);
  };

  onMatrixKey = (/** @type {KeyboardEvent} */ event) => {
    const layout = this.#matrixLayout;
    const parameter = layout ? neighbour(layout, this.shownParameter, event.key) : -1;
    if (parameter < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.check.select(parameter);
  };

  onPlotClick = (/** @type {MouseEvent} */ event) => {
    const canvas = this.canvas('.epsilon-plot canvas');
    const size = canvas && { width: canvas.clientWidth, height: canvas.clientHeight };
    if (size) this.check.choose(epsilonAt(errorPlotLayout(size), this.check.sweep.epsilon, event.offsetX));
  };

  onTables = (/** @type {Event} */ event) => {
    this.tablesOpen = /** @type {HTMLDetailsElement} */ (event.target).open;
    this.update();
  };

  /** @override */
  dispose() {
    super.dispose();
    this.check.dispose();
  }
}
