/** A formula or table that is too wide scrolls sideways, and then the keyboard has to reach it. */
const widths = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const box = /** @type {HTMLElement} */ (target);
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute('tabindex');
  }
});

/** @param {ParentNode} part  of the page */
export function watchWideBoxes(part) {
  for (const box of part.querySelectorAll('.formula, .table')) widths.observe(box);
}
