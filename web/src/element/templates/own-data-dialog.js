import { html, nothing } from 'lit';

import { formatNumber } from '../../views/format.js';
import { icon } from '../icons.js';
import { checkField, iconButton, selectField } from './fields.js';

/** @typedef {import('../own-data.js').OwnDataForm} OwnDataForm */

const previewRows = 5;
const shownProblems = 8;
/** More columns than this make no table that can be looked at. */
const shownColumns = 6;
const mostInputs = 64;

/** @type {Record<string, string>} */
const scales = { none: 'As they are', standardize: 'Standardized: mean 0, deviation 1', minMax: 'From −1 to 1' };

const example = `petal length (cm),petal width (cm),kind
1.4,0.2,setosa
4.7,1.4,versicolor
…`;

/** Where a learner pastes a table of their own. @param {OwnDataForm} form */
export function ownDataDialog(form) {
  const { data, problems, leftOut, range } = form.result;
  return html`<dialog class="own-data" aria-labelledby="own-title">
    <header>
      <h2 id="own-title">Your data</h2>
      ${iconButton({ symbol: 'close', name: 'Close', onClick: () => form.close() })}
    </header>
    <p class="hint" id="own-hint">Paste a table with a heading row: columns of numbers and one with the answer, a class or a number, separated by commas, semicolons or tabs. It stays in this page and is not sent anywhere.</p>
    <textarea
      rows="8" spellcheck="false" aria-label="Table" aria-describedby="own-hint" placeholder=${example}
      .value=${form.text} @input=${form.onInput}
    ></textarea>
    <label class="file">Or open a CSV file <input type="file" accept=".csv,.tsv,.txt,text/csv" @change=${form.onFile} /></label>
    <div class="outcome">
      <div role="status">
        ${problems.length > 0 ? problemList(problems) : nothing}
        ${data ? html`<p class="hint">${sizeOf(data)}${range ? rangeOf(range) : ''}</p>` : nothing}
      </div>
      ${data && leftOut ? checkField({
        name: `Leave out the ${leftOut} row${leftOut === 1 ? '' : 's'} that can’t be used`,
        checked: form.leavesOut, onChange: (leavesOut) => form.leaveOut(leavesOut),
      }) : nothing}
      ${columnChoice(form)}
      ${data ? preview(form, data) : nothing}
    </div>
    <footer>
      <button type="button" class="button" @click=${() => form.close()}>Cancel</button>
      <button type="button" class="button primary" aria-disabled=${!form.usable} @click=${() => form.use()}>
        ${icon('play')}<span>Use ${data ? `these ${data.inputs.length} rows` : 'this table'}</span>
      </button>
    </footer>
  </dialog>`;
}

/** `150 rows, 4 inputs, 3 classes` @param {import('../../state/types.js').OwnData} data */
function sizeOf({ inputs, names = [], classes }) {
  const several = (/** @type {number} */ count, /** @type {string} */ what) => `${count} ${what}${count === 1 ? '' : 's'}`;
  return `${several(inputs.length, 'row')}, ${several(names.length, 'input')}, ${classes ? `${classes.length} classes` : 'one number to learn'}`;
}

/** @param {import('../../state/table.js').Range} range */
const rangeOf = ({ min, max }) => `, from ${formatNumber(min)} to ${formatNumber(max)}: the network learns it as −1 to 1`;

/** @param {{ row: number | null, message: string }[]} problems */
function problemList(problems) {
  return html`<div class="message problem"><div>
    ${problems.slice(0, shownProblems).map(({ row, message }) => html`<p>${row === null ? '' : `Row ${row}: `}${message}</p>`)}
    ${problems.length > shownProblems ? html`<p>… and ${problems.length - shownProblems} more.</p>` : nothing}
  </div></div>`;
}

/** Which columns are the inputs and which is the answer. @param {OwnDataForm} form */
function columnChoice(form) {
  const { columns, picked } = form.result;
  const chosen = picked ?? form.columns;
  if (!chosen) return nothing;
  const others = columns.map((_, index) => index).filter((index) => index !== chosen.label);
  const numeric = others.filter((index) => columns[index]?.numeric);
  const words = others.filter((index) => !columns[index]?.numeric).map((index) => columns[index]?.title);
  const { inputs } = chosen;
  /** @param {number} index */
  const isLast = (index) => inputs.length === 1 && inputs[0] === index;
  /** @param {number} index */
  const toggled = (index) => (inputs.includes(index) ? inputs.filter((other) => other !== index) : [...inputs, index]);
  return html`
    <fieldset class="columns"><legend>Inputs</legend>
      <div class="chips">
        ${numeric.map((index) => html`<button
          type="button" class="chip" aria-pressed=${inputs.includes(index)} aria-disabled=${isLast(index)}
          @click=${isLast(index) ? null : () => form.pick({ inputs: toggled(index) })}
        >${columns[index]?.title}</button>`)}
        ${inputs.length < Math.min(numeric.length, mostInputs) && numeric.length > 2 ? html`<button
          type="button" class="chip" @click=${() => form.pick({ inputs: numeric.slice(0, mostInputs) })}
        >All ${Math.min(numeric.length, mostInputs)}</button>` : nothing}
      </div>
      ${words.length > 0 ? html`<p class="hint">Words can’t be inputs: ${words.join(', ')}</p>` : nothing}
    </fieldset>
    ${selectField({
      name: 'Answer', value: chosen.label, choices: columns.map((_, index) => index), text: (index) => columns[index]?.title ?? '',
      onChange: (label) => form.pick({ label }),
    })}
    ${selectField({
      name: 'Scale of the inputs', value: form.normalization, choices: form.normalizations, text: (name) => scales[name] ?? name,
      onChange: (name) => form.normalize(name),
    })}`;
}

/** @param {OwnDataForm} form @param {import('../../state/types.js').OwnData} data */
function preview(form, { inputs, labels = [], targets, classes = [], names = [] }) {
  const { columns, picked } = form.result;
  const answer = (/** @type {number} */ row) => (targets ? formatNumber(targets[row]?.[0] ?? NaN) : classes[labels[row] ?? -1]);
  return html`
    ${classes.length > 2 ? selectField({
      name: 'What to learn', value: form.chosen, choices: ['', ...classes],
      text: (name) => (name ? `${name} or not` : `All ${classes.length} classes`),
      onChange: (name) => form.choose(name),
    }) : nothing}
    <table>
      <caption>The first ${Math.min(previewRows, inputs.length)} rows${names.length > shownColumns ? ` and ${shownColumns} inputs` : ''}</caption>
      <thead><tr>${names.slice(0, shownColumns).map((name) => html`<th scope="col">${name}</th>`)}<th scope="col">${targets ? `${columns[picked?.label ?? -1]?.title}, as learned` : 'class'}</th></tr></thead>
      <tbody>${inputs.slice(0, previewRows).map((row, i) => html`<tr>
        ${row.slice(0, shownColumns).map((value) => html`<td class="figure">${value}</td>`)}<td class=${targets ? 'figure' : ''}>${answer(i)}</td>
      </tr>`)}</tbody>
    </table>`;
}
