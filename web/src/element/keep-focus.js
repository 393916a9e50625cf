/**
 * A rendering can move or take away the control that has the focus, and the browser then gives it to the page: the shortcuts would be dead.
 * Called before a rendering; call what it returns after it. The focus stays on a control that was moved and goes to the panel of one that
 * is gone; if that is gone as well, to the toolbar: to Microscope, whose stage takes the place of panels, and after a message to Train.
 * @param {ShadowRoot} root
 */
export function keepFocus(root) {
  const focused = /** @type {HTMLElement | null} */ (root.activeElement);
  const panel = /** @type {HTMLElement | null | undefined} */ (focused?.closest('section[part]'));
  return () => {
    if (!focused || root.activeElement) return;
    if (focused.isConnected) return focused.focus({ preventScroll: true });
    const control = /** @type {HTMLElement | null} */ (root.querySelector(`.toolbar ${panel ? '[aria-pressed]' : 'button'}`));
    const next = panel?.isConnected ? panel : control ?? /** @type {HTMLElement} */ (root.querySelector('.app'));
    if (next !== control) next.tabIndex = -1;
    next.focus({ preventScroll: true });
  };
}
