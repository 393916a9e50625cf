import { html, nothing } from 'lit';

import { formatNumber } from '../../../views/format.js';
import { numberInput } from '../../templates/fields.js';
import { isSubject } from '../selection.js';

/**
 * @typedef {import('../microscope.js').Microscope} Microscope
 * @typedef {import('../../../views/microscope-layout.js').Subject} Subject
 */

/** What comes into the unit that is looked at: every weight and the bias, to be typed and to be chosen. @param {Microscope} scope */
export function incomingTable(scope) {
  const { selected, network, nameOf, study } = scope;
  if (selected.kind === 'loss' || selected.layer < 0) return nothing;
  const { layer } = selected;
  const unit = selected.kind === 'weight' ? selected.to : selected.unit;
  const sources = layer === 0 ? network.inputs.length : network.layers[layer - 1]?.units ?? 0;
  /** @type {Subject[]} */
  const rows = [
    ...Array.from({ length: sources }, (_, from) => ({ kind: /** @type {const} */ ('weight'), layer, to: unit, from })),
    { kind: 'bias', layer, unit },
  ];
  return html`<div class="incoming"><table>
    <caption>What comes into ${nameOf(layer, unit)}</caption>
    <thead><tr><th scope="col">from</th><th scope="col">${study?.known.updated ? 'new weight' : 'weight'}</th><th scope="col">gradient</th></tr></thead>
    <tbody>${rows.map((row) => incomingRow(scope, row))}</tbody>
  </table></div>`;
}

/** @param {Microscope} scope @param {Subject} row */
function incomingRow(scope, row) {
  if (row.kind !== 'weight' && row.kind !== 'bias') return nothing;
  const { nameOf, readings, values, selected } = scope;
  const isBias = row.kind === 'bias';
  const index = isBias ? readings.biasIndex(row.layer, row.unit) : readings.weightIndex(row.layer, row.to, row.from);
  const name = isBias ? 'bias' : nameOf(row.layer - 1, row.from);
  const full = isBias ? `Bias of ${nameOf(row.layer, row.unit)}` : `Weight ${name} → ${nameOf(row.layer, row.to)}`;
  const where = isBias ? [row.layer, row.unit] : [row.layer, row.to, row.from];
  const gradient = values(['gradient', ...where].join(':'));
  const isSelected = isSubject(selected, row);
  return html`<tr class=${isSelected ? 'selected' : ''}>
    <th scope="row"><button
      type="button" class="choose" aria-pressed=${isSelected} aria-label="Look at the ${full.toLowerCase()}" @click=${() => scope.select(row)}
      @focus=${() => scope.point([row.kind, ...where].join(':'))} @blur=${() => scope.point('')}
    >${name}</button></th>
    <td>${numberInput({
      label: full, value: tidy(values([row.kind, ...where].join(':'))), onChange: (value) => scope.act((study) => study.setParameter(index, value)),
    })}</td>
    <td class="figure" data-gradient=${index}>${Number.isNaN(gradient) ? '–' : formatNumber(gradient, Math.max(scope.digits, 4))}</td>
  </tr>`;
}

/** As it was typed, or to nine digits. @param {number} value */
const tidy = (value) => Number(value.toPrecision(9));
