import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HOSTILE } from '../card/answers.ts';
import { ALICE, boardApp, BOB, type BoardRig, diskError, harmless, HOUR } from '../http/board-rig.ts';
import { describeInBrowser, openWorldOn, type World } from './browser.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const PHONE = { width: 360, height: 740 };
const BOB_ACTOR = { kind: 'operator', id: 'bob', name: 'bob', place: 'web' } as const;
const SECTION = {
  mode: 'shadow',
  defaultTo: ['slack:C0ALERTS'],
  heartbeat: { wec1: '15m' },
  maintenance: [{ computers: 'HV-09', from: '2026-11-20T12:00:00Z', to: '2026-11-20T18:00:00Z', reason: 'firmware' }],
};

describeInBrowser('the alerts board in a browser', () => {
  let rig: BoardRig;
  let world: World;
  beforeAll(async () => {
    rig = await boardApp({ section: SECTION, feed: { pollMs: 50 }, stream: { gapMs: 10 } });
    await rig.accept([
      diskError('HV-01'),
      diskError('HV-02'),
      diskError('HV-09'),
      harmless('HV-03'),
      ...HOSTILE.slice(0, 12).map((text) => ({
        provider: text.toWellFormed(),
        eventId: 666,
        level: 'error' as const,
        computer: text.toWellFormed(),
        message: text.toWellFormed(),
      })),
    ]);
    world = await openWorldOn(rig.app);
  });
  afterAll(async () => {
    rig.feed.close();
    await world.close();
    await rig.db.close();
  });

  const seen: { page: Page; faults: string[] }[] = [];
  async function signIn(path = '/alerts', options: BrowserContextOptions = {}, token = ALICE.token): Promise<Page> {
    const visitor = await world.visit(path, options);
    seen.push(visitor);
    const { page } = visitor;
    await page.fill('#token', token);
    await page.click('.sign-in button');
    await page.waitForSelector('#live', { state: 'attached' });
    return page;
  }
  const row = (page: Page, host: string) => page.locator('.incident', { hasText: `on ${host}` });
  const alert = (host: string): Promise<void> => rig.accept([diskError(host)]);

  test('signs in, and sees live what another client does', async () => {
    await alert('HV-20');
    const page = await signIn();
    await page.waitForSelector('#live:not(.off):has-text("Live")');
    await page.evaluate('globalThis.stayed = true');
    expect(await row(page, 'HV-20').locator('.state').innerText()).toBe('Open - nobody has taken it yet');

    await rig.alerts.acknowledge(await rig.incidentOf('HV-20'), BOB_ACTOR);
    await row(page, 'HV-20').locator('.state', { hasText: 'Acknowledged by bob' }).waitFor();
    await alert('HV-21');
    await row(page, 'HV-21').waitFor();
    expect(await page.evaluate('globalThis.stayed')).toBe(true);
  });

  test('acknowledges in place; the focus goes to what was done, the filter stays', async () => {
    await alert('HV-22');
    const page = await signIn();
    await page.fill('#search', 'hv-22');
    await page.locator('.found', { hasText: /^1 incident$/ }).waitFor();
    await page.evaluate('globalThis.stayed = true');
    await page.getByRole('button', { name: 'Acknowledge: Unknown event: disk 7' }).click();
    await row(page, 'HV-22').locator('.state', { hasText: 'Acknowledged by alice' }).waitFor();

    expect(await page.evaluate('document.activeElement.id')).toBe('said');
    expect(await page.locator('#said').innerText()).toBe('Acknowledged.');
    expect(await page.evaluate('globalThis.stayed')).toBe(true);
    expect(new URL(page.url()).search).toContain('search=hv-22');
    expect((await rig.alerts.incident(await rig.incidentOf('HV-22')))?.acknowledgedBy).toMatchObject({ id: 'alice' });
  });

  test('what somebody else did in between is said', async () => {
    await alert('HV-23');
    const id = await rig.incidentOf('HV-23');
    const page = await signIn(`/alerts/${id}`);
    await page.route('**/alerts/stream', (route) => route.abort());
    await page.reload();
    await rig.alerts.resolve(id, BOB_ACTOR);
    await page.click('#do-ack');
    await page.waitForSelector('#said .trouble');
    expect(await page.locator('#said').innerText()).toBe('It is resolved already.');
    await page.waitForSelector('#do-reopen');
    seen.pop();
  });

  test('mutes with the preview first, and ends it again', async () => {
    await alert('HV-24');
    const page = await signIn(`/alerts/${await rig.incidentOf('HV-24')}`);
    await page.click('#do-mute');
    await page.waitForSelector('form.mute');
    expect(await page.locator('#scope-incident-does').innerText()).toBe(
      'Mutes 1 open incident now. In the last 7 days it would have muted 1 incident with 1 events.',
    );
    await page.check('#scope-host');
    await page.check('[name=for][value="24h"]');
    await page.fill('#reason', 'new disks on Friday');
    await page.click('form.mute .primary');
    await page.waitForSelector('#said .done');
    expect(await page.locator('#title .lede').innerText()).toContain('new disks on Friday');

    await page.goto(`${rig.app.url}/alerts`);
    await page.getByRole('button', { name: 'End mute: HV-24' }).click();
    await row(page, 'HV-24').waitFor();
    expect(await page.locator('#said').innerText()).toBe('The mute has been ended.');
    expect(await rig.alerts.mutes()).toEqual([]);
  });

  test('assigns and escalates; the ticket stays while the page is live', async () => {
    await alert('HV-25');
    const id = await rig.incidentOf('HV-25');
    const page = await signIn(`/alerts/${id}`);
    await page.click('#fold-assign summary');
    await page.fill('#assignee', 'bob');
    await page.click('#do-assign');
    await page.locator('#title .lede', { hasText: 'assigned to bob' }).waitFor();
    await page.click('#fold-escalate summary');
    await page.click('#do-escalate');
    await page.waitForSelector('#ticket-text');
    expect(await page.inputValue('#ticket-text')).toContain('HV-25');
    expect(await page.locator('[data-copy=ticket-text]').isVisible()).toBe(true);

    await rig.accept([diskError('HV-25', { recordId: 77 })]);
    await page.locator('#facts', { hasText: 'Occurrences\n2' }).waitFor();
    expect(await page.inputValue('#ticket-text')).toContain('HV-25');
  });

  test('does not take away what someone is typing, nor the focus', async () => {
    await alert('HV-26');
    const id = await rig.incidentOf('HV-26');
    const page = await signIn(`/alerts/${id}`);
    await page.click('#fold-assign summary');
    await page.fill('#assignee', 'somebody el');
    await rig.accept([diskError('HV-26', { recordId: 78 })]);
    await page.locator('#facts', { hasText: 'Occurrences\n2' }).waitFor();
    expect(await page.inputValue('#assignee')).toBe('somebody el');
    await page.focus('#do-resolve');
    await rig.accept([diskError('HV-26', { recordId: 79 })]);
    await page.locator('#facts', { hasText: 'Occurrences\n3' }).waitFor();
    expect(await page.evaluate('document.activeElement.id')).toBe('do-resolve');
    expect(await page.locator('#fold-assign').getAttribute('open')).not.toBeNull();
  });

  test('signs out, and what was open goes back to the sign-in page', async () => {
    const page = await signIn('/alerts', {}, BOB.token);
    const other = await page.context().newPage();
    await other.goto(`${rig.app.url}/alerts`);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForSelector('#token');
    await other.bringToFront();
    await alert('HV-27');
    await other.waitForSelector('#token');
    seen.pop();
  });

  test('a link from another site finds the session', async () => {
    await alert('HV-28');
    const path = `/alerts/${await rig.incidentOf('HV-28')}`;
    const page = await signIn();
    await page.route('http://chat.example/', (route) =>
      route.fulfill({ contentType: 'text/html', body: `<a href="${rig.app.url}${path}">incident</a>` }),
    );
    await page.goto('http://chat.example/');
    await page.click('a');
    await page.waitForSelector('#deeds');
    expect(new URL(page.url()).pathname).toBe(path);
    seen.pop();
  });

  describe('without script', () => {
    test('everything works with forms alone', async () => {
      await alert('HV-30');
      const page = await signIn('/alerts', { javaScriptEnabled: false });
      await page.fill('#search', 'hv-30');
      await page.click('.filter button');
      expect(await page.locator('.incident').count()).toBe(1);
      await page.getByRole('button', { name: /^Acknowledge: / }).click();
      expect(await page.locator('#said').innerText()).toBe('Acknowledged.');
      await page.click('.incident h3 a');
      await page.click('#do-mute');
      await page.fill('#reason', 'known');
      await page.click('form.mute .primary');
      expect(await page.locator('#said').innerText()).toContain('Muted.');
      await page.click('#fold-unmute summary');
      await page.click('#do-unmute');
      await page.click('#do-resolve');
      expect(await page.locator('#said').innerText()).toBe('Resolved.');
    });
  });

  const LOOKS: readonly [string, () => Promise<string>, (page: Page) => Promise<void>][] = [
    ['the board, unfolded', () => Promise.resolve('/alerts'), unfold],
    ['seven days', () => Promise.resolve('/alerts?range=7d&state=all'), unfold],
    ['nothing found', () => Promise.resolve('/alerts?search=nothing-at-all'), unfold],
    ['an incident, unfolded', async () => `/alerts/${await rig.incidentOf('HV-01')}`, unfold],
    ['muting', async () => `/alerts/${await rig.incidentOf('HV-02')}/mute`, unfold],
    ['no incident', () => Promise.resolve('/alerts/none'), unfold],
  ];
  async function unfold(page: Page): Promise<void> {
    await page.evaluate("document.querySelectorAll('details').forEach((details) => (details.open = true))");
  }
  async function faultsOfAxe(page: Page): Promise<unknown[]> {
    await page.evaluate(AXE);
    const { violations } = await page.evaluate(() =>
      (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
    );
    return violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
  }

  describe.each([
    ['light', 'en-US'],
    ['dark', 'ja-JP'],
  ] as const)('for everybody, %s, %s', (colorScheme, locale) => {
    test('axe has nothing to say about signing in', async () => {
      const { page } = await world.visit('/alerts', { colorScheme, locale });
      expect(await faultsOfAxe(page)).toEqual([]);
      await page.fill('#token', 'wrong');
      await page.click('.sign-in button');
      await page.waitForSelector('#token-wrong');
      expect(await faultsOfAxe(page)).toEqual([]);
    });

    test('axe has nothing to say, and it fits a phone', async () => {
      const page = await signIn('/alerts', { colorScheme, locale });
      await rig.alerts.mute(await rig.incidentOf('HV-09'), BOB_ACTOR, {
        scope: 'incident',
        until: rig.clock.at + (locale === 'ja-JP' ? 2 : 1) * HOUR,
        reason: 'axe',
      });
      for (const [name, path, prepare] of LOOKS) {
        await page.goto(rig.app.url + (await path()));
        await prepare(page);
        expect(await faultsOfAxe(page), name).toEqual([]);
        expect(await page.locator('main :is(script, img, iframe, object, style, [style])').count(), name).toBe(0);
        await page.setViewportSize(PHONE);
        expect(await page.evaluate('document.documentElement.scrollWidth'), name).toBe(PHONE.width);
        await page.setViewportSize({ width: 1280, height: 720 });
      }
      seen.pop();
    });
  });

  test('nothing went wrong in the console of any of them', () => {
    const faults = seen.flatMap((visitor) => visitor.faults).filter((fault) => !fault.includes('net::ERR_ABORTED'));
    expect(faults).toEqual([]);
  });
});
