import { html, svg } from 'lit';

/** Line icons on a 16 px grid; drawn with the colour of the text beside them. */
const shapes = {
  play: svg`<path d="M4.5 2.8v10.4l8.3-5.2z" fill="currentColor" stroke-linejoin="round"/>`,
  pause: svg`<path d="M5 3v10M11 3v10" stroke-width="2.6"/>`,
  step: svg`<path d="M4 3.4v9.2L10.4 8zM12.6 3v10" stroke-linejoin="round"/>`,
  epoch: svg`<path d="M2.5 3.6v8.8L8 8zM8 3.6v8.8L13.5 8z" stroke-linejoin="round"/>`,
  reset: svg`<path d="M3.2 8a4.9 4.9 0 1 0 1.6-3.6M3.4 2.2v2.9h2.9" stroke-linejoin="round"/>`,
  undo: svg`<path d="M3 6.2h6.6a3.4 3.4 0 1 1 0 6.8H6M5.8 3.2 2.8 6.2l3 3" stroke-linejoin="round"/>`,
  redo: svg`<path d="M13 6.2H6.4a3.4 3.4 0 1 0 0 6.8H10M10.2 3.2l3 3-3 3" stroke-linejoin="round"/>`,
  link: svg`<path d="M6.6 9.4a2.7 2.7 0 0 0 3.9 0l2.2-2.2a2.75 2.75 0 0 0-3.9-3.9l-.7.7M9.4 6.6a2.7 2.7 0 0 0-3.9 0L3.3 8.8a2.75 2.75 0 0 0 3.9 3.9l.7-.7"/>`,
  plus: svg`<path d="M8 3.5v9M3.5 8h9"/>`,
  minus: svg`<path d="M3.5 8h9"/>`,
  dice: svg`<rect x="2.5" y="2.5" width="11" height="11" rx="2.4"/><path d="M5.6 5.6h.01M10.4 5.6h.01M8 8h.01M5.6 10.4h.01M10.4 10.4h.01" stroke-width="1.9"/>`,
  pin: svg`<path d="M6 2.5h4l-.4 4 2 2.3H4.4l2-2.3zM8 8.8v4.7" stroke-linejoin="round"/>`,
  close: svg`<path d="m4 4 8 8M12 4l-8 8"/>`,
  table: svg`<path d="M2.5 3.5h11v9h-11zM2.5 6.5h11M6.5 3.5v9" stroke-linejoin="round"/>`,
  wave: svg`<path d="M2.5 9c1.8-6.7 3.9-6.7 5.5-1s3.7 5.7 5.5-1"/>`,
};

/** @param {keyof typeof shapes} name */
export function icon(name) {
  return html`<svg
    class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false"
    fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round"
  >${shapes[name]}</svg>`;
}
