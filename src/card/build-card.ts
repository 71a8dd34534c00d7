/** Answer -> card: what is shown, in which order, and whose words they are. Pure. */
import type { Answer, Finding } from '../finding.ts';
import type { Lang } from '../lang.ts';
import type { Block, Card, FindingCard, Sign, SignName, Text } from './card.ts';
import { factsBlock, occurrencesBlock } from './facts.ts';
import { eventText, linesOf, nothing, ownText, plain } from './spans.ts';
import { say, sayText, SYMBOLS } from './words.ts';

/** The most urgent first; an answer without a verdict is as urgent as an unknown one. */
const URGENCY = {
  action: 0,
  conditional: 1,
  unknown: 2,
  guess: 2,
  choice: 2,
  nothing: 3,
  info: 4,
  ignore: 5,
} as const satisfies Record<SignName, number>;

/** What to type in the examples; Windows' own name and text. */
const EXAMPLE_ID = 'VMSMP 26';
const EXAMPLE_MESSAGE = "VSP rejected attempt to use protocol version '3.2'.";

/** The whole reply to one question. */
export function buildCard(answer: Answer): Card {
  const { lang } = answer;
  const findings = mostUrgentFirst(answer.findings);
  return {
    lang,
    head: headBlocks(findings, lang),
    findings: findings.map((finding) => buildFindingCard(finding, lang)),
    foot: leftOutBlocks(answer),
  };
}

/** The order in which a card shows them; the order of the paste among equals. */
export function mostUrgentFirst(findings: readonly Finding[]): Finding[] {
  return [...findings].sort((a, b) => URGENCY[signName(a)] - URGENCY[signName(b)]);
}

/** The card of one finding, verdict first. */
export function buildFindingCard(finding: Finding, lang: Lang): FindingCard {
  const name = signName(finding);
  const blocks: Block[] = [
    { type: 'verdict', sign: signOf(finding, lang), sentence: [plain(sentence(finding, lang))] },
    { type: 'title', name: nameOf(finding), title: wordsOf(finding, finding.title), count: finding.count },
    ...candidatesBlocks(finding, lang),
    ...paragraphsBlocks('explanation', finding, lang),
    ...paragraphsBlocks('trigger', finding, lang),
    ...questionsBlocks(finding, lang),
    ...casesBlocks(finding, lang),
    ...paragraphsBlocks('action', finding, lang),
    ...factsBlock(finding, lang),
    ...occurrencesBlock(finding, lang),
    ...listBlocks('course', finding.course, lang),
    ...listBlocks('evidence', finding.evidence, lang),
    ...referencesBlocks(finding, lang),
    ...relatedBlocks(finding, lang),
    ...appliesToBlocks(finding, lang),
  ];
  return {
    sign: name,
    key: finding.key,
    blocks: blocks.filter(saysSomething),
  };
}

/** Only a known event has a verdict; whatever else a finding claims, a guess never shows one. */
function signName({ kind, verdict }: Finding): SignName {
  switch (kind) {
    case 'known':
      return verdict;
    case 'candidates':
      return 'choice';
    case 'similar':
      return 'guess';
    case 'unknown':
      return 'unknown';
    default:
      return kind satisfies never;
  }
}

function signOf(finding: Finding, lang: Lang): Sign {
  const name = signName(finding);
  return name === 'conditional' && !mayBeIgnored(finding)
    ? { ...sign(name, lang), word: say('sign.conditional.other', lang) }
    : sign(name, lang);
}

/** "Safe only if" would promise too much when every open case asks for action. */
function mayBeIgnored({ cases }: Finding): boolean {
  return cases === undefined || cases.some(({ verdict }) => verdict === 'ignore');
}

function sign(name: SignName, lang: Lang): Sign {
  return { name, symbol: SYMBOLS[name], word: say(`sign.${name}`, lang) };
}

function sentence(finding: Finding, lang: Lang): string {
  const name = signName(finding);
  if (name === 'conditional') {
    return say((finding.questions ?? []).length > 0 ? 'sentence.conditional.ask' : 'sentence.conditional.text', lang);
  }
  if (name === 'unknown' && finding.kind === 'known') return say('sentence.unknown.known', lang);
  return say(`sentence.${name}`, lang);
}

/** `VMSMP 26`, unless the title says it. The name of a source that is not known is text of the paste. */
function nameOf({ kind, provider, eventId, title = '' }: Finding): Text {
  const name = [provider ?? '', eventId === undefined ? '' : String(eventId)].filter((part) => part !== '').join(' ');
  if (name === '' || (kind !== 'known' && title.includes(name))) return nothing;
  return kind === 'known' ? [plain(name)] : eventText(name);
}

function headBlocks(findings: readonly Finding[], lang: Lang): Block[] {
  if (findings.length === 0) return nothingBlocks(lang);
  if (findings.length === 1) return [];
  const lines = findings.map((finding) => ({
    sign: signOf(finding, lang),
    name: nameOf(finding),
    title: wordsOf(finding, finding.title),
    count: finding.count,
  }));
  return [{ type: 'summary', heading: say('heading.summary', lang, { n: String(findings.length) }), lines }];
}

function nothingBlocks(lang: Lang): Block[] {
  const items = [
    sayText('example.vmsmp', lang, { example: [{ kind: 'code', text: EXAMPLE_ID }] }),
    sayText('example.message', lang, { example: [{ kind: 'code', text: EXAMPLE_MESSAGE }] }),
  ];
  return [
    { type: 'verdict', sign: sign('nothing', lang), sentence: [plain(say('sentence.nothing', lang))] },
    { type: 'list', part: 'examples', heading: say('heading.examples', lang), ordered: false, items },
  ];
}

