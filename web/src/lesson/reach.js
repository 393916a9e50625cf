/**
 * Calls back once, when the reader reaches for something in an element: with a pointer, a finger or the keyboard. What is loaded then is
 * there, as a rule, before the first digit is typed; who only reads never loads it.
 * @param {HTMLElement} element
 * @param {() => void} callback
 */
export function onReach(element, callback) {
  const asked = new AbortController();
  const once = () => {
    asked.abort();
    callback();
  };
  for (const type of ['pointerenter', 'focusin']) element.addEventListener(type, once, { signal: asked.signal });
}
