/** Literal answers for the tests of cards and renderers. */
import * as fc from 'fast-check';
import type { Answer, Finding, FindingKind, FindingVerdict } from '../../src/finding.ts';
import { type Lang, LANGS } from '../../src/lang.ts';

const KINDS = ['known', 'candidates', 'similar', 'unknown'] as const satisfies readonly FindingKind[];
const VERDICTS = ['ignore', 'conditional', 'action', 'info', 'unknown'] as const satisfies readonly FindingVerdict[];

export function finding(fields: Partial<Finding> = {}): Finding {
  return {
    kind: 'known',
    provider: 'VMSMP',
    eventId: 26,
    key: 'vmsmp/26',
    verdict: 'ignore',
    inserts: {},
    evidence: [],
    confidence: 0.99,
    count: 1,
    references: [],
    ...fields,
  };
}

export function answer(findings: readonly Finding[], lang: Lang = 'en'): Answer {
  return { lang, findings: [...findings] };
}

/** A finding with every field; `hostile` stands wherever text of a paste may stand. */
export function fullFinding(hostile: string, fields: Partial<Finding> = {}): Finding {
  return finding({
    case: 'guest-newer-than-host',
    level: 'error',
    title: 'Network driver of a VM could not load',
    trigger: 'The guest offers a newer version than the host.',
    explanation: 'Both agree on an older version.\n\nOnly the log is wrong. Run `ver` to see it.',
    action: 'Nothing to do.',
    inserts: { vm: hostile, client: '196610', 'client.decoded': 'NVSP 3.2', port: '', [hostile]: 'x' },
    evidence: [`The text is the message of ${hostile}.`],
    references: [
      { title: 'Incompatible version errors are logged', url: 'https://learn.microsoft.com/kb/972108?a=1&b=2' },
      { title: 'A manual' },
    ],
    course: [`The guest proposes ${hostile}.`, 'The host refuses.'],
    appliesTo: ['Windows Server 2008', 'Windows Server 2008 R2'],
    side: 'host',
    seeAlso: [{ key: 'storvsp/5', title: 'Storage driver' }],
    computer: hostile,
    time: hostile,
    channel: hostile,
    ...fields,
  });
}

/** What a paste may hold to harm whoever shows it. */
export const HOSTILE: readonly string[] = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '<!-- comment',
  '&lt;b&gt; &#60;script&#62;',
  'javascript:alert(1)',
  '<javascript:alert(1)>',
  '[click](javascript:alert(1))',
  '[x](https://evil.example)',
  '![x](https://evil.example/a.png)',
  '<https://evil.example>',
  'https://evil.example/path www.evil.example',
  'someone@evil.example @channel @here <@U123> <!channel> <!here|x> <#C1>',
  '**bold** _it_ ~~gone~~ `code` ``` ``',
  '`',
  '``a`',
  '# heading',
  '- item',
  '1. item',
  '> quote',
  '---',
  '===',
  '| a | b |',
  '    code',
  'a\n\n# heading\n\n- item\r\n<b>',
  'a\\',
  '\\`x',
  '[ref]: https://evil.example',
  '$x^2$ {{x}} {a}',
  '&amp; &copy;',
  '\u001b[31mred\u001b[0m \u001b]8;;https://evil.example\u0007link\u001b]8;;\u0007',
  '\u009b31m \u0090 \u009d',
  'a\u0000b\u0007c\u0008d\u007f',
  'abc\u202Edcba\u202C \u2066x\u2069 \u200Fy',
  'ze\u200Bro \uFEFF \u00ADsoft \u2028line\u2029',
  '\u{E0041}\u{E0042}',
  '\uD800 lone \uDC00',
  'e' + '\u0301'.repeat(200),
  'x'.repeat(10_000),
  '漢'.repeat(5_000),
  '\u1100'.repeat(300),
  '\u20E3\u20E3',
  '👩‍👩‍👧‍👦🇯🇵',
  '',
  ' ',
];

const character = fc.oneof(
  fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
  fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
  fc.constantFrom('。', '、', '」', '「', 'か', '漢', ' ', '\n', '\u001b', '\u202e', '`', '*', '<', '&', '"'),
);
const roughText = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.array(character, { maxLength: 60 }).map((parts) => parts.join('')),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
);
const texts = fc.array(roughText, { maxLength: 3 });
const inserts = fc.dictionary(roughText, roughText, { maxKeys: 4, noNullPrototype: true });
const verdict = fc.constantFrom(...VERDICTS);

const anyFinding: fc.Arbitrary<Finding> = fc.record(
  {
    kind: fc.constantFrom(...KINDS),
    verdict,
    inserts,
    evidence: texts,
    confidence: fc.double({ min: 0, max: 1 }),
    count: fc.integer({ min: 1, max: 5000 }),
    references: fc.array(fc.record({ title: roughText, url: roughText }, { requiredKeys: ['title'] }), {
      maxLength: 3,
    }),
    provider: roughText,
    eventId: fc.integer({ min: 0, max: 65_535 }),
    key: roughText,
    case: roughText,
    level: roughText,
    title: roughText,
    trigger: roughText,
    explanation: roughText,
    action: roughText,
    questions: fc.array(fc.record({ id: roughText, text: roughText }), { maxLength: 2 }),
    candidates: fc.array(
      fc.record(
        { key: roughText, provider: roughText, eventId: fc.nat(65_535), title: roughText, verdict },
        { requiredKeys: ['key', 'provider', 'title', 'verdict'] },
      ),
      { maxLength: 3 },
    ),
    cases: fc.array(fc.record({ id: roughText, verdict, trigger: roughText }), { maxLength: 3 }),
    course: texts,
    appliesTo: texts,
    side: fc.constantFrom('host', 'guest', 'both'),
    seeAlso: fc.array(fc.record({ key: roughText, title: roughText }), { maxLength: 2 }),
    computer: roughText,
    time: roughText,
    channel: roughText,
    occurrences: fc.array(inserts, { maxLength: 3 }),
  },
  { requiredKeys: ['kind', 'verdict', 'inserts', 'evidence', 'confidence', 'count', 'references'] },
);

const leftOut = fc.record({ characters: fc.nat(), events: fc.nat(5000), findings: fc.nat(5000) });

/** Any answer that the types allow, with text as bad as it comes. */
export const anyAnswer: fc.Arbitrary<Answer> = fc.record(
  { lang: fc.constantFrom(...LANGS), findings: fc.array(anyFinding, { maxLength: 3 }), leftOut },
  { requiredKeys: ['lang', 'findings'] },
);
