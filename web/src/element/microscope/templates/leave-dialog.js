import { html } from 'lit';

/** @param {import('../microscope.js').Microscope} scope */
export function leaveDialog(scope) {
  return html`<dialog class="leave-microscope" aria-labelledby="leave-title">
    <header><h2 id="leave-title">Keep the new weights?</h2></header>
    <p>In the microscope the weights have changed. The playground can go on with them, or with those it had before.</p>
    <footer>
      <form method="dialog"><button class="button quiet">Stay</button></form>
      <button type="button" class="button" @click=${() => scope.close(false)}>Go back to the old ones</button>
      <button type="button" class="button primary" @click=${() => scope.close(true)}>Keep them</button>
    </footer>
  </dialog>`;
}