function paragraphsBlocks(part: 'explanation' | 'trigger' | 'action', finding: Finding, lang: Lang): Block[] {
  // While several cases are open, the list of cases says what triggers them.
  if (part === 'trigger' && finding.verdict === 'conditional') return [];
  const lines = linesOf(finding[part] ?? '').map((text) => wordsOf(finding, text));
  return [{ type: 'paragraphs', part, heading: say(`heading.${part}`, lang), paragraphs: lines }];
}

/** What is said of a known event comes from the knowledge alone; of the others it repeats names as the paste has them. */
function wordsOf({ kind }: Finding, text = ''): Text {
  return kind === 'known' ? ownText(text) : eventText(text);
}

function questionsBlocks({ questions = [] }: Finding, lang: Lang): Block[] {
  return [
    {
      type: 'questions',
      heading: say('heading.questions', lang),
      questions: questions.map(({ id, text }) => ({ id, text: ownText(text) })),
      yes: say('yes', lang),
      no: say('no', lang),
    },
  ];
}

/** The undecided cases are of use only while they are undecided; their steps may differ where the verdict does not. */
function casesBlocks({ kind, verdict, cases = [] }: Finding, lang: Lang): Block[] {
  if (kind !== 'known' || (verdict !== 'conditional' && cases.length < 2)) return [];
  const items = cases.map((open) =>
    sayText('case.then', lang, { if: ownText(open.trigger), verdict: [plain(sign(open.verdict, lang).word)] }),
  );
  return [{ type: 'list', part: 'cases', heading: say('heading.cases', lang), ordered: true, items }];
}

/** Both quote the event, so all of it is shown as event text. */
function listBlocks(part: 'course' | 'evidence', lines: readonly string[] | undefined, lang: Lang): Block[] {
  const heading = say(`heading.${part}`, lang);
  return [{ type: 'list', part, heading, ordered: part === 'course', items: (lines ?? []).map(eventText) }];
}

/** The verdicts of the candidates are left out: next to a guess, "safe to ignore" reads like an answer. */
function candidatesBlocks({ kind, candidates = [] }: Finding, lang: Lang): Block[] {
  const first = candidates[0];
  if (first === undefined) return [];
  const entries = candidates.map(({ key, provider, eventId, title }) => ({
    key,
    name: [plain(nameToType({ provider, eventId }))],
    title: ownText(title),
  }));
  const example: Text = [{ kind: 'code', text: nameToType(first) }];
  const hint = sayText('hint.ask', lang, { example });
  const heading = kind === 'candidates' ? say('heading.candidates', lang) : say('heading.guesses', lang);
  return [{ type: 'entries', part: 'candidates', heading, entries, hint }];
}

function nameToType({ provider, eventId }: { provider: string; eventId?: number | undefined }): string {
  return eventId === undefined ? provider : `${provider} ${eventId}`;
}

function referencesBlocks({ references }: Finding, lang: Lang): Block[] {
  const listed = references.map(({ title, url }) => ({ title: ownText(title), url }));
  return [{ type: 'references', heading: say('heading.references', lang), references: listed }];
}

function relatedBlocks({ seeAlso = [] }: Finding, lang: Lang): Block[] {
  const entries = seeAlso.map(({ key, title }) => ({ key, name: [plain(typedName(key))], title: ownText(title) }));
  return [{ type: 'entries', part: 'related', heading: say('heading.related', lang), entries }];
}

/** `storvsp/5` as one types it to ask for it: `storvsp 5`. */
function typedName(key: string): string {
  return key.replace(/\/(?=\d+$)/, ' ');
}

function appliesToBlocks({ appliesTo = [], side }: Finding, lang: Lang): Block[] {
  const releases = appliesTo.join(say('list.comma', lang));
  const sentences = [
    ...(releases === '' ? [] : [say('note.appliesTo', lang, { releases })]),
    ...(side === undefined ? [] : [say(`note.side.${side}`, lang)]),
  ];
  return [{ type: 'note', part: 'appliesTo', text: ownText(sentences.join(lang === 'ja' ? '' : ' ')) }];
}

function leftOutBlocks({ leftOut, lang }: Answer): Block[] {
  if (leftOut === undefined) return [];
  return (['characters', 'events', 'findings'] as const)
    .filter((what) => leftOut[what] > 0)
    .map((what) => {
      const n = leftOut[what].toLocaleString('en-US');
      return { type: 'note', part: 'leftOut', text: [plain(say(`note.leftOut.${what}`, lang, { n }))] };
    });
}

/** Blocks are built as if everything were there; those that turned out empty are not shown. */
function saysSomething(block: Block): boolean {
  switch (block.type) {
    case 'verdict':
      return true;
    case 'title':
      return block.name.length + block.title.length > 0;
    case 'paragraphs':
      return block.paragraphs.length > 0;
    case 'questions':
      return block.questions.length > 0;
    case 'list':
      return block.items.length > 0;
    case 'facts':
      return block.rows.length > 0;
    case 'entries':
      return block.entries.length > 0;
    case 'references':
      return block.references.length > 0;
    case 'summary':
      return block.lines.length > 0;
    case 'note':
      return block.text.length > 0;
    default:
      return block satisfies never;
  }
}
