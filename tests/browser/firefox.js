// Firefox, driven by puppeteer over WebDriver BiDi: playwright drives only a Firefox of its own.
import puppeteer from 'puppeteer-core';
import { browsers, programOf } from '../../wasm/toolchain/packages.mjs';

const executablePath = programOf(browsers.firefox);

/** No first-run pages, and nothing that calls out. */
const extraPrefsFirefox = {
  'app.update.enabled': false, 'browser.region.update.enabled': false, 'datareporting.policy.dataSubmissionEnabled': false,
  'network.captive-portal-service.enabled': false, 'network.connectivity-service.enabled': false,
};

export const launchFirefox = () => puppeteer.launch({ browser: 'firefox', executablePath, headless: true, extraPrefsFirefox });
