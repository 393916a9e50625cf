/**
 * Many buttons as one stop of Tab, with the arrow keys, Home and End from one to the next: the toolbar pattern of the ARIA practices.
 * Without it the network is more than sixty stops away.
 */

/** @param {Element} bar @returns {HTMLButtonElement[]} */
const buttonsOf = (bar) => [...bar.querySelectorAll('button')];

/** Tab comes to the button that has the focus, else to what is chosen. Called after each rendering. @param {ShadowRoot} root */
export function setStops(root) {
  for (const bar of root.querySelectorAll('[role=toolbar]')) {
    const buttons = buttonsOf(bar);
    const pressed = buttons.find((button) => button.ariaPressed === 'true') ?? buttons[0];
    const stop = buttons.find((button) => button === root.activeElement) ?? pressed;
    for (const button of buttons) button.tabIndex = button === stop ? 0 : -1;
  }
}

/** Up and down go by rows. @param {KeyboardEvent} event */
export function onToolbarKey(event) {
  const buttons = buttonsOf(/** @type {Element} */ (event.currentTarget));
  const at = buttons.findIndex((button) => button === event.target);
  const row = buttons.filter(({ offsetTop }) => offsetTop === buttons[0]?.offsetTop).length;
  /** @type {Record<string, number>} */
  const places = { ArrowLeft: at - 1, ArrowRight: at + 1, ArrowUp: at - row, ArrowDown: at + row, Home: 0, End: buttons.length - 1 };
  const place = places[event.key];
  if (place === undefined) return;
  event.preventDefault();   // the page would scroll
  buttons[place]?.focus();
  setStops(/** @type {ShadowRoot} */ (buttons[0]?.getRootNode()));
}
