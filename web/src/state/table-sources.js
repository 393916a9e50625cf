/** Where the page's tables are from, as their licences ask us to say. web/data/README.md */

/**
 * @typedef {object} TableSource
 * @property {string} source
 * @property {string} url
 * @property {string} licence
 * @property {string} licenceUrl
 * @property {string} changes   what this page's file has otherwise than the source
 */

const attribution = { licence: 'CC BY 4.0', licenceUrl: 'https://creativecommons.org/licenses/by/4.0/' };

/** @type {TableSource} */
const penguins = {
  source: 'K. Gorman, Palmer Station LTER; A. Horst, A. Hill, K. Gorman: palmerpenguins',
  url: 'https://allisonhorst.github.io/palmerpenguins/',
  licence: 'CC0 1.0',
  licenceUrl: 'https://creativecommons.org/publicdomain/zero/1.0/',
  changes: 'without the year',
};

/** @type {Readonly<Record<string, TableSource>>} */
export const tableSources = Object.freeze({
  penguins,
  penguinSpecies: penguins,
  iris: {
    source: 'R. A. Fisher 1936; UCI Machine Learning Repository: Iris',
    url: 'https://doi.org/10.24432/C56C76',
    ...attribution,
    changes: 'names changed',
  },
  digits: {
    source: 'E. Alpaydin, C. Kaynak; UCI Machine Learning Repository: Optical Recognition of Handwritten Digits',
    url: 'https://doi.org/10.24432/C50P49',
    ...attribution,
    changes: 'its test part, written with letters',
  },
});
