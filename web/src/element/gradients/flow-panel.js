import { drawFlowChart, flowChartLayout } from '../../views/flow-chart.js';
import { drawFlowStrip, flowStripLayout } from '../../views/flow-strip.js';
import { formatPower } from '../../views/powers.js';
import { surfaceOf } from '../painter.js';
import { Flow } from './flow.js';
import { Panel } from './panel.js';
import { flowPanel } from './templates/flow-panel.js';

/** @typedef {'delta' | 'gradient'} Measure */

/** @type {readonly { name: Measure, title: string }[]} */
const measures = Object.freeze([{ name: 'delta', title: '|δ|' }, { name: 'gradient', title: '|∂E/∂w|' }]);

/** Shows how the gradients flow through the network that is being trained. */
export class FlowPanel extends Panel {
  flow;
  measures = measures;

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

  /** @param {Measure} measure */
  #stripLayout(measure) {
    const names = this.#names;
    const strips = this.flow.history.map((series, i) => ({ name: names[i] ?? '', series: series[measure] }));
    const width = this.box.querySelector('.strip')?.clientWidth || this.width;
    return flowStripLayout({ strips, width });
  }

  get stripHeight() {
    return this.#stripLayout('delta').height;
  }

  /** Where each layer began and where it is. @param {Measure} measure */
  movesOf(measure) {
    const names = this.#names;
    return this.flow.history.map(({ [measure]: series }, i) =>
      `${names[i]} from ${formatPower(series.value(0))} to ${formatPower(series.value(series.length - 1))}`).join(', ');
  }

  /** @override */
  paint() {
    const theme = this.theme();
    const names = this.#names;
    for (const { name, title } of measures) {
      const color = name === 'delta' ? theme.negative : theme.positive;
      const columns = this.flow.layers.map((layer, i) => ({ name: names[i] ?? '', quantiles: layer[name] }));
      this.#draw(`.flow-chart .${name}`, ({ context, scale, width, height }) => {
        drawFlowChart(context, { layout: flowChartLayout({ columns, width, height }), scale, theme, title, color });
      });
      this.#draw(`.strip .${name}`, ({ context, scale }) => {
        drawFlowStrip(context, { layout: this.#stripLayout(name), scale, theme, title: 'layer' });
      });
    }
  }

  /** @param {string} selector @param {(surface: NonNullable<ReturnType<typeof surfaceOf>>) => void} draw */
  #draw(selector, draw) {
    const canvas = this.canvas(selector);
    const surface = canvas && surfaceOf(canvas);
    if (surface) draw(surface);
  }

  /** @override */
  dispose() {
    super.dispose();
    this.flow.dispose();
  }
}
