/**
 * Keys that work while the focus is inside the element. A field or a button keeps the keys it needs itself.
 * @typedef {import('./app.js').App} App
 * @typedef {import('./face.js').Face} Face
 */

const fields = 'input:not([type=range]):not([type=checkbox]):not([type=file]), textarea, select, dialog *';
const pressedBySpace = 'button, input, select, a, summary';

/** @type {Record<string, (app: App, face: Face) => unknown>} */
const keys = {
  s: (app) => app.train({ steps: 1 }),
  e: (app) => app.train({ epochs: 1 }),
  r: (app) => app.reset(),
  m: (app, face) => face.examine(),
};

/** @param {Face} face @param {KeyboardEvent} event */
export function shortcut(face, event) {
  const target = /** @type {Element | undefined} */ (event.composedPath()[0]);
  if (event.defaultPrevented || event.altKey || !(target instanceof Element) || target.matches(fields)) return;
  const action = event.ctrlKey || event.metaKey ? undoKey(event) : plainKey(event, target);
  if (!action) return;
  event.preventDefault();
  action(face.app, face);
}

/** @param {KeyboardEvent} event @returns {((app: App, face: Face) => unknown) | undefined} */
function undoKey({ key, shiftKey }) {
  const lower = key.toLowerCase();
  if (lower === 'y' || (lower === 'z' && shiftKey)) return (app) => app.redo();
  return lower === 'z' ? (app) => app.undo() : undefined;
}

/** @param {KeyboardEvent} event @param {Element} target */
function plainKey({ key }, target) {
  if (key !== ' ') return keys[key.toLowerCase()];
  return target.matches(pressedBySpace) ? undefined : (/** @type {App} */ app) => app.toggle();
}
