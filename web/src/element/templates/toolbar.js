import { html, nothing } from 'lit';

import { isLinkable } from '../../state/url.js';
import { formatCount } from '../../views/format.js';
import { icon } from '../icons.js';
import { iconButton, numberInput, select } from './fields.js';

/**
 * @typedef {import('../app.js').App} App
 * @typedef {{ onCopyLink: () => void, linkText: string }} Sharing
 */

/** Batches a second; TensorFlow Playground trains at about 1,500. */
const speeds = [1, 10, 100, 300, 1000, 10_000, Infinity];

/** @param {number} speed */
function speedText(speed) {
  return speed === Infinity ? 'Full speed' : `${formatCount(speed)} batch${speed === 1 ? '' : 'es'}/s`;
}

/**
 * Runs the training.
 * @param {App} app
 * @param {{ share: Sharing | null, onExamine: () => void, examining: boolean }} page  share: null where `controls` does not name it
 */
export function toolbar(app, { share, onExamine, examining }) {
  const stuck = app.diverged;
  return html`<section class="toolbar" part="toolbar" aria-label="Training">
    ${playButton(app)}
    <div class="group">
      <button type="button" class="button" aria-disabled=${stuck} title="Train on one mini-batch (S)" @click=${() => app.train({ steps: 1 })}>
        ${icon('step')}<span>Step</span>
      </button>
      <button type="button" class="button" aria-disabled=${stuck} title="Train once on all training data (E)" @click=${() => app.train({ epochs: 1 })}>
        ${icon('epoch')}<span>Epoch</span>
      </button>
      <button type="button" class="button" title="Back to the first weights of this seed (R)" @click=${() => app.reset()}>
        ${icon('reset')}<span>Reset</span>
      </button>
    </div>
    ${select({
      name: 'Speed', compact: true, value: app.store.view.value.speed, choices: speeds, text: speedText,
      onChange: (speed) => app.setSpeed(speed),
    })}
    <button type="button" class="button" aria-pressed=${examining} title="Every number of a learning step (M)" @click=${onExamine}>Microscope</button>
    ${counters(app)}
    ${share ? sharing(app, share) : nothing}
  </section>`;
}

/**
 * What makes a network one's own, and hands it on: its seed, the way back from a change, and its link.
 * @param {App} app
 * @param {Sharing} sharing
 */
function sharing(app, { onCopyLink, linkText }) {
  const linkable = isLinkable(app.store.config.value);
  return html`<div class="group trailing">
    ${seedField(app)}
    ${iconButton({ symbol: 'undo', name: 'Undo', hint: 'Undo (Ctrl+Z)', disabled: !app.store.canUndo.value, onClick: () => app.undo() })}
    ${iconButton({ symbol: 'redo', name: 'Redo', hint: 'Redo (Ctrl+Shift+Z)', disabled: !app.store.canRedo.value, onClick: () => app.redo() })}
    <button
      type="button" class="button quiet" aria-disabled=${!linkable} @click=${onCopyLink}
      title=${linkable ? 'Copy a link that opens this network' : 'A link can’t carry your own rows'}
    >
      ${icon('link')}<span>${linkText}</span>
    </button>
  </div>`;
}

/** @param {App} app */
function playButton(app) {
  const running = app.trainer.running.value;
  return html`<button
    type="button" class="button primary" aria-disabled=${app.diverged} title=${running ? 'Pause (Space)' : 'Train (Space)'}
    @click=${() => app.toggle()}
  >${icon(running ? 'pause' : 'play')}<span>${running ? 'Pause' : 'Train'}</span></button>`;
}

/** @param {App} app */
function counters({ trainer, picture }) {
  const { epoch = 0, step = 0 } = trainer.metrics.value ?? {};
  const pace = picture.frame.value?.stepsPerSecond ?? 0;
  return html`<dl class="counters">
    <div><dt>Epoch</dt><dd class="figure">${formatCount(epoch)}</dd></div>
    <div><dt>Batches</dt><dd class="figure">${formatCount(step)}</dd></div>
    <div class="pace"><dt>Batches/s</dt><dd class="figure">${trainer.running.value && pace > 0 ? formatCount(pace) : '–'}</dd></div>
  </dl>`;
}

/** @param {App} app */
function seedField(app) {
  const config = app.store.config.value;
  return html`<label class="seed" title="The same seed gives the same data, the same first weights and the same training, bit for bit">
    <span>Seed</span>
    ${numberInput({ value: config.seed, limit: app.catalog.limits.seed, onChange: (seed) => app.edit({ ...config, seed }) })}
  </label>`;
}
