/** A real browser on a real server. Where no Chromium is installed these tests are left out, with their names saying so; CI must have one. */
import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { describe } from 'vitest';
import type { HttpSettings } from '../../adapters/http/parts.ts';
import { triageFile } from '../../src/files/triage-file.ts';
import { readAsset } from '../http/page-app.ts';
import { realAnswerer, runningApp, type RunningApp } from '../http/running-app.ts';

const CHROMIUM = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
/** Long enough for a busy machine. */
const WAIT_MS = 20_000;
/** A name of this machine that browsers do not treat as local: as in a company network without https. */
export const COMPANY_HOST = 'events.company.test';
const ARGUMENTS = [
  `--host-resolver-rules=MAP ${COMPANY_HOST} 127.0.0.1`,
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** `describe`, left out without Chromium unless CI=true, where its absence is a failure. */
export function describeInBrowser(name: string, tests: () => void): void {
  const missing = !existsSync(CHROMIUM) && process.env['CI'] !== 'true';
  const suite = missing ? `${name} (left out: no Chromium at ${CHROMIUM}; set CHROMIUM_PATH)` : name;
  describe.skipIf(missing)(suite, tests);
}

export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS });
}

interface Visitor {
  page: Page;
  /** Errors of the console, broken policies and exceptions so far: none is right. */
  faults: string[];
}

export interface World {
  app: RunningApp;
  visit(path: string, options?: BrowserContextOptions): Promise<Visitor>;
  close(): Promise<void>;
}

/** The whole app with its own middleware, and Chromium. */
export async function openWorld(settings: Partial<HttpSettings> = {}): Promise<World> {
  const answerer = realAnswerer();
  const app = await runningApp({
    settings,
    parts: { readAsset, readUpload: (bytes, name, options) => triageFile({ bytes, name }, answerer, options) },
  });
  return openWorldOn(app);
}

/** Chromium in front of an app; closing the world closes it. */
export async function openWorldOn(app: RunningApp): Promise<World> {
  const browser = await launchChromium();
  return {
    app,
    visit: async (path, options = {}) => {
      const context = await browser.newContext({ locale: 'en-US', reducedMotion: 'reduce', ...options });
      context.setDefaultTimeout(WAIT_MS);
      const page = await context.newPage();
      const faults: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error') faults.push(message.text());
      });
      page.on('pageerror', (error) => faults.push(error.message));
      page.on('dialog', (dialog) => {
        faults.push(`a dialog: ${dialog.message()}`);
        void dialog.dismiss();
      });
      page.on('requestfailed', (request) => faults.push(`${request.url()}: ${request.failure()?.errorText ?? ''}`));
      page.on('request', (request) => {
        if (new URL(request.url()).origin !== app.url) faults.push(`asked a stranger: ${request.url()}`);
      });
      await page.goto(app.url + path);
      return { page, faults };
    },
    close: async () => {
      await browser.close();
      await app.close();
    },
  };
}

/** Pastes and waits for the answer. */
export async function ask(page: Page, text: string): Promise<void> {
  await page.fill('#text', text);
  await page.click('#ask .primary');
  await page.waitForSelector('#results:not([aria-busy]) .hvevent-card');
}

/** Words of the first card's verdict. */
export function verdictOf(page: Page): Promise<string> {
  return page.locator('#results .verdict h2').first().innerText();
}
