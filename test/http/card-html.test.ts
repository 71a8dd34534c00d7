import * as fc from 'fast-check';
import { Parser } from 'htmlparser2';
import { describe, expect, test } from 'vitest';
import { renderHtml } from '../../adapters/http/card-html.ts';
import { buildCard } from '../../src/card/build-card.ts';
import { visible } from '../../src/card/plain-text.ts';
import { answer, anyAnswer, finding, fullFinding, HOSTILE } from '../card/answers.ts';

const TAGS = new Set('section article header h2 h3 p ol ul li dl div dt dd strong span bdi code small a'.split(' '));
const ATTRIBUTES = new Set(['class', 'lang', 'data-key', 'data-question', 'aria-hidden', 'href', 'rel']);

interface Parsed {
  tags: string[];
  attributes: [string, string][];
  text: string;
}

/** What a browser would make of it. */
function parse(html: string): Parsed {
  const parsed: Parsed = { tags: [], attributes: [], text: '' };
  const parser = new Parser({
    onopentag(name, attributes) {
      parsed.tags.push(name);
      parsed.attributes.push(...Object.entries(attributes));
    },
    ontext(text) {
      parsed.text += text;
    },
    oncomment() {
      parsed.tags.push('!--');
    },
    onprocessinginstruction(name) {
      parsed.tags.push(name);
    },
  });
  parser.end(html);
  return parsed;
}

describe('hostile text stays text', () => {
  const harmless = parse(renderHtml(buildCard(answer([fullFinding('x', { key: 'x' })]))));

  test.each(HOSTILE.filter((text) => text !== '').map((text) => [text.slice(0, 40), text]))('%j', (_name, text) => {
    const { tags, attributes, text: shown } = parse(renderHtml(buildCard(answer([fullFinding(text, { key: text })]))));

    expect(tags).toEqual(harmless.tags);
    expect(attributes.map(([name]) => name)).toEqual(harmless.attributes.map(([name]) => name));
    expect(attributes).toContainEqual(['data-key', visible(text)]);
    expect(shown).toContain(visible(text.slice(0, 300)).trimEnd().slice(0, 250));
  });

  test('it is isolated from the writing direction around it, and turns none itself', () => {
    const html = renderHtml(buildCard(answer([fullFinding('\u202Eabc')])));

    expect(html).toContain('<dd><bdi>&lt;U+202E&gt;abc</bdi></dd>');
    expect(html).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
  });

  test('only http and https addresses become links', () => {
    const references = [
      { title: 'Good', url: 'https://example.com/?a="b"&c=\'d\'' },
      { title: 'Bad', url: 'javascript:alert(1)' },
      { title: 'Worse', url: ' data:text/html,<script>alert(1)</script>' },
    ];
    const { tags, attributes } = parse(renderHtml(buildCard(answer([finding({ references })]))));

    expect(tags.filter((tag) => tag === 'a')).toHaveLength(1);
    expect(attributes.filter(([name]) => name === 'href')).toEqual([
      ['href', 'https://example.com/?a=%22b%22&c=%27d%27'],
    ]);
  });
});

test('says its language, and is made of elements that mean something', () => {
  const html = renderHtml(buildCard(answer([fullFinding('web-07')], 'ja')));

  expect(html).toMatch(
    /^<section class="hvevent-card" lang="ja">\n<article class="finding ignore" data-key="vmsmp\/26">/,
  );
  expect(html).toContain('<h2><span class="symbol" aria-hidden="true">✅</span> 無視して問題ありません</h2>');
  expect(html).toContain('<dt>仮想マシン</dt><dd><bdi>web-07</bdi></dd>');
  expect(html).toContain('<p>Only the log is wrong. Run <code>ver</code> to see it.</p>');
  expect(html).toContain('<ol><li><bdi>The guest proposes web-07.</bdi></li>');
});

test('a question can be found by its id', () => {
  const questions = [{ id: 'vmsmp/26/q', text: 'Does it run?' }];
  const html = renderHtml(buildCard(answer([finding({ verdict: 'conditional', questions })])));

  expect(html).toContain('<li><span data-question="vmsmp/26/q">Does it run?</span> (Yes / No)</li>');
});

test('property: any answer is made of our elements and attributes only', () => {
  fc.assert(
    fc.property(anyAnswer, (any) => {
      const html = renderHtml(buildCard(any));
      const { tags, attributes } = parse(html);
      expect(html.isWellFormed()).toBe(true);
      expect(tags.filter((tag) => !TAGS.has(tag))).toEqual([]);
      expect(attributes.filter(([name]) => !ATTRIBUTES.has(name))).toEqual([]);
      for (const [name, value] of attributes) if (name === 'href') expect(value).toMatch(/^https?:\/\//);
    }),
    { seed: 26, numRuns: 200 },
  );
});
