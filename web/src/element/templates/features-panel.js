import { html } from 'lit';

import { withFeatureToggled } from '../config-edits.js';
import { label } from '../labels.js';
import { onToolbarKey } from '../toolbar-keys.js';

/** @typedef {import('../app.js').App} App */

/** How the columns come to the network. @type {Record<string, string>} */
const scaled = { standardize: '; standardized', minMax: '; from −1 to 1' };

/** What the network is told about a point. @param {App} app @param {import('../face.js').MoreData | null} more  once it is loaded */
export function featuresPanel(app, more) {
  const config = app.store.config.value;
  const last = config.features.length === 1;
  const { names, normalization = 'none' } = /** @type {Partial<import('../../state/types.js').OwnData>} */ (app.trainer.config.value?.data ?? {});
  return html`<section class="panel features" part="features" aria-labelledby="features-title">
    <h2 id="features-title">Inputs</h2>
    ${names ? html`<p class="hint">${names.slice(0, 8).map((name, i) => `${i ? ', ' : ''}${label(`x${i + 1}`)} ${name}`)}${names.length > 8 ? ', …' : ''}${scaled[normalization] ?? ''}</p>` : ''}
    ${app.trainer.examples.value?.dimensions !== 2 ? html`<p class="hint">Every column is an input.</p>` : html`<div
      class="chips" role="toolbar" aria-labelledby="features-title" @keydown=${onToolbarKey}
    >
      ${app.catalog.features.map((name) => {
        const active = config.features.includes(name);
        const stuck = active && last;
        return html`<button
          type="button" class="chip" aria-pressed=${active} aria-disabled=${stuck}
          title=${stuck ? 'A network needs at least one input' : `Input ${label(name)}`}
          @click=${stuck ? null : () => app.edit(withFeatureToggled(config, name, app.catalog))}
        >${label(name)}</button>`;
      })}
    </div>${config.features.includes('formula') ? more?.featureFormula(app) : ''}`}
  </section>`;
}
