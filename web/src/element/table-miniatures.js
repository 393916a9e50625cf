/**
 * Every fifth row of the page's tables, so that their thumbnails need no download. A row is two characters, bill length and
 * bill depth, each `,` at the least value of the file and `Y` at the greatest.
 */
const adelie = '7J7E5C7L5J:I4G7Q:H;L9K7D;W2=8H:@>D3N;G6I;Q7BBS7A5P7D>M2D:B8I;I';
const others = 'NPKPCAHGDFNQIIOPKFIC=CBN?GI=B4H<<.A4@2>2=/I<B0G1?0C6C3C9E2M9>3MAH:SA<5I;@:A5';
const first = ','.charCodeAt(0) - 2;
const last = 'Y'.charCodeAt(0) + 2;
const count = (adelie.length + others.length) / 2;

/** @type {Record<string, import('./thumbnails.js').Miniature>} */
export const tableMiniatures = {
  penguins: {
    points: {
      inputs: Float32Array.from(others + adelie, (character) => character.charCodeAt(0)),
      labels: Int32Array.from({ length: count }, (_, row) => Number(row >= others.length / 2)),
      targets: new Float32Array(count),
    },
    domain: { xMin: first, xMax: last, yMin: first, yMax: last },
  },
};
