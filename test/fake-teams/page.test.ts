import { setTimeout as wait } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { describeInBrowser, launchChromium } from '../browser/browser.ts';
import { type AppOnFake, startAppOn } from '../teams/app-on-fake.ts';
import { logInto } from '../teams/door-on-fake.ts';
import type { FakeTeams } from './fake-teams.ts';
import { startFakeTeamsWithPage } from './page.ts';

const PATIENCE_MS = 20_000;

describeInBrowser('the page of our own Teams', () => {
  let teams: FakeTeams;
  let app: AppOnFake;
  let browser: Browser;
  let page: Page;
  const faults: string[] = [];

  beforeAll(async () => {
    teams = await startFakeTeamsWithPage();
    app = await startAppOn(teams, { log: logInto([]), now: Date.now, pause: (milliseconds) => wait(milliseconds) });
    browser = await launchChromium();
  }, 60_000);
  beforeEach(async () => {
    page = await browser.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
    page.on('dialog', (dialog) => {
      faults.push(dialog.message());
      void dialog.dismiss();
    });
  });
  afterAll(async () => {
    await browser.close();
    await app.stop();
    await teams.close();
  });

  it(
    'a person asks, answers the question of the card, and sees the verdict',
    async () => {
      await page.goto(`${teams.url}/?user=Ann`);
      await page.getByLabel('Message', { exact: true }).fill('VMSMP 26');
      await page.getByLabel('Message', { exact: true }).press('Enter');
      const card = page.locator('.ac-adaptiveCard').last();
      await card.getByText('Safe only if a condition holds').first().waitFor();
      await card.getByRole('button', { name: 'Yes' }).first().click();
      await card.getByText('Safe to ignore').first().waitFor();
      expect(faults).toEqual([]);
    },
    PATIENCE_MS * 3,
  );

  it(
    'explains a message in a channel, in a dialog that nobody else sees',
    async () => {
      const channel = teams.channel('Servers');
      await teams.user('Kenji').say('VMSMP 26', { in: channel });
      await page.goto(`${teams.url}/?${new URLSearchParams({ user: 'Ann', in: channel.id }).toString()}`);
      await page.getByRole('button', { name: 'Explain this event' }).last().click();
      await page.getByRole('dialog').getByText('VMSMP 26').first().waitFor();
      expect(teams.said(channel)).toEqual([]);
      await page.getByRole('button', { name: 'Close', exact: true }).click();
      expect(faults).toEqual([]);
    },
    PATIENCE_MS * 3,
  );

  it(
    'searches, and puts a result into the box',
    async () => {
      await page.goto(`${teams.url}/?user=Ann`);
      await page.getByLabel('Search hvevent').fill('storvsp 5');
      await page.getByLabel('Search hvevent').press('Enter');
      await page.locator('#results button').first().click();
      await page.locator('#composed .ac-adaptiveCard').waitFor();
      await page.getByRole('button', { name: 'Send this card' }).click();
      await page.locator('.message.mine .ac-adaptiveCard').waitFor();
      expect(faults).toEqual([]);
    },
    PATIENCE_MS * 3,
  );
});
