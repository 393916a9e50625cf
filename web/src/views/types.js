/**
 * What every drawing needs. Lengths are CSS px; `scale` is device px per CSS px, and the canvas has `width * scale` ×
 * `height * scale` device px. Type definitions only.
 */

/** @typedef {CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D} Context */

/** @typedef {{ x: number, y: number, width: number, height: number }} Rect */

/** @typedef {readonly [low: number, high: number]} Range */

/** @typedef {{ xMin: number, xMax: number, yMin: number, yMax: number }} Domain */

/**
 * @typedef {object} Theme
 * @property {string} background     of the page behind the canvas
 * @property {string} text
 * @property {string} muted          secondary text, ≥ 4.5:1 on the background
 * @property {string} rule           axes and frames, ≥ 3:1 on the background
 * @property {string} grid           lines that only help the eye
 * @property {string} accent         selection and hover, ≥ 3:1 on the background
 * @property {string} negative       negative weights, class 0
 * @property {string} positive       positive weights, class 1
 * @property {string[]} classes      markers of the classes, where there are more than two; ≥ 3:1 on every tint
 * @property {number} classTint      lightness (OKLab) of the tints behind the markers
 * @property {string} markerOutline
 * @property {string} contour        the boundary line
 * @property {string} train          loss curve
 * @property {string} test           loss curve
 * @property {string} hatch          where a value is not a number
 * @property {Uint8ClampedArray} field   256 × RGBA behind markers: every entry leaves both markers 3:1
 * @property {Uint8ClampedArray} unit    256 × RGBA for small maps and keys, stronger
 */

/**
 * Examples to draw. Arrays as the engine gives them.
 * @typedef {object} Points
 * @property {Float32Array} inputs     (N, 2)
 * @property {Int32Array} labels       (N), or empty for regression
 * @property {Float32Array} targets    (N, outputs); the first column colours regression points
 * @property {Uint8Array} isTrain      (N)
 */

export {};
