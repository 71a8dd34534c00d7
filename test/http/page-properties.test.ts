import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { preferred } from '../../adapters/http/page/choose-lang.ts';
import { splitMessage } from '../../adapters/http/page/message-text.ts';
import { wrapLabel } from '../../adapters/http/page/wrap-label.ts';
import { visible } from '../../src/card/plain-text.ts';
import { HOSTILE } from '../card/answers.ts';
import { elementsWith, pageApp, type Page } from './page-app.ts';

const app = pageApp();
const SKELETON = /^(html|head|body|main|header|footer|nav|script|link|meta|title)$/;
const HEAD = ['html', 'head', 'meta', 'meta', 'meta', 'meta', 'title', 'link', 'link', 'script', 'body'];
/** Everything whose address a click or the browser follows. */
const ADDRESSES = ['href', 'src', 'action', 'formaction', 'xlink:href', 'data', 'poster', 'srcset'];

function expectHarmless(page: Page, text: string): void {
  expect(page.html.isWellFormed()).toBe(true);
  expect(page.elements.filter(({ tag }) => SKELETON.test(tag)).map(({ tag }) => tag)).toEqual([
    ...HEAD,
    ...page.elements.filter(({ tag }) => /^(header|nav|main|footer)$/.test(tag)).map(({ tag }) => tag),
  ]);
  for (const { tag, attributes } of page.elements) {
    expect(Object.keys(attributes).filter((name) => name.startsWith('on') || name === 'style')).toEqual([]);
    expect(['img', 'iframe', 'object', 'embed', 'base', 'style']).not.toContain(tag);
    for (const name of ADDRESSES)
      if (attributes[name] !== undefined) expect(attributes[name]).toMatch(/^(\/|#|\?|https?:\/\/)/);
  }
  const cards = page.elements.filter(({ tag }) => tag !== 'textarea' && tag !== 'input');
  for (const element of cards)
    expect(element.text, text.slice(0, 60)).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u001b\u0000\u007f]/);
}

/** Where text of an event reaches a card. */
const PLACES: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => `Log Name: System\nSource: ${text}\nEvent ID: 26\nLevel: Error\nComputer: ${text}\nDescription:\n${text}`,
  (text) =>
    `NIC driver on '${text}' cannot load because it is incompatible with the server virtualization stack. Server version 3.2 Client version ${text} (VMID ${text}).`,
  (text) =>
    `<Event><System><Provider Name="storvsp"/><EventID Qualifiers="49158">5</EventID><Computer>${text}</Computer></System><EventData><Data>${text}</Data></EventData></Event>`,
];

describe('hostile text stays text', () => {
  test.each(HOSTILE.filter((text) => text.trim() !== '').map((text) => [text.slice(0, 40), text]))(
    '%j',
    async (_name, text) => {
      for (const place of PLACES) {
        const page = await app.post('/', [['text', place(text)]]);

        expect(page.status).toBe(200);
        expectHarmless(page, text);
      }
    },
  );

  test('in every name that a file, an address or a form may bring', async () => {
    for (const text of HOSTILE) {
      const encoded = encodeURIComponent(text.toWellFormed());
      const file = new File(['VMSMP 26'], text.toWellFormed().replaceAll(/[\r\n\0]/g, ''));

      expectHarmless(await app.get(`/?text=${encoded}&lang=${encoded}`), text);
      expectHarmless(await app.get(`/knowledge?q=${encoded}&verdict=${encoded}&side=${encoded}`), text);
      expectHarmless(await app.get(`/events/${encoded}/x`, { Accept: 'text/html' }), text);
      expectHarmless(
        await app.post('/', [
          ['file', file],
          ['answer', `${text}:yes`],
          ['undo', text],
          ['lang', text],
          ['cut', text],
        ]),
        text,
      );
      expectHarmless(
        await app.post('/feedback', [
          ['opinion', text],
          ['entry', text],
          ['note', text],
        ]),
        text,
      );
    }
  });

  test('a value is shown to the letter, what cannot be seen as its number', async () => {
    const vm = '<script>alert(1)</script>';
    const page = await app.post('/', [['text', PLACES[2]?.(vm) ?? '']]);
    expect(elementsWith(page, 'bdi').map(({ text }) => text)).toContain(vm);

    const name = '\u202e\u001b[31m<b>.txt';
    const named = await app.post('/', [['file', new File(['VMSMP 26'], name)]]);
    expect(elementsWith(named, 'bdi').map(({ text }) => text)).toContain(visible(name));
  });

  test('a line of a megabyte', async () => {
    for (const piece of ['<b>', '&amp;', '\u202e', '{', "'", 'あ', '\u0000']) {
      const page = await app.post('/', [['text', piece.repeat(Math.ceil((1024 * 1024) / piece.length))]]);

      expect(page.status).toBe(200);
      expectHarmless(page, piece);
      expect(page.html.length).toBeLessThan(4 * 1024 * 1024);
    }
  });

  test('property: any paste', async () => {
    const any = fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.constantFrom(...HOSTILE));
    await fc.assert(
      fc.asyncProperty(any, fc.constantFrom(...PLACES), async (text, place) => {
        const page = await app.post('/', [['text', place(text)]]);
        expect(page.status).toBe(200);
        expectHarmless(page, text);
      }),
      { seed: 26, numRuns: 150 },
    );
  });
});

test('property: any Accept-Language names a language', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.array(fc.constantFrom('ja', 'en', ';q=', '1', '0.', ',', '-', ' ')).map((parts) => parts.join('')),
      ),
      (header) => {
        expect(['en', 'ja']).toContain(preferred(header));
      },
    ),
    { seed: 26 },
  );
});

test('property: a message falls into its texts and inserts', () => {
  const part = fc.constantFrom('{vm}', '{{', '}}', '{', '}', 'port ', '%2', '{a b}', '{x}');
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      const message = parts.join('');
      const split = splitMessage(message);
      const written = split.map(({ kind, text }) => (kind === 'insert' ? `{${text}}` : text)).join('');
      // Doubled braces stand for one.
      expect(message.replaceAll('{{', '{').replaceAll('}}', '}').length).toBeLessThanOrEqual(written.length + 1);
      expect(split.every(({ text }) => text !== '')).toBe(true);
    }),
    { seed: 26 },
  );
  expect(splitMessage("Port '{port}' of {{x}}{vm}")).toEqual([
    { kind: 'text', text: "Port '" },
    { kind: 'insert', text: 'port' },
    { kind: 'text', text: "' of {x}" },
    { kind: 'insert', text: 'vm' },
  ]);
});

test('property: a label is broken into lines that hold all of it', () => {
  const label = fc
    .array(
      fc.constantFrom('Windows Server 2008 R2', ' / ', 'ゲスト', '統合サービスを適用していない', ' ', '(', ')', '2'),
    )
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(label, (text) => {
      const lines = wrapLabel(text, 23);
      expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
      expect(lines.every((line) => line.trim() === line && line !== '')).toBe(true);
    }),
    { seed: 26 },
  );
});
