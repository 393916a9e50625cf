import { html, nothing } from 'lit';

import { icon } from '../icons.js';
import { iconButton, selectField } from './fields.js';

/** @typedef {import('../own-data.js').OwnDataForm} OwnDataForm */

const previewRows = 5;
const shownProblems = 8;

const example = `petal length (cm),petal width (cm),kind
1.4,0.2,setosa
4.7,1.4,versicolor
…`;

/** Where a learner pastes a table of their own. @param {OwnDataForm} form */
export function ownDataDialog(form) {
  const { data, problems } = form.result;
  return html`<dialog class="own-data" aria-labelledby="own-title" @close=${() => form.closed()}>
    <header>
      <h2 id="own-title">Your data</h2>
      ${iconButton({ symbol: 'close', name: 'Close', onClick: () => form.close() })}
    </header>
    <p class="hint" id="own-hint">Paste a table with a heading row: two columns of numbers and one with the class, separated by commas,
      semicolons or tabs. It stays in this page and is sent nowhere.</p>
    <textarea
      rows="8" spellcheck="false" aria-label="Table" aria-describedby="own-hint" placeholder=${example}
      .value=${form.text} @input=${form.onInput}
    ></textarea>
    <label class="file">Or open a CSV file <input type="file" accept=".csv,.tsv,.txt,text/csv" @change=${form.onFile} /></label>
    <div aria-live="polite">
      ${problems.length > 0 ? problemList(problems) : nothing}
      ${data ? preview(form, data) : nothing}
    </div>
    <footer>
      <button type="button" class="button" @click=${() => form.close()}>Cancel</button>
      <button type="button" class="button primary" ?disabled=${!data} @click=${() => form.use()}>
        ${icon('play')}<span>Use ${data ? `these ${data.inputs.length} rows` : 'this table'}</span>
      </button>
    </footer>
  </dialog>`;
}

/** @param {{ row: number | null, message: string }[]} problems */
function problemList(problems) {
  return html`<div class="message problem"><div>
    ${problems.slice(0, shownProblems).map(({ row, message }) => html`<p>${row === null ? '' : `Row ${row}: `}${message}</p>`)}
    ${problems.length > shownProblems ? html`<p>… and ${problems.length - shownProblems} more.</p>` : nothing}
  </div></div>`;
}

/** @param {OwnDataForm} form @param {import('../../state/types.js').OwnData} data */
function preview(form, { inputs, labels = [], classes = [], names = [] }) {
  return html`
    ${classes.length > 2 ? selectField({
      name: 'What to learn', value: form.chosen, choices: ['', ...classes],
      text: (name) => (name ? `${name} or not` : `All ${classes.length} classes`),
      onChange: (name) => form.choose(name),
    }) : nothing}
    <table>
      <caption>${inputs.length} rows; the first ${Math.min(previewRows, inputs.length)}</caption>
      <thead><tr>${names.map((name) => html`<th scope="col">${name}</th>`)}<th scope="col">class</th></tr></thead>
      <tbody>${inputs.slice(0, previewRows).map((row, i) => html`<tr>
        ${row.map((value) => html`<td class="figure">${value}</td>`)}<td>${classes[labels[i] ?? -1] ?? ''}</td>
      </tr>`)}</tbody>
    </table>`;
}
