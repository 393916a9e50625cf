import { themes } from '../../views/colors.js';
import { CheckPanel } from './check-panel.js';
import { FlowPanel } from './flow-panel.js';
import { adopt } from '../adopt.js';
import table from '../styles/table.css?inline';
import css from './gradients.css?inline';

/**
 * The panels about gradients, by the name their box has in the page. Loaded when one of them is opened first.
 * @typedef {import('./panel.js').Panel} Panel
 * @typedef {'check' | 'flow'} PanelName
 */
const kinds = { check: CheckPanel, flow: FlowPanel };

export class Gradients {
  #app;
  #theme;
  /** @type {Map<string, Panel>} */ #panels = new Map();

  /** @param {import('../app.js').App} app @param {ShadowRoot} root @param {() => 'light' | 'dark'} theme */
  constructor(app, root, theme) {
    this.#app = app;
    this.#theme = () => themes[theme()];
    adopt(root, table, css);
  }

  /**
   * Shows a panel in its box; one that was taken out of the page and put back has a new box.
   * @param {PanelName} name @param {HTMLElement} box
   */
  show(name, box) {
    const before = this.#panels.get(name);
    if (before?.box !== box) {
      before?.dispose();
      this.#panels.set(name, new kinds[name](box, this.#app, this.#theme));
    }
    this.#panels.get(name)?.update();
  }

  /** The theme changed. */
  update() {
    for (const panel of this.#panels.values()) panel.update();
  }

  dispose() {
    for (const panel of this.#panels.values()) panel.dispose();
  }
}
