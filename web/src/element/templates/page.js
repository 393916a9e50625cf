import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';

import { dataPanel } from './data-panel.js';
import { featuresPanel } from './features-panel.js';
import { gradientPanels } from './gradient-panels.js';
import { messages } from './messages.js';
import { networkPanel } from './network-panel.js';
import { outputPanel } from './output-panel.js';
import { settingsPanel } from './settings-panel.js';
import { toolbar } from './toolbar.js';

/** @typedef {import('../face.js').Face} Face */

/** @type {Record<string, (face: Face, wanted: string[]) => unknown>} */
const parts = {
  toolbar: ({ app, copyLink, linkText, examine, examining }, wanted) => toolbar(app, {
    share: wanted.includes('share') ? { onCopyLink: copyLink, linkText: linkText.value } : null,
    onExamine: () => examine(), examining: examining.value,
  }),
  settings: ({ app, more, openMore }) => settingsPanel(app, { more: more.value, onMore: openMore }),
  data: ({ app, moreData, openMoreData, openOwnData }) =>
    dataPanel(app, { more: moreData.value, onMore: openMoreData, onOpenOwnData: openOwnData }),
  features: ({ app, moreData }) => featuresPanel(app, moreData.value),
  network: ({ app, keys, scope }) => scope?.stage() ?? networkPanel(app, keys),
  microscope: ({ scope }) => scope?.panel(),
  measures: ({ measures, openMeasures }) => html`<section class="panel measures" part="measures" aria-label="Measures"><details
    class="more" @toggle=${openMeasures}
  ><summary>Measures</summary>${measures.value?.render() ?? nothing}</details></section>`,
  output: ({ app, summary, onChartMove, onChartLeave, scope }) =>
    outputPanel(app, { summary, onChartMove, onChartLeave, mark: scope?.plotMark() }),
  gradients: ({ openGradients }) => gradientPanels(openGradients),
};

/** Side by side the eye goes from data to output; in one column the result comes right below the button that trains. */
const wideOrder = ['toolbar', 'settings', 'data', 'features', 'network', 'microscope', 'output', 'measures', 'gradients'];
const narrowOrder = ['toolbar', 'output', 'data', 'features', 'network', 'microscope', 'measures', 'gradients', 'settings'];
const examiningOrder = ['toolbar', 'network', 'microscope', 'output', 'data', 'features', 'settings', 'measures', 'gradients'];

/** Side by side each column has one of these at least; where one would be empty, the parts share the width. */
const columns = [['data', 'features'], ['network'], ['output']];
const examiningColumns = [['output', 'data', 'features']];

/** @param {Face} face @param {string[]} wanted */
function arrangement({ wide, scope }, wanted) {
  if (!wide.value) return 'narrow';
  return (scope ? examiningColumns : columns).every((column) => column.some((name) => wanted.includes(name))) ? 'wide' : 'shared';
}

/** The whole element. A click anywhere in it brings the focus there, and the keys work. @param {Face} face @param {string | null} controls the parts to show; null: all */
export function page(face, controls) {
  const asked = controls?.trim() ? controls.trim().split(/\s+/) : [...wideOrder, 'share'];
  const wanted = face.scope ? [...asked, 'network'] : asked;   // whose place the microscope's stage takes, or has for now
  const order = (face.scope ? examiningOrder : face.wide.value ? wideOrder : narrowOrder).filter((name) => wanted.includes(name));
  const unknown = asked.filter((name) => !(name in parts) && name !== 'share');
  return html`
    ${messages(face.app)}
    ${unknown.length > 0 ? html`<p class="message problem">controls: ${unknown.join(' ')} is not known; expected some of ${wideOrder.join(' ')} share</p>` : nothing}
    <div class="app ${arrangement(face, wanted)} ${face.scope ? 'examining' : ''}" part="app" tabindex="-1">
      ${repeat(order, (name) => name, (name) => parts[name]?.(face, wanted))}
    </div>
    <p class="visually-hidden" role="status">${face.announcement.value}</p>
    ${face.scope?.dialog()}
    ${wanted.includes('data') ? face.ownData.value?.render() : nothing}
  `;
}

/** Before the engine is there. */
export function loadingPage() {
  return html`<div class="placeholder" role="status"><p>Loading the engine …</p></div>`;
}

/** With what the author wrote for this case. @param {string} reason */
export function failedPage(reason) {
  return html`<div class="placeholder" role="alert"><div>
    <p><strong>The playground could not start.</strong></p>
    <p>Its engine is a WebAssembly module that runs in a worker, and it did not load: ${reason}</p>
    <p>Try again, or try a current version of Chrome, Edge, Firefox or Safari.</p>
    <slot></slot>
  </div></div>`;
}
