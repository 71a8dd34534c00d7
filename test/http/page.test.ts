import { describe, expect, test } from 'vitest';
import { ALL_PAGE_WORDS } from '../../adapters/http/page/words.ts';
import type { Triage } from '../../src/files/triage.ts';
import { realAnswerer } from './running-app.ts';
import { assistantWithoutStore, elementsWith, fieldsOf, PASTES, pageApp, readAsset, type Page } from './page-app.ts';

const app = pageApp();

function langOf(page: Page): string | undefined {
  return elementsWith(page, 'html')[0]?.attributes['lang'];
}

/** Places to fill in a word. */
function places(text: string): string[] {
  return [...text.matchAll(/\{[a-z]+\}/g)].map(([place]) => place).sort();
}

/** Links to pages of events. */
function hrefs(page: Page): string[] {
  return page.elements.map(({ attributes }) => attributes['href'] ?? '').filter((href) => href.startsWith('/events/'));
}

function verdict(page: Page): string {
  const headings = elementsWith(page, 'h2').map(({ text }) => text.trim());
  return headings.find((text) => text !== '' && text !== 'You answered') ?? '';
}

describe('the start page', () => {
  test('is an empty form in the language of the browser', async () => {
    const page = await app.get('/', { 'Accept-Language': 'fr, ja-JP;q=0.9, en;q=0.5' });

    expect(page.status).toBe(200);
    expect(elementsWith(page, 'html')[0]?.attributes['lang']).toBe('ja');
    expect(elementsWith(page, 'h1')[0]?.text).toBe('このイベント、無視してよい？');
    expect(elementsWith(page, 'textarea', { name: 'text' })[0]?.text.trim()).toBe('');
    expect(elementsWith(page, 'form', { id: 'ask', method: 'post', enctype: 'multipart/form-data' })).toHaveLength(1);
    expect(elementsWith(page, 'input', { type: 'file' })[0]?.attributes['accept']).toBe(
      '.txt,.log,.xml,.json,.csv,.evtx',
    );
    expect(elementsWith(page, 'article')).toHaveLength(0);
  });

  test('page, style and script together stay below 60 KiB', async () => {
    for (const lang of ['en', 'ja']) {
      const { html } = await app.get(`/?lang=${lang}`);
      const bytes = [html, readAsset('site.css'), readAsset('site.js'), readAsset('favicon.svg')].map((text) =>
        Buffer.byteLength(text),
      );

      expect(bytes.reduce((a, b) => a + b)).toBeLessThan(60 * 1024);
    }
  });

  test('loads nothing but its own files, under names that hold their content, to be kept for good', async () => {
    const page = await app.get('/');
    const loaded = page.elements
      .flatMap(({ attributes, tag }) => (tag === 'a' ? [] : [attributes['src'], attributes['href']]))
      .filter((url) => url !== undefined);

    expect(loaded).toHaveLength(3);
    for (const url of loaded) {
      expect(url).toMatch(/^\/assets\/(site|favicon)\.[0-9a-f]{10}\.(css|js|svg)$/);
      const response = await app.request(url);
      expect(response.status).toBe(200);
      expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      expect(response.headers.get('content-type')).toMatch(/^(text\/css|text\/javascript|image\/svg\+xml)/);
    }
    expect((await app.request('/assets/site.0000000000.css')).status).toBe(404);
  });

  test('has no script, style or handler in its markup, on any page', async () => {
    for (const path of ['/', '/knowledge', '/events/vmsmp/26', '/?text=VMSMP+26', '/events/no/entry']) {
      const { elements } = await app.get(path);
      const scripts = elements.filter(({ tag }) => tag === 'script' || tag === 'style');

      expect(scripts.map(({ text, attributes }) => [text, attributes['type']])).toEqual([['', 'module']]);
      expect(
        elements.flatMap(({ attributes }) => Object.keys(attributes)).filter((name) => /^(on|style$)/.test(name)),
      ).toEqual([]);
    }
  });
});

