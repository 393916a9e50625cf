import { html } from 'lit';

/** Folded; what is inside is loaded when it is opened. @param {(event: Event) => void} onToggle */
export function gradientPanels(onToggle) {
  return html`<section class="gradients more" part="gradients" aria-label="Gradients">
    ${[['check', 'Proof: are the gradients right?'], ['flow', 'Gradient flow: how much reaches each layer?']].map(([name, title]) => html`
      <details class="panel" data-name=${name} @toggle=${onToggle}><summary>${title}</summary><div></div></details>`)}
  </section>`;
}
