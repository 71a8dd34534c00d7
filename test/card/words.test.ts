import { expect, test } from 'vitest';
import { ALL_WORDS, say, sayIfKnown, sayText } from '../../src/card/words.ts';
import { insertsOf } from '../../src/knowledge/message-inserts.ts';
import { LANGS } from '../../src/lang.ts';
import { createProduct } from '../generate/product.ts';

const JAPANESE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}、。：（）…]/u;
const places = (text: string): string[] => (text.match(/\{[a-z]+\}/g) ?? []).sort();

test('every word is there in both languages, with the same places', () => {
  const wrong = Object.entries(ALL_WORDS).filter(
    ([, texts]) => LANGS.some((lang) => texts[lang] === '') || places(texts.ja).join() !== places(texts.en).join(),
  );

  expect(wrong).toEqual([]);
});

test('no Japanese word is English, and no English one Japanese', () => {
  const wrong = Object.entries(ALL_WORDS).filter(
    ([, { en, ja }]) => !JAPANESE.test(ja) || !/^[\u0020-\u007e]+$/.test(en),
  );

  expect(wrong).toEqual([]);
});

const namesIn = ({ text }: { text: string }): readonly string[] => insertsOf(text).names;

test('every insert that the knowledge names has a label', () => {
  const { catalog } = createProduct();
  const named = catalog.entries.flatMap(({ parameters }) => parameters.map(({ name }) => name));
  const names = named.concat(catalog.entries.flatMap(({ messages }) => messages.flatMap(namesIn)));
  const unlabelled = [...new Set(names)].filter((name) => sayIfKnown('insert', name, 'en') === undefined);

  expect(new Set(names).size).toBeGreaterThan(60);
  expect(unlabelled).toEqual([]);
});

test('places are filled once: a value that looks like a place stays as it is', () => {
  const filled = say('case.then', 'en', { if: '{verdict}', verdict: 'V' });

  expect(filled).toBe('If: {verdict} Then: V');
});

test('texts in places keep what they are', () => {
  const filled = sayText('hint.ask', 'en', { example: [{ kind: 'event', text: '<b>' }] });

  expect(filled).toContainEqual({ kind: 'event', text: '<b>' });
  expect(filled.map(({ text }) => text).join('')).toBe(say('hint.ask', 'en', { example: '<b>' }));
});
