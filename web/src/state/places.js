/** The places of frozen parameters as runs, so that a whole layer of them fits into a link. */

import { parseNumber, quote, Refusal } from './codec.js';

/** More parameters than the largest network has: a short link must not ask for a list that fills the memory. */
const MAX_PLACES = 2 ** 20;

/** `4-5,10` @param {string} text @param {import('./types.js').Catalog} catalog */
export function parsePlaces(text, { limits }) {
  /** @type {number[]} */
  const places = [];
  for (const run of text ? text.split(',') : []) {
    const [first = 0, last = first, ...rest] = run.split('-').map((place) => parseNumber(place, limits['frozen']));
    if (rest.length || last < first) throw new Refusal(`${quote(run)} is not a run of places, like 4-5`);
    if (places.length + last - first >= MAX_PLACES) throw new Refusal(`${quote(run)} is more places than any network has`);
    for (let place = first; place <= last; place++) places.push(place);
  }
  return places;
}

/** @param {number[]} places */
export function formatPlaces(places) {
  /** @type {number[][]} */
  const runs = [];
  for (const place of places) {
    const run = runs.at(-1);
    if (run?.at(-1) === place - 1) run[1] = place;
    else runs.push([place]);
  }
  return runs.map((run) => run.join('-')).join(',');
}