describe('the language', () => {
  test.each([
    ['', 'en'],
    ['ja', 'ja'],
    ['en-US,en;q=0.9,ja;q=0.8', 'en'],
    ['de,ja;q=0.3,en;q=0.2', 'ja'],
    ['de', 'en'],
    ['jam', 'en'],
    ['ja;q=0', 'en'],
    ['ja;q=zero', 'en'],
    [',;q=,;;', 'en'],
  ])('Accept-Language %j is answered in %s', async (header, lang) => {
    expect(langOf(await app.get('/', { 'Accept-Language': header }))).toBe(lang);
  });

  test('a choice is kept in a cookie, and counts more than the browser', async () => {
    const chosen = await app.get('/?lang=ja', { 'Accept-Language': 'en' });
    const cookie = chosen.headers.get('set-cookie') ?? '';

    expect(langOf(chosen)).toBe('ja');
    expect(cookie).toMatch(/^hvevent_lang=ja; Max-Age=31536000; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(langOf(await app.get('/knowledge', { Cookie: 'hvevent_lang=ja', 'Accept-Language': 'en' }))).toBe('ja');
    expect((await app.get('/', { 'Accept-Language': 'ja' })).headers.get('set-cookie')).toBeNull();
  });

  test('what is no language is not taken up', async () => {
    const page = await app.get('/?lang=%22%3E%3Cscript%3E', { Cookie: 'hvevent_lang=xx' });

    expect(langOf(page)).toBe('en');
    expect(page.headers.get('set-cookie')).toBeNull();
  });

  test('the setting counts more than the browser, and less than a choice', async () => {
    const japanese = pageApp({ settings: { language: 'ja' } });

    expect(langOf(await japanese.get('/', { 'Accept-Language': 'en' }))).toBe('ja');
    expect(langOf(await japanese.get('/?lang=en'))).toBe('en');
  });

  test('the switch keeps the address', async () => {
    const page = await app.get('/knowledge?q=nic&side=host');

    expect(elementsWith(page, 'a', { hreflang: 'ja' })[0]?.attributes['href']).toBe('?q=nic&side=host&lang=ja');
  });

  test('every word is there in both, with the same places', () => {
    for (const [name, { en, ja }] of Object.entries(ALL_PAGE_WORDS)) {
      expect(en.trim(), name).not.toBe('');
      expect(ja.trim(), name).not.toBe('');
      expect(places(ja), name).toEqual(places(en));
    }
  });
});

describe('asking without script', () => {
  test('gives the card below the form, in the language of the page', async () => {
    const page = await app.post('/', [
      ['text', PASTES.ignorable],
      ['file', new File([], '')],
    ]);

    expect(page.status).toBe(200);
    expect(verdict(page)).toBe('Safe to ignore');
    expect(elementsWith(page, 'title')[0]?.text).toBe('Safe to ignore · VMSMP 26 · hvevent');
    expect(elementsWith(page, 'bdi').map(({ text }) => text)).toContain('sales-portal');
    expect(elementsWith(page, 'a', { href: '/events/vmsmp/26' })).not.toHaveLength(0);
    expect(elementsWith(page, 'textarea', { id: 'text' })[0]?.text.replaceAll('\r', '')).toBe(`\n${PASTES.ignorable}`);
    expect(page.headers.get('cache-control')).toBe('no-store');
  });

  test('answers in Japanese to a Japanese reader, whatever the paste is written in', async () => {
    const page = await app.post('/', [['text', PASTES.ignorable]], { 'Accept-Language': 'ja' });

    expect(verdict(page)).toBe('無視して問題ありません');
  });

  test('takes forms in the other encoding as well', async () => {
    const body = new URLSearchParams({ text: PASTES.japanese });
    const response = await app.request('/?lang=ja', { method: 'POST', body });

    expect(await response.text()).toContain('<bdi>受注DB</bdi>');
  });

  test('a question is answered with a click, the answer is shown, and can be taken back', async () => {
    const asked = await app.post('/', [['text', PASTES.open]]);
    const [yes, no] = elementsWith(asked, 'button', { form: 'again', name: 'answer' });
    expect(verdict(asked)).toBe('Safe only if a condition holds');
    expect(yes?.attributes['value']).toBe('vmsmp/26/adapter-works:yes');

    const harmless = await app.post('/', fieldsOf(asked, 'again', yes!));
    expect(verdict(harmless)).toBe('Safe to ignore');
    expect(harmless.text).toContain('You answered');
    expect(elementsWith(harmless, 'button', { name: 'answer' })).toHaveLength(0);

    const harmful = await app.post('/', fieldsOf(asked, 'again', no!));
    expect(verdict(harmful)).toBe('Action needed');

    const [undo] = elementsWith(harmless, 'button', { name: 'undo' });
    const again = await app.post('/', fieldsOf(harmless, 'again', undo!));
    expect(verdict(again)).toBe('Safe only if a condition holds');
    expect(again.text).not.toContain('You answered');
  });

  test('the language switch sends the question and its answers again', async () => {
    const asked = await app.post('/', [
      ['text', PASTES.open],
      ['answer', 'vmsmp/26/adapter-works:no'],
    ]);
    const [switchButton] = elementsWith(asked, 'button', { form: 'again', name: 'lang', value: 'ja' });
    const japanese = await app.post('/', fieldsOf(asked, 'again', switchButton!));

    expect(verdict(japanese)).toBe('回答した内容');
    expect(elementsWith(japanese, 'h2').map(({ text }) => text.trim())).toContain('対応が必要です');
    expect(japanese.headers.get('set-cookie')).toContain('hvevent_lang=ja');
  });

  test('answers nobody asked for change nothing', async () => {
    const page = await app.post('/', [
      ['text', PASTES.open],
      ['answer', 'vmsmp/26/other:yes'],
      ['answer', '<b>:yes'],
      ['answer', 'storvsp/5/disks-work:no'],
      ['undo', 'x'],
    ]);

    expect(verdict(page)).toBe('Safe only if a condition holds');
    expect(elementsWith(page, 'button', { name: 'undo' }).map(({ attributes }) => attributes['value'])).toEqual([
      'storvsp/5/disks-work',
    ]);
  });

  test('several events: a summary that leads to each card', async () => {
    const page = await app.post('/', [['text', 'storvsp 7\nVMSMP 26\ndisk 153']]);
    const targets = elementsWith(page, 'a')
      .map(({ attributes }) => attributes['href'] ?? '')
      .filter((href) => href.startsWith('#finding'));

    expect(targets).toEqual(['#finding-1', '#finding-2', '#finding-3']);
    expect(elementsWith(page, 'article').map(({ attributes }) => attributes['id'])).toEqual([
      'finding-1',
      'finding-2',
      'finding-3',
    ]);
    expect(elementsWith(page, 'article')[0]?.attributes['class']).toBe('finding conditional');
  });

  test('a bare number leads to the events that have it', async () => {
    const page = await app.post('/', [['text', '26']]);

    expect(elementsWith(page, 'a', { class: 'choose', href: '/?text=VMSMP+26' })).toHaveLength(1);
    expect(verdict(await app.get('/?text=VMSMP+26'))).toBe('Safe only if a condition holds');
  });

  test('small talk gets examples to try, an empty form the start page', async () => {
    const none = await app.post('/', [['text', 'hello there']]);
    expect(verdict(none)).toBe('No event found');
    expect(elementsWith(none, 'p', { class: 'tries' })).toHaveLength(1);
    expect(elementsWith(none, 'details', { class: 'copies' })).toHaveLength(0);

    const empty = await app.post('/', [['text', ' \n']]);
    expect(empty.status).toBe(200);
    expect(elementsWith(empty, 'form', { id: 'again' })).toHaveLength(0);
  });

  test('the answer can be taken along as Markdown and as plain text', async () => {
    const page = await app.post('/', [['text', PASTES.ignorable]]);

    expect(elementsWith(page, 'textarea', { id: 'copy-markdown' })[0]?.text).toContain('## ✅ Safe to ignore');
    expect(elementsWith(page, 'textarea', { id: 'copy-plain' })[0]?.text).toMatch(/^\n✅ Safe to ignore\nDocumented/);
    expect(elementsWith(page, 'textarea', { id: 'copy-plain' })[0]?.text).toContain(
      '\n- Virtual machine: sales-portal\n',
    );
  });

  test('a negotiation is drawn, with the same words for those who do not see it', async () => {
    const page = await app.post('/', [['text', PASTES.ignorable]]);
    const [picture] = elementsWith(page, 'svg', { role: 'img' });
    const texts = elementsWith(page, 'text').map(({ text }) => text);

    expect(picture?.attributes['aria-labelledby']).toBe('picture-1-t picture-1-d');
    expect(elementsWith(page, 'desc', { id: 'picture-1-d' })[0]?.text).toContain('The guest proposes NVSP 3.2');
    expect(texts).toEqual(
      expect.arrayContaining(['proposes 3.2', '✕ refuses', 'this event', 'proposes 0.2', '✓ accepts']),
    );
  });
});

describe('limits', () => {
  test('what is beyond the limit of a paste is not sent back, and the card still says so after an answer', async () => {
    const long = `${PASTES.open}\n${'x'.repeat(300 * 1024)}`;
    const asked = await app.post('/', [['text', long]]);
    const said = elementsWith(asked, 'small')
      .map(({ text }) => text)
      .find((text) => text.includes('characters were not read'));
    const [yes] = elementsWith(asked, 'button', { name: 'answer' });
    const answered = await app.post('/', fieldsOf(asked, 'again', yes!));

    expect(said).toMatch(/the last \d\d,\d{3} characters/);
    expect(answered.text).toContain(said);
    expect(asked.html.length).toBeLessThan(700 * 1024);
  });

  test('a form that is too large is refused before it is read', async () => {
    const response = await app.request('/', {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': String(60 * 1024 * 1024) },
      body: 'text=x',
    });

    expect(response.status).toBe(413);
    expect(await response.text()).toContain('That is too large');
  });

  test('a body that is no form gets a sentence', async () => {
    const headers = { 'Content-Type': 'multipart/form-data; boundary=x' };
    const response = await app.request('/', { method: 'POST', headers, body: 'nothing of the kind' });

    expect(response.status).toBe(400);
    expect(await response.text()).toContain('The form could not be read');
  });
});

describe('files', () => {
  const TRIAGE: Triage = {
    lang: 'en',
    events: 1200,
    verdicts: { action: 2, conditional: 0, unknown: 1000, info: 0, ignore: 198 },
    findings: realAnswerer().answer(PASTES.open, { lang: 'en' }).findings,
    unknown: [{ provider: '<b>disk</b>\u202e', eventId: 153, level: 'error', count: 1000 }],
    notes: ['3 records were damaged <b>'],
  };

  test('a short one is answered like a paste, in any Windows encoding', async () => {
    const text = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(PASTES.open, 'utf16le')]);
    const page = await app.post('/', [
      ['text', ''],
      ['file', new File([text], 'a<b>.txt')],
    ]);
    const [yes] = elementsWith(page, 'button', { name: 'answer' });

    expect(verdict(page)).toBe('Safe only if a condition holds');
    expect(elementsWith(page, 'bdi').map((element) => element.text)).toContain('a<b>.txt');
    expect(verdict(await app.post('/', fieldsOf(page, 'again', yes!)))).toBe('Safe to ignore');
  });

  test('an event log is summed up: counts, findings, what is not known, what was damaged', async () => {
    const given: [number, string, string | undefined][] = [];
    const reads = pageApp({
      readUpload: (bytes, name, options) => {
        given.push([bytes.length, name, options?.lang]);
        return Promise.resolve(TRIAGE);
      },
    });
    const page = await reads.post('/', [
      ['text', 'VMSMP 26'],
      ['file', new File(['ElfFile\0....'], 'System.evtx')],
    ]);

    expect(given).toEqual([[12, 'System.evtx', 'en']]);
    expect(page.text).toContain('1,200 events read');
    expect(elementsWith(page, 'td', { class: 'number' }).map(({ text }) => text)).toEqual([
      '2',
      '0',
      '1,000',
      '0',
      '198',
      '1,000',
    ]);
    expect(elementsWith(page, 'bdi').map(({ text }) => text)).toEqual(
      expect.arrayContaining(['<b>disk</b><U+202E>', '3 records were damaged <b>']),
    );
    expect(elementsWith(page, 'title')[0]?.text).toBe('Action needed · 1,200 events read · hvevent');
    expect(elementsWith(page, 'button', { name: 'answer' })).toHaveLength(0);
    expect(page.text).toContain('paste that event alone');
  });

  test('a long text is summed up as well', async () => {
    const reads = pageApp({ readUpload: () => Promise.resolve(TRIAGE) });
    const page = await reads.post('/', [['file', new File(['x'.repeat(300 * 1024)], 'long.log')]]);

    expect(page.text).toContain('1,200 events read');
  });

  test('without a reader of files it says so; nothing larger than 20 MiB is looked at', async () => {
    const page = await app.post('/', [['file', new File(['ElfFile\0'], 'System.evtx')]]);
    expect(page.status).toBe(422);
    expect(page.text).toContain('This file cannot be read here');

    const large = await app.post('/', [['file', new File([new Uint8Array(20 * 1024 * 1024 + 1)], 'large.log')]]);
    expect(large.status).toBe(413);
  });
});

