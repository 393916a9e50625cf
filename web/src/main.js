import './element/define.js';

/**
 * The page around the element: the address carries what is on show, and the theme is the reader's choice.
 * @typedef {import('./element/backprop-playground.js').BackpropPlayground} BackpropPlayground
 */

const playground = /** @type {BackpropPlayground} */ (document.querySelector('backprop-playground'));
const themeMenu = /** @type {HTMLSelectElement} */ (document.querySelector('#theme'));

/** Links to sections of the page share the fragment with the config, and are no config. */
const isSection = (/** @type {string} */ fragment) => /^\w+$/.test(fragment) && document.getElementById(fragment) !== null;

const openAddress = () => {
  const fragment = location.hash.slice(1);
  if (!isSection(fragment)) playground.config = fragment;
};

openAddress();
addEventListener('hashchange', openAddress);

playground.addEventListener('backprop-change', (event) => {
  const { fragment } = /** @type {CustomEvent<{ fragment: string }>} */ (event).detail;
  // Replaced, not pushed: undo belongs to the playground, and the back button leads away from the page.
  history.replaceState(null, '', fragment ? `#${fragment}` : location.pathname + location.search);
});

for (const link of document.querySelectorAll('[data-section]')) {
  link.addEventListener('click', (event) => {
    event.preventDefault();
    const section = /** @type {HTMLElement} */ (document.querySelector(link.getAttribute('href') ?? ''));
    section.tabIndex = -1;   // for the focus, which goes along as with any link
    section.focus({ preventScroll: true });
    section.scrollIntoView();
  });
}

/** At the start, too. */
function setTheme() {
  const theme = /** @type {'auto' | 'light' | 'dark'} */ (themeMenu.value);
  document.documentElement.dataset.theme = theme;
  playground.theme = theme;
}

/** What may be forbidden, or full. @template T @param {() => T} use of the storage */
function stored(use) {
  try {
    return use();
  } catch {
    return null;
  }
}

themeMenu.value = stored(() => localStorage.getItem('theme')) ?? 'auto';
if (themeMenu.selectedIndex < 0) themeMenu.value = 'auto';
setTheme();
themeMenu.addEventListener('change', () => {
  setTheme();
  stored(() => localStorage.setItem('theme', themeMenu.value));
});
