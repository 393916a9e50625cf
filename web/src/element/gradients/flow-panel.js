import { drawFlowChart, flowChartLayout } from '../../views/flow-chart.js';
import { drawFlowStrip, flowStripLayout } from '../../views/flow-strip.js';
import { formatPower } from '../../views/powers.js';
import { surfaceOf } from '../painter.js';
import { Flow } from './flow.js';
import { Panel } from './panel.js';
import { flowPanel } from './templates/flow-panel.js';

/** Shows how the gradients flow through the network that is being trained. */
export class FlowPanel extends Panel {
  flow;

  /** @param {ConstructorParameters<typeof Panel>} args */
  constructor(...args) {
    super(...args);
    this.flow = new Flow(this.app, () => this.update());
    const { picture, store, trainer } = this.app;
    this.watch([picture.frame, trainer.config], () => this.isOpen && this.flow.refresh());
    this.watch([store.config], () => this.update());
  }

  /** @override */
  template() {
    return flowPanel(this);
  }

  get #names() {
    const last = this.flow.layers.length - 1;
    return this.flow.layers.map((_, i) => (i === last ? 'out' : String(i + 1)));
  }

  get #stripLayout() {
    const names = this.#names;
    const strips = this.flow.history.map((series, i) => ({ name: names[i] ?? '', series }));
    const width = this.box.querySelector('.strip')?.clientWidth || this.width;
    return flowStripLayout({ strips, width });
  }

  get stripHeight() {
    return this.#stripLayout.height;
  }

  /** Where each layer began and where it is, in a sentence. */
  get stripText() {
    const names = this.#names;
    const moves = this.flow.history.map((series, i) =>
      `${names[i]} from ${formatPower(series.value(0))} to ${formatPower(series.value(series.length - 1))}`);
    return `Median gradient of each layer over training: ${moves.join(', ')}.`;
  }

  /** @override */
  paint() {
    const theme = this.theme();
    const names = this.#names;
    for (const [name, title, color] of /** @type {const} */ ([['delta', '|δ|', theme.negative], ['gradient', '|∂E/∂w|', theme.positive]])) {
      const canvas = this.canvas(`.flow-chart .${name}`);
      const surface = canvas && surfaceOf(canvas);
      if (!surface) continue;
      const columns = this.flow.layers.map((layer, i) => ({ name: names[i] ?? '', quantiles: layer[name] }));
      drawFlowChart(surface.context, { layout: flowChartLayout({ columns, ...surface }), scale: surface.scale, theme, title, color });
    }
    const canvas = this.canvas('.strip canvas');
    const surface = canvas && surfaceOf(canvas);
    if (surface) drawFlowStrip(surface.context, { layout: this.#stripLayout, scale: surface.scale, theme, title: 'layer' });
  }

  /** @override */
  dispose() {
    super.dispose();
    this.flow.dispose();
  }
}
