import { html, nothing } from 'lit';

import { icon } from '../../icons.js';
import { select } from '../../templates/fields.js';
import { endOf, grains, progressOf } from '../steps.js';

/** @typedef {import('../microscope.js').Microscope} Microscope */

const grainNames = { unit: 'unit by unit', layer: 'layer by layer', example: 'example by example', batch: 'batch by batch', epoch: 'epoch by epoch' };
/** @type {{ stage: import('../steps.js').Stage, name: string }[]} */
const stages = [
  { stage: 'start', name: 'Inputs' }, { stage: 'forward', name: 'Forward' }, { stage: 'loss', name: 'Loss' },
  { stage: 'backward', name: 'Backward' }, { stage: 'update', name: 'Update' },
];

/** Back, next, play, the grain, and how far the learning step has come. @param {Microscope} scope */
export function transport(scope) {
  const study = /** @type {import('../study.js').Study} */ (scope.study);
  return html`<div class="transport" role="group" aria-label="Step through">
    <button type="button" class="button" aria-disabled=${!study.canGoBack} @click=${scope.back}><span>Back</span></button>
    <button type="button" class="button primary" @click=${scope.next}>
      <span>Next</span><span class="next-what">${nextText(study)}</span>
    </button>
    <button type="button" class="button" @click=${scope.togglePlay}>
      ${icon(scope.isPlaying ? 'pause' : 'play')}<span>${scope.isPlaying ? 'Stop' : 'Play slowly'}</span>
    </button>
    ${select({
      name: 'Grain', compact: true, value: study.grain, choices: grains,
      text: (grain) => grainNames[/** @type {keyof typeof grainNames} */ (grain)], onChange: (grain) => scope.setGrain(grain),
    })}
    <ol class="stages">${stages.map((stage) => stageButton(scope, study, stage))}</ol>
  </div>`;
}

/** @param {Microscope} scope @param {import('../study.js').Study} study @param {typeof stages[number]} stage */
function stageButton(scope, { ticks, position, tick }, { stage, name }) {
  const reached = progressOf(ticks, position, stage) >= 1;
  return html`<li><button
    type="button" class="stage-step ${reached ? 'reached' : ''}" aria-current=${tick.stage === stage ? 'step' : nothing}
    @click=${() => scope.go(endOf(ticks, stage))}
  >${name}</button></li>`;
}

/** What "Next" will compute. @param {import('../study.js').Study} study */
function nextText({ ticks, position, grain }) {
  if (grain === 'epoch') return 'epoch';
  const next = ticks[position + 1];
  if (!next) return grain === 'batch' ? 'batch' : 'example';
  if (grain === 'example' || grain === 'batch') return 'update';
  const { stage } = next;
  if (stage === 'loss' || stage === 'update') return stage;
  return stage === 'forward' ? 'forward' : 'backward';
}
