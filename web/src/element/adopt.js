/** Gives an element more styles, for what was loaded later. @param {ShadowRoot} root @param {...string} styles */
export function adopt(root, ...styles) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles.join(''));
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}
