import { describe, expect, it } from 'vitest';

import { templateOf, withTemplates } from '../../web/tex.mjs';

describe('TeX in the source', () => {
  it('becomes a template of Lit with its holes', () => {
    const code = "import { tex } from './tex.js';\nexport const f = (a) => tex`\\frac{1}{${a}}`;\n";
    expect(withTemplates(code)).toBe("import { mathml as tex } from 'lit';\nexport const f = (a) => tex`<mrow><mfrac><mn>1</mn>${a}</mfrac></mrow>`;\n");
  });

  it('may hold calls with objects in its holes, and leaves other modules alone', () => {
    expect(templateOf(String.raw`\sqrt{${'${f({ a, b })}'}}`)).toBe('<mrow><msqrt>${f({ a, b })}</msqrt></mrow>');
    expect(withTemplates('const tex = `\\frac`;')).toBe('const tex = `\\frac`;');
  });

  it('needs no style, which the content security policy would refuse', () => {
    expect(templateOf(String.raw`\begin{cases} 1 & x > 0 \\ 0 & \text{elsewhere} \end{cases}`)).not.toMatch(/style=|class=/);
  });

  it('that is wrong stops the build', () => {
    expect(() => templateOf(String.raw`\frac{1`)).toThrow();
    expect(() => templateOf(String.raw`\unknowncommand x`)).toThrow();
  });
});
