import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listFeedback } from '../../src/store/feedback.ts';
import { PASTES } from '../http/page-app.ts';
import { ask, COMPANY_HOST, describeInBrowser, openWorld, verdictOf, type World } from './browser.ts';

describeInBrowser('the page in a browser', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.close());

  test('a paste becomes a card in place, and the focus goes to it', async () => {
    const { page, faults } = await world.visit('/');
    await page.evaluate('globalThis.stayed = true');
    await ask(page, PASTES.ignorable);

    expect(await verdictOf(page)).toBe('Safe to ignore');
    expect(await page.evaluate('globalThis.stayed')).toBe(true);
    expect(await page.evaluate('document.activeElement.id')).toBe('results');
    expect(await page.title()).toBe('Safe to ignore · VMSMP 26 · hvevent');
    expect(await page.locator('#status').innerText()).toBe('Safe to ignore, VMSMP 26');
    expect(await page.locator('#tries').innerText()).toBe('');
    expect(faults).toEqual([]);
  });

  test('a click on Yes judges again in place; the answer can be taken back', async () => {
    const { page, faults } = await world.visit('/');
    await ask(page, PASTES.open);
    expect(await verdictOf(page)).toBe('Safe only if a condition holds');
    // Edited meanwhile: the answer is still about what was judged.
    await page.fill('#text', 'something else');

    await page.getByRole('button', { name: /^Yes: Did the virtual machine start/ }).click();
    await page.waitForSelector('.given');
    expect(await verdictOf(page)).toBe('Safe to ignore');
    expect(await page.inputValue('#text')).toBe('something else');

    await page.getByRole('button', { name: /^Take back/ }).click();
    await page.waitForSelector('.questions');
    await page.getByRole('button', { name: /^No:/ }).click();
    await page.waitForSelector('.given');
    expect(await verdictOf(page)).toBe('Action needed');
    expect(faults).toEqual([]);
  });

  test('the language follows the browser, and the switch takes the answer along', async () => {
    const { page, faults } = await world.visit('/', { locale: 'ja-JP' });
    expect(await page.locator('h1').innerText()).toBe('このイベント、無視してよい？');
    await ask(page, PASTES.open);
    await page.getByRole('button', { name: /^はい/ }).click();
    await page.waitForSelector('.given');
    expect(await verdictOf(page)).toBe('無視して問題ありません');

    await page.getByText('English').click();
    await page.waitForSelector('html[lang=en] .given');
    expect(await verdictOf(page)).toBe('Safe to ignore');
    await page.goto(`${world.app.url}/knowledge`);
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    expect(faults).toEqual([]);
  });

  test('a dropped file is read', async () => {
    const { page, faults } = await world.visit('/');
    const transfer = await page.evaluateHandle(`(() => {
      const made = new DataTransfer();
      made.items.add(new File([${JSON.stringify(PASTES.ignorable)}], 'system.log', { type: 'text/plain' }));
      return made;
    })()`);
    await page.dispatchEvent('main', 'dragover', { dataTransfer: transfer });
    expect(await page.locator('.drop-here').isVisible()).toBe(true);
    await page.dispatchEvent('main', 'drop', { dataTransfer: transfer });
    await page.waitForSelector('.read-from');

    expect(await page.locator('.read-from').innerText()).toBe('Read from system.log');
    expect(await verdictOf(page)).toBe('Safe to ignore');
    expect(await page.inputValue('#file')).toBe('');
    expect(faults).toEqual([]);
  });

  test('a long file is summed up; one that cannot be read is explained', async () => {
    const { page } = await world.visit('/');
    const rows = Array.from(
      { length: 3000 },
      (_, i) => `Error,11/20/2026 10:00:00 AM,VMSMP,26,None,"${PASTES.ignorable.split('\n').at(-1)} ${i}"`,
    );
    const csv = ['Level,Date and Time,Source,Event ID,Task Category', ...rows].join('\r\n');
    await page.setInputFiles('#file', { name: 'events.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
    await page.click('#ask .primary');
    await page.waitForSelector('.triage');
    expect(await page.locator('.triage').innerText()).toMatch(/3,000 events read/);

    await page.setInputFiles('#file', { name: 'x.evtx', mimeType: '', buffer: Buffer.from('no event log') });
    await page.click('#ask .primary');
    await page.waitForSelector('.trouble');
    expect(await page.locator('.trouble h2').innerText()).toBe('This file cannot be read here');
  });

  test('the list narrows while one types, and the address says so', async () => {
    const { page, faults } = await world.visit('/knowledge');
    const all = await page.locator('ul.entries li').count();
    await page.locator('#q').pressSequentially('integration serv', { delay: 20 });
    await page.waitForURL(/q=integration\+serv$/);
    const found = await page.locator('ul.entries li').count();
    expect(found).toBeGreaterThan(0);
    expect(found).toBeLessThan(all);
    expect(await page.evaluate('document.activeElement.id')).toBe('q');

    await page.selectOption('#verdict', 'action');
    await page.waitForURL(/verdict=action/);
    expect(await page.locator('.found').innerText()).toMatch(/^\d+ of \d+ entries$/);
    await page.fill('#q', 'nothing of the kind');
    await page.waitForSelector('.none');
    expect(faults).toEqual([]);
  });

  test('feedback is thanked for in place, and stored', async () => {
    const { page, faults } = await world.visit('/');
    await ask(page, PASTES.ignorable);
    await page.getByText('Note (optional)').click();
    await page.fill('.feedback textarea', 'right');
    await page.getByRole('button', { name: 'Helpful' }).click();
    await page.waitForSelector('.feedback > p[role=status]');

    expect(await page.locator('.feedback').innerText()).toContain('Thank you');
    expect(await verdictOf(page)).toBe('Safe to ignore');
    expect(await listFeedback(world.app.store)).toMatchObject([
      { opinion: 'helpful', entryKey: 'vmsmp/26', note: 'right', place: 'web' },
    ]);
    expect(faults).toEqual([]);
  });

  test('the answer is copied as Markdown', async () => {
    const { page } = await world.visit('/', { permissions: ['clipboard-read', 'clipboard-write'] });
    await ask(page, PASTES.ignorable);
    await page.getByText('Copy this answer').click();
    await page.getByRole('button', { name: 'Copy as Markdown' }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();

    expect(await page.evaluate('navigator.clipboard.readText()')).toMatch(/^## ✅ Safe to ignore/);
  });

  test('everything can be done with the keyboard alone', async () => {
    const { page, faults } = await world.visit('/');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.className')).toBe('skip');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.id')).toBe('text');
    await page.keyboard.insertText(PASTES.open);
    await page.keyboard.press('Control+Enter');
    await page.waitForSelector('.questions');
    await page.waitForFunction("document.activeElement.id === 'results'");

    for (let i = 0; i < 10; i++) {
      await page.keyboard.press('Tab');
      if (await page.evaluate("document.activeElement.name === 'answer'")) break;
    }
    expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.given');
    expect(await verdictOf(page)).toBe('Safe to ignore');
    expect(faults).toEqual([]);
  });

  test('a server that is away is said, and the text stays', async () => {
    const { page } = await world.visit('/');
    await page.route('**/*', (route) => route.abort());
    await page.fill('#text', 'VMSMP 26');
    await page.click('#ask .primary');
    await page.waitForSelector('#status.failed');

    expect(await page.locator('#status').innerText()).toContain('did not answer');
    expect(await page.inputValue('#text')).toBe('VMSMP 26');
  });

  test('forms are taken under a plain host name too, where browsers say less about themselves', async () => {
    const open = await openWorld({ host: '0.0.0.0' });
    try {
      const { page } = await open.visit('/', { javaScriptEnabled: false });
      await page.goto(`http://${COMPANY_HOST}:${open.app.port}/events/vmsmp/26`);
      await page.click('.try .primary');

      expect(await verdictOf(page)).toBe('Safe only if a condition holds');
    } finally {
      await open.close();
    }
  });

  describe('without script', () => {
    test('paste, answer, switch the language, search, give feedback', async () => {
      const { page } = await world.visit('/', { javaScriptEnabled: false });
      await page.fill('#text', PASTES.open);
      await page.click('#ask .primary');
      expect(await verdictOf(page)).toBe('Safe only if a condition holds');
      expect(page.url()).toBe(`${world.app.url}/#results`);

      await page.getByRole('button', { name: /^No:/ }).click();
      expect(await verdictOf(page)).toBe('Action needed');
      await page.getByRole('button', { name: '日本語' }).click();
      expect(await verdictOf(page)).toBe('対応が必要です');

      await page.getByRole('button', { name: '間違っている' }).click();
      expect(await page.locator('h1').innerText()).toContain('ありがとうございます');

      await page.getByRole('link', { name: 'ナレッジ' }).click();
      await page.fill('#q', 'vmsmp 32');
      await page.getByRole('button', { name: '検索' }).click();
      await page.locator('ul.entries a').first().click();
      expect(page.url()).toBe(`${world.app.url}/events/vmsmp/32`);
    });

    test('a file is read', async () => {
      const { page } = await world.visit('/', { javaScriptEnabled: false });
      await page.setInputFiles('#file', {
        name: 'a.txt',
        mimeType: 'text/plain',
        buffer: Buffer.from(PASTES.ignorable),
      });
      await page.click('#ask .primary');

      expect(await verdictOf(page)).toBe('Safe to ignore');
    });
  });
});
