/**
 * Whoever is to predict a number must not read it beside the question. While a question waits, the numbers it asks for show a question mark
 * instead; underneath they follow the network as ever.
 */

const words = 'hidden until you have answered';

/** What lies under a veil, and which questions hold it there. @type {Map<Element, { text: string, by: Set<Element> }>} */
const veiled = new Map();

/** Writes a live number, under its veil if it has one. @param {Element} place @param {string} text */
export function writeNumber(place, text) {
  const under = veiled.get(place);
  if (under) under.text = text;
  else if (place.textContent !== text) place.textContent = text;
}

/** @param {Element} place @param {Element} question */
export function veil(place, question) {
  const under = veiled.get(place);
  if (under) {
    under.by.add(question);
    return;
  }
  veiled.set(place, { text: place.textContent ?? '', by: new Set([question]) });
  place.classList.add('veiled');
  place.textContent = '?';
  if (place instanceof HTMLElement) spell(place);
  else if (place instanceof MathMLElement) place.setAttribute('aria-label', words);
}

/** A question mark alone would be read out as nothing. @param {HTMLElement} place */
function spell(place) {
  const spoken = document.createElement('span');
  spoken.className = 'visually-hidden';
  spoken.textContent = ` (${words})`;
  place.append(spoken);
  place.title = words;
}

/** @param {Element} question  that waits no more */
export function lift(question) {
  for (const [place, { text, by }] of veiled) {
    if (!by.delete(question) || by.size > 0) continue;
    veiled.delete(place);
    place.classList.remove('veiled');
    place.removeAttribute('title');
    place.removeAttribute('aria-label');
    place.textContent = text;
  }
}
