/** The weights as links between the cards: blue and solid or orange and dashed, the thicker the stronger. */

import { port, wire } from './microscope-layout.js';
import { strengthOf, traceDashed, traceLink } from './network.js';

/**
 * @typedef {import('./types.js').Context} Context
 * @typedef {import('./microscope-layout.js').MicroscopeLayout} MicroscopeLayout
 * @typedef {{ layer: number, to: number, from: number, place: string, curve: ReturnType<typeof wire> }} Link
 */

/** Between the cards on show. @param {MicroscopeLayout} layout @returns {Link[]} */
export function linksOf({ columns, rows }) {
  const rowOf = new Map(rows.map((row) => [`${row.layer}:${row.to}:${row.from}`, row]));
  return columns.slice(1).flatMap(({ layer, cards }) => {
    const sources = columns[layer]?.cards ?? [];
    return cards.flatMap((target) => sources.map((source, slot) => {
      const where = `${layer}:${target.unit}:${source.unit}`;
      const curve = wire(source, rowOf.get(where) ?? port(target, slot, sources.length));
      return { layer, to: target.unit, from: source.unit, place: `weight:${where}`, curve };
    }));
  });
}

/** What of a weight its link shows. @param {number} weight */
export const lookOf = (weight) => (weight < 0 ? -1 : 1) * (1 + strengthOf(weight));

/**
 * Weak ones first; those of one look are one path.
 * @param {Context} ctx @param {import('./types.js').Theme} theme @param {Link[]} links @param {number[]} weights
 * @param {{ isLit: boolean }} options  as strong as can be, or in the background
 */
export function strokeLinks(ctx, theme, links, weights, { isLit }) {
  const looks = weights.map(lookOf);
  for (const look of [...new Set(looks)].sort((a, b) => Math.abs(a) - Math.abs(b))) {
    const level = Math.abs(look) - 1;
    const trace = look < 0 ? traceDashed : traceLink;
    ctx.strokeStyle = look < 0 ? theme.negative : theme.positive;
    ctx.globalAlpha = isLit ? 1 : 0.18 + 0.05 * level;
    ctx.lineWidth = Math.max(isLit ? 1.5 : 1, (level - 1) * 0.6);
    ctx.beginPath();
    links.forEach(({ curve }, index) => { if (looks[index] === look) trace(ctx, curve); });
    ctx.stroke();
  }
  ctx.globalAlpha = 1;
}
