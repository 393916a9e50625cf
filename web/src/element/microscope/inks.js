/**
 * The colour of each kind of number, in the formulas (formulas.css) and on the network alike; ≥ 4.5:1 on the surface and its tints.
 * @type {Record<'light' | 'dark', Record<string, string>>}
 */
export const inks = {
  light: {
    output: '#0a6a44', net: '#3d4653', signal: '#86480a', slope: '#0a6474', delta: '#a8135a', weight: '#3f4cb0', bias: '#3f4cb0',
    gradient: '#7b2593', target: '#695800', loss: '#1c2026',
  },
  dark: {
    output: '#5ed3a0', net: '#c3c9d1', signal: '#f0b35c', slope: '#4fd0d8', delta: '#ff8fb8', weight: '#a8b6ff', bias: '#a8b6ff',
    gradient: '#dba6f0', target: '#e8c84a', loss: '#eceef1',
  },
};