describe('an address that does not exist', () => {
  test('gets a page in a browser, and the error of the server in a program', async () => {
    const page = await app.get('/nowhere', { Accept: 'text/html,*/*;q=0.8', 'Accept-Language': 'ja' });
    expect(page.status).toBe(404);
    expect(elementsWith(page, 'h1')[0]?.text).toBe('ページが見つかりません');
    expect(elementsWith(page, 'a', { href: '/' })).not.toHaveLength(0);

    const program = await app.request('/nowhere', { headers: { Accept: '*/*' } });
    expect([program.status, await program.text()]).toEqual([404, '404 Not Found']);
  });
});

describe('feedback', () => {
  test('is stored with the entry, the case, the verdict and the version of the knowledge', async () => {
    const asked = await app.post('/', [['text', PASTES.ignorable]]);
    const hidden = Object.fromEntries(
      elementsWith(asked, 'input', { type: 'hidden' }).map(({ attributes }) => [
        attributes['name'],
        attributes['value'] ?? '',
      ]),
    );
    const { entry = '', case: caseId = '', verdict: said = '', version = '' } = hidden;
    const page = await app.post('/feedback', [
      ['entry', entry],
      ['case', caseId],
      ['verdict', said],
      ['version', version],
      ['note', 'ok <b>'],
      ['opinion', 'helpful'],
    ]);

    expect(page.status).toBe(200);
    expect(elementsWith(page, 'h1', { class: 'thanks' })[0]?.text).toBe('Thank you. Your feedback has been stored.');
    expect(app.feedback.at(-1)).toEqual({
      opinion: 'helpful',
      entryKey: 'vmsmp/26',
      caseId: 'guest-newer-than-host',
      verdict: 'ignore',
      knowledgeVersion: realAnswerer().catalog.knowledge.version,
      place: 'web',
      note: 'ok <b>',
    });
  });

  test.each([
    [
      'no opinion',
      [
        ['verdict', 'ignore'],
        ['version', 'v'],
      ],
    ],
    [
      'another opinion',
      [
        ['opinion', 'great'],
        ['verdict', 'ignore'],
        ['version', 'v'],
      ],
    ],
    [
      'a verdict of its own',
      [
        ['opinion', 'wrong'],
        ['verdict', '<b>'],
        ['version', 'v'],
      ],
    ],
    [
      'an entry that is no key',
      [
        ['opinion', 'wrong'],
        ['verdict', 'info'],
        ['version', 'v'],
        ['entry', '../x'],
      ],
    ],
  ] as const)('%s is refused', async (_what, fields) => {
    const before = app.feedback.length;
    const page = await app.post('/feedback', fields);

    expect(page.status).toBe(400);
    expect(app.feedback).toHaveLength(before);
  });

  test('when the store is away it says so', async () => {
    const page = await pageApp({ assistant: assistantWithoutStore() }).post('/feedback', [
      ['opinion', 'wrong'],
      ['verdict', 'info'],
      ['version', 'v'],
    ]);

    expect(page.status).toBe(503);
    expect(page.text).toContain('could not be stored');
  });
});

