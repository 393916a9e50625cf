/**
 * The colours. Class 1 and positive are blue, class 0 and negative vermillion, zero is neutral. Tables of 256 colours
 * are mixed here in OKLab, so that equal steps of the value look equal: thirty lines instead of a colour library.
 */

/** @typedef {import('./types.js').Theme} Theme */

const ENTRIES = 256;

/** @param {string} hex  `#rrggbb` @returns {[number, number, number]} linear light, 0…1 */
function linear(hex) {
  const channel = (/** @type {number} */ at) => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

/** B. Ottosson, A perceptual color space for image processing, 2020. @param {string} hex */
function toOklab(hex) {
  const [r, g, b] = linear(hex);
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return /** @type {const} */ ([
    0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s,
  ]);
}

/** @param {readonly [number, number, number]} color @returns {[number, number, number]} 0…255, unrounded */
function fromOklab([lightness, a, b]) {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3;
  const encode = (/** @type {number} */ value) =>
    255 * (value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055);
  return [
    encode(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    encode(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    encode(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s),
  ];
}

/**
 * @param {readonly [string, string, string]} stops  lowest, middle, highest: `#rrggbb`
 * @returns {Uint8ClampedArray} 256 × RGBA
 */
function divergingTable(stops) {
  const [low, middle, high] = [toOklab(stops[0]), toOklab(stops[1]), toOklab(stops[2])];
  return tableOf((part) => {
    const t = 2 * part - 1;
    return mix(middle, t < 0 ? low : high, Math.abs(t));
  });
}

/** @param {(part: number) => [number, number, number]} color  in OKLab, of the part 0…1 of the table */
function tableOf(color) {
  const table = new Uint8ClampedArray(ENTRIES * 4);
  for (let i = 0; i < ENTRIES; ++i) table.set([...fromOklab(color(i / (ENTRIES - 1))), 255], i * 4);
  return table;
}

/** @typedef {readonly [number, number, number]} Oklab */

/** @param {Oklab} from @param {Oklab} to @param {number} part @returns {[number, number, number]} */
const mix = (from, to, part) => [
  from[0] * (1 - part) + to[0] * part, from[1] * (1 - part) + to[1] * part, from[2] * (1 - part) + to[2] * part,
];

/** @type {{ readonly light: Theme, readonly dark: Theme }} */
export const themes = {
  light: {
    background: '#ffffff',
    text: '#1c2026',
    muted: '#59616c',
    rule: '#848c97',
    grid: '#e6e8eb',
    accent: '#6b2fa0',
    negative: '#b3420b',
    positive: '#0b5fa5',
    classes: ['#b3420b', '#0b5fa5', '#0b7048', '#7b2d8e', '#7a5c00',
      '#006d77', '#a3195b', '#4b4f58', '#5d4037', '#3d5a00'],
    classTint: 0.84,
    markerOutline: '#ffffff',
    contour: '#1c2026',
    train: '#7a828e',
    test: '#1c2026',
    hatch: '#9aa1ab',
    field: divergingTable(['#f5b487', '#f7f7f5', '#95c5eb']),
    unit: divergingTable(['#cf5a14', '#f3f3f1', '#1470b8']),
  },
  dark: {
    background: '#14171c',
    text: '#eceef1',
    muted: '#a3abb6',
    rule: '#737c89',
    grid: '#2a2f37',
    accent: '#c79bf2',
    negative: '#ff9a57',
    positive: '#6bb8f7',
    classes: ['#ff9a57', '#6bb8f7', '#5ed3a0', '#d79bf0', '#e8c84a',
      '#4fd0d8', '#ff8fb8', '#c3c9d1', '#d0a68c', '#b6d65a'],
    classTint: 0.4,
    markerOutline: '#14171c',
    contour: '#eceef1',
    train: '#8d96a3',
    test: '#eceef1',
    hatch: '#5b636f',
    field: divergingTable(['#7c3a10', '#23272d', '#12507f']),
    unit: divergingTable(['#f08a45', '#262a31', '#4aa5ee']),
  },
};

/** How colourful the end of a class's ramp is beside its marker. */
const TINT = 0.6;
/** @type {Map<string, Uint8ClampedArray>} */
const classRamps = new Map();

/**
 * The colours behind the markers where a class is the largest: neutral where it wins by nothing, its own tint where it is certain.
 * @param {Theme} theme @param {number} label @returns {Uint8ClampedArray} 256 × RGBA
 */
export function classRamp(theme, label) {
  const color = /** @type {string} */ (theme.classes[label % theme.classes.length]);
  let ramp = classRamps.get(color);
  if (!ramp) {
    const [r = 0, g = 0, b = 0] = theme.field.subarray(127 * 4);
    const neutral = toOklab(`#${[r, g, b].map((channel) => channel.toString(16).padStart(2, '0')).join('')}`);
    const [, a, yellow] = toOklab(color);
    ramp = tableOf((part) => mix(neutral, [theme.classTint, a * TINT, yellow * TINT], part));
    classRamps.set(color, ramp);
  }
  return ramp;
}

/**
 * Where a value lies in a table, or −1 for what is not a number.
 * @param {number} value @param {import('./types.js').Range} range
 */
export function rampIndex(value, [low, high]) {
  if (Number.isNaN(value)) return -1;
  const t = (value - low) / (high - low);
  return Math.round(Math.min(Math.max(t, 0), 1) * (ENTRIES - 1));
}

/**
 * @param {Theme} theme @param {'field' | 'unit'} table @param {number} value @param {import('./types.js').Range} range
 * @returns {string} CSS colour; the hatch colour for what is not a number
 */
export function rampColor(theme, table, value, range) {
  const index = rampIndex(value, range);
  if (index < 0) return theme.hatch;
  const [r, g, b] = theme[table].subarray(index * 4, index * 4 + 3);
  return `rgb(${r} ${g} ${b})`;
}

/**
 * Contrast ratio of WCAG 2.
 * @param {string} a `#rrggbb` @param {string} b `#rrggbb` @returns {number} 1…21
 */
export function contrast(a, b) {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

/** @param {string} hex */
function luminance(hex) {
  const [r, g, b] = linear(hex);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
