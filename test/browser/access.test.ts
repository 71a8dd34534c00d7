import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { HOSTILE } from '../card/answers.ts';
import { PASTES } from '../http/page-app.ts';
import { ask, describeInBrowser, openWorld, type World } from './browser.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const SEVERAL = 'storvsp 7\nVMSMP 26\n26\ndisk 153\nHyper-V-Integration-KvpExchange 4130\nnic drvier incompatable';
const PHONE = { width: 360, height: 740 };

type Prepare = (page: Page) => Promise<void>;
const nothing: Prepare = () => Promise.resolve();
const LOOKS: readonly [string, string, Prepare][] = [
  ['the start page', '/', nothing],
  ['an answer', '/', (page) => ask(page, PASTES.ignorable)],
  [
    'a question with its answer, and everything unfolded',
    '/',
    async (page) => {
      await ask(page, 'VMSMP 26\nstorvsp 5');
      await page.locator('button[name=answer]').first().click();
      await page.waitForSelector('.given');
      await page.evaluate("document.querySelectorAll('details').forEach((details) => (details.open = true))");
    },
  ],
  ['several events', '/', (page) => ask(page, SEVERAL)],
  ['no event', '/', (page) => ask(page, 'hello there')],
  ['a file', '/', triaged],
  ['the list', '/knowledge', nothing],
  ['the figures', '/knowledge/stats', nothing],
  ['an event', '/events/vmsmp/26', nothing],
  ['another event', '/events/storvsp/6', nothing],
  ['a status message', '/events/status/get-vmintegrationservice', nothing],
  ['no entry', '/events/vmsmp/99', nothing],
];

async function triaged(page: Page): Promise<void> {
  const text = `${PASTES.open}\n\nLog Name: System\nSource: disk\nEvent ID: 153\nDescription:\n${'x'.repeat(300 * 1024)}`;
  await page.setInputFiles('#file', { name: 'long.log', mimeType: 'text/plain', buffer: Buffer.from(text) });
  await page.click('#ask .primary');
  await page.waitForSelector('.triage');
}

describeInBrowser('for everybody', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.close());

  test.each(LOOKS.flatMap((look) => (['light', 'dark'] as const).map((scheme) => [look[0], scheme, look] as const)))(
    'axe has nothing to say about %s, %s',
    async (_name, colorScheme, [, path, prepare]) => {
      const { page } = await world.visit(path, { colorScheme, locale: colorScheme === 'light' ? 'en-US' : 'ja-JP' });
      await prepare(page);
      // The page's own policy allows no foreign script; the tool comes in beside it.
      await page.evaluate(AXE);
      const { violations } = await page.evaluate(() =>
        (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
      );

      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    },
  );

  test.each(LOOKS)('%s fits a phone', async (_name, path, prepare) => {
    for (const locale of ['en-US', 'ja-JP']) {
      const { page } = await world.visit(path, { viewport: PHONE, locale });
      await prepare(page);

      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(PHONE.width);
    }
  });

  test('nothing of a hostile paste is run, loaded or linked', async () => {
    const { page, faults } = await world.visit('/');
    for (const text of HOSTILE) {
      await page.evaluate("document.getElementById('results').replaceChildren()");
      await ask(
        page,
        `Source: ${text}\nEvent ID: 26\nComputer: ${text}\nDescription:\nNIC driver on '${text}' cannot load because it is incompatible with the server virtualization stack. Server version 2 Client version 196610 (VMID ${text}).`,
      );
      const links = await page
        .locator('#results a')
        .evaluateAll((found) => found.map((link) => (link as { href: string }).href));
      for (const link of links)
        expect(link).toMatch(/^(http:\/\/127\.0\.0\.1:\d+\/|https:\/\/learn\.microsoft\.com\/)/);
      expect(await page.locator('#results :is(script, img, iframe, object, style)').count()).toBe(0);
    }
    expect(faults).toEqual([]);
  });

  test('nor without script, where the server draws it all', async () => {
    const { page, faults } = await world.visit('/');
    await page.fill('#text', HOSTILE.join('\n').toWellFormed());
    // Unlike a click this asks no listener.
    await page.evaluate("document.getElementById('ask').submit()");
    await page.waitForSelector('.hvevent-card');

    expect(await page.locator('#results :is(script, img, iframe, object, style)').count()).toBe(0);
    expect(faults).toEqual([]);
  });

  test('it prints as the answer alone', async () => {
    const { page } = await world.visit('/');
    await ask(page, PASTES.ignorable);
    await page.emulateMedia({ media: 'print' });

    expect(await page.locator('#ask').isVisible()).toBe(false);
    expect(await page.locator('header.site').isVisible()).toBe(false);
    expect(await page.locator('.finding').isVisible()).toBe(true);
  });
});
