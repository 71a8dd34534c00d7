/** The results region of the start page: cards, the answers given so far, feedback, copies of the answer as text. */
import { buildCard, mostUrgentFirst } from '../../../src/card/build-card.ts';
import type { Card, SignName } from '../../../src/card/card.ts';
import { renderMarkdown } from '../../../src/card/markdown.ts';
import type { Answer, Finding } from '../../../src/finding.ts';
import type { Catalog } from '../../../src/knowledge/catalog.ts';
import type { Lang } from '../../../src/lang.ts';
import { sameTextQuestion } from '../../../src/verdict/advice.ts';
import { SAME_TEXT } from '../../../src/knowledge/knowledge.ts';
import { renderHtml, type PageParts } from '../card-html.ts';
import { againForm, type Asked } from './ask-form.ts';
import { renderPlainText } from './card-text.ts';
import { askHref, entryHref } from './entry-address.ts';
import { feedbackForm } from './feedback-form.ts';
import { boxed, foreign, html, type Html, markupOf, raw } from './markup.ts';
import { negotiationPicture } from './negotiation-picture.ts';
import { courseOf } from './negotiation-steps.ts';
import { symbolSvg } from './symbols.ts';
import { word } from './words.ts';

export interface Result {
  answer: Answer;
  /** Of the knowledge that answered. */
  version: string;
  catalog: Catalog;
  asked: Pick<Asked, 'text' | 'answers' | 'cut'>;
  /** Name of the file that was read. */
  fileName?: string | undefined;
}

/** The region that scripts replace and screen readers are told about; empty before the first question. */
export function resultsRegion(content: Html | '', lang: Lang): Html {
  return html`<section class="results" id="results" tabindex="-1" aria-label="${word('result.heading', lang)}">
    ${content}
  </section>`;
}

/** Everything of one answer. */
export function resultContent({ answer, version, catalog, asked, fileName }: Result): Html {
  const { lang } = answer;
  const findings = mostUrgentFirst(answer.findings);
  const card = withoutExamples(buildCard({ ...answer, findings }));
  const parts = cardParts(findings, { catalog, lang, version, answerable: true });
  return html`${againForm(asked, lang)}
  ${fileName === undefined ? '' : html`<p class="read-from">${fromFile(fileName, lang)}</p>`}
  ${givenAnswers(asked.answers, catalog, lang)} ${raw(renderHtml(card, parts))}
  ${answer.findings.length > 0 ? copies(card) : ''}`;
}

/** The page has examples to click. */
function withoutExamples(card: Card): Card {
  return { ...card, head: card.head.filter((block) => !(block.type === 'list' && block.part === 'examples')) };
}

/** What is told to screen readers, and the title of the page: never text of the paste. */
export function resultTitle(answer: Answer): string {
  const { findings, head } = buildCard(answer);
  const blocks = findings[0]?.blocks ?? head;
  const verdict = blocks.find((block) => block.type === 'verdict');
  const [only, ...others] = answer.findings;
  const name = others.length === 0 && only?.kind === 'known' && only.provider !== undefined ? [nameOf(only)] : [];
  return [verdict?.sign.word ?? '', ...name].join(' · ');
}

function nameOf({ provider = '', eventId }: Finding): string {
  return eventId === undefined ? provider : `${provider} ${eventId}`;
}

function fromFile(name: string, lang: Lang): Html {
  const [before = '', after = ''] = word('result.file', lang, { file: '\n' }).split('\n');
  return html`${before}${foreign(name)}${after}`;
}

interface CardPartsOptions {
  catalog: Catalog;
  lang: Lang;
  version: string;
  /** Whether questions can be answered here: the text must be at hand. */
  answerable: boolean;
}