describe('the knowledge', () => {
  const entries = realAnswerer().catalog.entries.length;
  const names = realAnswerer().catalog.knowledge.identities.length;

  test('lists every entry, with a verdict that never says "ignore" without an event', async () => {
    const page = await app.get('/knowledge');

    const all = entries + names;
    expect(hrefs(page)).toHaveLength(all);
    expect(new Set(hrefs(page)).size).toBe(all);
    expect(page.text).toContain(`${entries} of ${entries} entries`);
    expect(elementsWith(page, 'span').filter(({ attributes }) => attributes['class'] === 'tag sign ignore')).toEqual(
      [],
    );
  });

  test.each([
    ['q=vmsmp+26', ['/events/vmsmp/26']],
    ['q=VMSMP+26+%E3%83%8D%E3%83%83%E3%83%88%E3%83%AF%E3%83%BC%E3%82%AF', ['/events/vmsmp/26']],
    ['q=0xC0050002', ['/events/vmbus/2']],
    ['q=Get-VM', ['/events/status/get-vmintegrationservice']],
    ['q=nothing-of-the-kind', []],
    ['q=storvsp&verdict=ignore', ['/events/storvsp/5', '/events/storvsp/6']],
    ['q=netvsc&side=guest', ['/events/netvsc/12', '/events/netvsc/13']],
    ['q=netvsc+12&side=host', []],
  ])('/knowledge?%s', async (query, found) => {
    const page = await app.get(`/knowledge?${query}`);

    expect(page.status).toBe(200);
    expect(hrefs(page).sort()).toEqual(expect.arrayContaining(found));
    if (found.length < 2) expect(hrefs(page)).toEqual(found);
  });

  test('filters stay in the form; unknown ones count as none', async () => {
    const page = await app.get('/knowledge?q=%22%3E%3Cb%3E&verdict=action&side=nowhere');

    expect(elementsWith(page, 'input', { id: 'q' })[0]?.attributes['value']).toBe('"><b>');
    expect(elementsWith(page, 'option', { selected: '' }).map(({ attributes }) => attributes['value'])).toEqual([
      'action',
      '',
    ]);
  });
});

