/**
 * Some rows of the page's tables, so that their thumbnails need no download. A row is two characters for two of the columns, each
 * `,` at the least value of the file and `Y` at the greatest; the digit is one of the 8 × 8 images, as digits.txt writes it.
 * @typedef {import('./thumbnails.js').Miniature} Miniature
 */

/** Bill length and depth, as the last class the one that is told from the rest. */
const adelieOrNot = [
  'NPKPCAHGDFNQIIOPKFIC=CBN?GI=B4H<<.A4@2>2=/I<B0G1?0C6C3C9E2M9>3MAH:SA<5I;@:A5',
  '7J7E5C7L5J:I4G7Q:H;L9K7D;W2=8H:@>D3N;G6I;Q7BBS7A5P7D>M2D:B8I;I',
];
/** Flipper length and bill depth. */
const penguinSpecies = [
  '3J3E2C>L2J4I1G:Q>H4L8K7D>W>=:H:@>D:NEG:IDQAB:S8A@P:D?M:D7B:IBI',
  '?P@P:A>G>FEQ>IEP>F@C7C=NCG',
  'X=J4N<I.M4N2H2K/T<I0Q1G0Q6L3Q9H2Q9O3WAN:WAI5W;N:K5',
];
/** Petal length and width. */
const iris = ['/.0./00,/,0210023.0.1./...0.../00.', 'GFGF>=?=HDGFB?JFFDGFA=GFFBFA>=DBDB', 'QRWRQLMNKWWSPUJLILQHOSSUILKUPYLP'];
const three = 'aahpnbaaaingpeaaacbnnaaaaacplbaaaaabmmbaaaaabkiaaaiefojaaahnnjaa';

const first = ','.charCodeAt(0) - 2;
const last = 'Y'.charCodeAt(0) + 2;

/** @param {string[]} classes  the rows of each @returns {Miniature} */
function ofRows(classes) {
  const labels = Int32Array.from(classes.flatMap((rows, label) => Array(rows.length / 2).fill(label)));
  return {
    points: {
      inputs: Float32Array.from(classes.join(''), (character) => character.charCodeAt(0)),
      labels,
      targets: new Float32Array(labels.length),
    },
    domain: { xMin: first, xMax: last, yMin: first, yMax: last },
  };
}

/** Four dots for each pixel with ink, so that they touch; the more ink, the bluer. @param {string} image @returns {Miniature} */
function ofPixels(image) {
  const ink = Array.from(image, (letter) => letter.charCodeAt(0) - 'a'.charCodeAt(0));
  const inked = ink.flatMap((value, index) => (value > 2 ? [index, index, index, index] : []));
  return {
    points: {
      inputs: Float32Array.from(inked.flatMap((index, i) => [(index % 8) + (i % 2) / 2, -Math.floor(index / 8) - ((i >> 1) % 2) / 2])),
      labels: new Int32Array(0),
      targets: Float32Array.from(inked, (index) => (ink[index] ?? 0) / 16),
    },
    domain: { xMin: -0.5, xMax: 8, yMin: -8, yMax: 0.5 },
  };
}

/** @type {Record<string, Miniature>} */
export const tableMiniatures = {
  penguins: ofRows(adelieOrNot), penguinSpecies: ofRows(penguinSpecies), iris: ofRows(iris), digits: ofPixels(three),
};