/** What the page adds to the cards. */
export function cardParts(
  findings: readonly Finding[],
  { catalog, lang, version, answerable }: CardPartsOptions,
): PageParts {
  return {
    symbol: (name: SignName) => symbolSvg(name),
    entryHref: (key) => (catalog.entry(key) === undefined ? undefined : entryHref(key)),
    choose: (name) => markupOf(html` <a class="choose" href="${askHref(name)}">${word('result.choose', lang)}</a>`),
    answers: (id, question, words) => (answerable ? markupOf(answerButtons(id, question, words)) : ''),
    picture: (index) => pictureOf(findings[index], index, { catalog, lang }),
    below: (index) => {
      const finding = findings[index];
      return finding === undefined ? '' : markupOf(footOf(finding, { catalog, lang, version }));
    },
  };
}

function answerButtons(id: string, question: string, words: { yes: string; no: string }): Html {
  const button = (said: 'yes' | 'no') =>
    html`<button form="again" name="answer" value="${id}:${said}" aria-label="${words[said]}: ${question}">
      ${words[said]}
    </button>`;
  return html`<span class="buttons">${button('yes')}${button('no')}</span>`;
}

function pictureOf(
  finding: Finding | undefined,
  index: number,
  { catalog, lang }: { catalog: Catalog; lang: Lang },
): string {
  const entry = finding?.key === undefined ? undefined : catalog.entry(finding.key);
  if (!finding || !entry) return '';
  const course = courseOf(entry, new Map(Object.entries(finding.inserts)), catalog.knowledge.protocols);
  return course === undefined ? '' : markupOf(negotiationPicture(course, lang, `picture-${index + 1}`));
}

function footOf(finding: Finding, { catalog, lang, version }: Omit<CardPartsOptions, 'answerable'>): Html {
  const entry = finding.key === undefined ? undefined : catalog.entry(finding.key);
  const details = entry
    ? html`<a class="details" href="${entryHref(entry.key)}">${word('result.details', lang)}</a>`
    : '';
  return html`<footer>${details}${feedbackForm(finding, version, lang)}</footer>`;
}

/** What the person has said; each answer can be taken back. */
function givenAnswers(answers: ReadonlyMap<string, boolean>, catalog: Catalog, lang: Lang): Html | '' {
  const given = [...answers].flatMap(([id, yes]) => {
    const question = questionText(id, catalog, lang);
    if (question === undefined) return [];
    const said = word(yes ? 'answer.yes' : 'answer.no', lang);
    const undo = word('result.undo.of', lang, { question });
    return html`<li>
      ${question} <strong>${said}</strong>
      <button form="again" name="undo" value="${id}" aria-label="${undo}">${word('result.undo', lang)}</button>
    </li>`;
  });
  return given.length === 0
    ? ''
    : html`<div class="given">
        <h2>${word('result.answers', lang)}</h2>
        <ul>
          ${given}
        </ul>
      </div>`;
}

function questionText(id: string, catalog: Catalog, lang: Lang): string | undefined {
  const slash = id.lastIndexOf('/');
  const entry = catalog.entry(id.slice(0, slash));
  const name = id.slice(slash + 1);
  if (!entry) return undefined;
  if (name === SAME_TEXT) return sameTextQuestion(entry, lang);
  return Object.hasOwn(entry.questions, name) ? entry.questions[name]?.[lang] : undefined;
}

/** Both texts can be selected by hand; the script adds what the buttons do. */
function copies(card: Card): Html {
  const { lang } = card;
  const one = (kind: 'markdown' | 'plain', text: string) =>
    html`<div class="copy">
      <label for="copy-${kind}">${word(`copy.${kind}`, lang)}</label>
      <button
        type="button"
        hidden
        data-copy="copy-${kind}"
        data-done="${word('copy.done', lang)}"
        data-failed="${word('copy.failed', lang)}"
      >
        ${word(`copy.do.${kind}`, lang)}
      </button>
      <textarea id="copy-${kind}" readonly rows="6" spellcheck="false" lang="${lang}">${boxed(text)}</textarea>
    </div>`;
  return html`<details class="copies">
    <summary>${word('result.copy', lang)}</summary>
    ${one('markdown', renderMarkdown(card))}${one('plain', renderPlainText(card))}
  </details>`;
}