describe('the page of an event', () => {
  test.each(realAnswerer().catalog.entries.map(({ key }) => key))(
    '%s has all its cases and texts in both languages',
    async (key) => {
      const entry = realAnswerer().catalog.entry(key)!;
      for (const lang of ['en', 'ja'] as const) {
        const page = await app.get(`/events/${key}?lang=${lang}`);

        expect(page.status).toBe(200);
        expect(elementsWith(page, 'h1')).toHaveLength(1);
        expect(
          elementsWith(page, 'article').filter(({ attributes }) => attributes['class']?.startsWith('case ')).length,
        ).toBe(entry.cases.length + (entry.otherwise ? 1 : 0));
        for (const { id } of entry.cases) expect(elementsWith(page, 'article', { id: `case-${id}` })).toHaveLength(1);
        for (const message of entry.messages)
          expect(elementsWith(page, 'blockquote', { lang: message.lang }).length).toBeGreaterThan(0);
        expect(page.html).not.toContain('[object');
        expect(page.html).not.toMatch(/>undefined|NaN/);
        const ids = page.elements.flatMap(({ attributes }) => attributes['id'] ?? []);
        expect(new Set(ids).size).toBe(ids.length);
      }
    },
  );

  test('decodes the versions and draws the negotiations that its cases name', async () => {
    const page = await app.get('/events/vmsmp/26');

    expect(elementsWith(page, 'td').map(({ text }) => text)).toContain('196610 (0x00030002)');
    expect(elementsWith(page, 'svg', { role: 'img' })).toHaveLength(2);
    expect(elementsWith(page, 'var').map(({ text }) => text)).toEqual(
      expect.arrayContaining(['Virtual machine', 'Server version']),
    );
    expect(elementsWith(await app.get('/events/vmbus/2'), 'svg', { role: 'img' })).toHaveLength(1);
    expect(elementsWith(await app.get('/events/winlogon/6004'), 'svg', { role: 'img' })).toHaveLength(0);
  });

  test('shows the message to the letter, with its inserts marked', async () => {
    const { html } = await app.get('/events/vmsmp/26');

    expect(html).toContain(
      '<blockquote lang="en">NIC driver on &#39;<var>Virtual machine</var>&#39; cannot load because',
    );
    expect(html).toContain('(VMID <var>Virtual machine ID</var>).</blockquote>');
  });

  test('is there as data', async () => {
    const response = await app.request('/events/vmsmp/26?format=json');
    const entry: unknown = await response.json();

    expect(entry).toMatchObject({ key: 'vmsmp/26', provider: 'VMSMP', eventId: 26 });
    expect(entry).not.toHaveProperty('file');
  });

  test('has an address for all when the server knows its own', async () => {
    const named = pageApp({ settings: { language: 'auto', publicUrl: 'https://events.example.com' } });

    expect(
      elementsWith(await named.get('/events/vmsmp/26?lang=ja'), 'link', { rel: 'canonical' })[0]?.attributes['href'],
    ).toBe('https://events.example.com/events/vmsmp/26');
  });

  test.each([
    ['/events/vmsmp/99', '/events/vmsmp/26'],
    ['/events/volmgr/26', '/events/vmsmp/26'],
    ['/events/disk/26', '/events/disk/153'],
    ['/events/__proto__/constructor', undefined],
    ['/events/%3Cscript%3Ealert(1)%3C%2Fscript%3E/1', '/events/vds-basic-provider/1'],
    ['/events/a/%E0%A4%A', undefined],
  ])('%s is no entry: what is near, and the search', async (path, near) => {
    const page = await app.get(path);

    expect(page.status).toBe(404);
    expect(page.text).toContain('it may matter');
    expect(elementsWith(page, 'form', { role: 'search' })).toHaveLength(1);
    expect(page.html).not.toContain('alert(1)');
    if (near !== undefined) expect(elementsWith(page, 'a', { href: near })).toHaveLength(1);
  });
});
