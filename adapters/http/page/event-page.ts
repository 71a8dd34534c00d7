/** The page of one event: everything that is known of it, cases first. */
import type { Answerer } from '../../../src/answer.ts';
import { linkable } from '../../../src/card/plain-text.ts';
import { say } from '../../../src/card/words.ts';
import type { Entry } from '../../../src/knowledge/knowledge.ts';
import type { Case, Protocol } from '../../../src/knowledge/schema.ts';
import type { Lang } from '../../../src/lang.ts';
import { pasteBox } from './ask-form.ts';
import { entryHref } from './entry-address.ts';
import { type EntryCourses, entryCourses } from './entry-courses.ts';
import { loggedSection, messagesSection } from './event-facts.ts';
import { nameOf, verdictTag } from './knowledge-list.ts';
import { html, paragraphs, prose, raw, type Html } from './markup.ts';
import { negotiationPicture } from './negotiation-picture.ts';
import { symbolSvg } from './symbols.ts';
import { versionsTable } from './versions-table.ts';
import { word } from './words.ts';

export function eventContent(entry: Entry, answerer: Answerer, lang: Lang): Html {
  const { catalog } = answerer;
  const courses = entryCourses(entry, answerer);
  return html`<p class="back"><a href="/knowledge">${word('event.back', lang)}</a></p>
    <article class="event">
      <header class="hero">
        <p class="name" translate="no">${nameOf(entry)}</p>
        <h1>${prose(entry.title[lang])}</h1>
        <div class="lede">${paragraphs(entry.symptom[lang])}</div>
      </header>
      <div class="columns">
        <div class="main">
          ${overview(entry, lang)} ${casesSection(entry, { courses, answerer, lang })} ${generalCourse(courses, lang)}
          ${questionsSection(entry, lang)} ${messagesSection(entry, catalog, lang)}
          ${protocolsOf(entry, catalog.knowledge.protocols).map((protocol) => versionsTable(protocol, lang))}
        </div>
        <div class="aside">
          ${tryForm(entry, lang)} ${loggedSection(entry, catalog, lang)} ${sourcesSection(entry, answerer, lang)}
          ${relatedSection(entry, answerer, lang)}
          <p class="json"><a href="${entryHref(entry.key)}?format=json">${word('event.json', lang)}</a></p>
        </div>
      </div>
    </article>`;
}

/** The verdict without an event at hand, and the cases it depends on. */
function overview(entry: Entry, lang: Lang): Html {
  const { cases } = entry;
  const said = cases.length === 0 ? 'event.noCase' : cases.length === 1 ? 'event.one' : 'event.depends';
  // The condition first: read on its own, the verdict of a case would be one of the event.
  const lines = cases.map(
    ({ id, verdict, trigger }) =>
      html`<li class="${verdict}"><a href="#case-${id}">${prose(trigger[lang])}</a> ${sign(verdict, lang)}</li>`,
  );
  return html`<section class="overview">
    <h2>${word('event.overview', lang)}</h2>
    <p>${verdictTag(entry, lang)}</p>
    <p>${word(said, lang)}</p>
    ${
      cases.length > 1
        ? html`<ol>
            ${lines}
          </ol>`
        : ''
    }
  </section>`;
}

function sign(verdict: Case['verdict'], lang: Lang): Html {
  return html`<span class="sign ${verdict}">${raw(symbolSvg(verdict))}${say(`sign.${verdict}`, lang)}</span>`;
}

interface CasesOptions {
  courses: EntryCourses;
  answerer: Answerer;
  lang: Lang;
}

function casesSection(entry: Entry, options: CasesOptions): Html | '' {
  const { lang } = options;
  const { cases, otherwise } = entry;
  if (cases.length === 0 && otherwise === undefined) return '';
  const fallback =
    otherwise === undefined
      ? ''
      : html`<article class="case unknown" id="otherwise">
          <h3>${word('event.otherwise', lang)}</h3>
          ${explained({ explanation: otherwise.explanation[lang], action: otherwise.action[lang] }, lang)}
        </article>`;
  return html`<section class="cases">
    <h2>${word('event.cases', lang)}</h2>
    ${cases.map((one) => caseArticle(one, options))}${fallback}
  </section>`;
}

function caseArticle(one: Case, { courses, answerer, lang }: CasesOptions): Html {
  const course = courses.ofCase.get(one.id);
  const picture = course === undefined ? '' : negotiationPicture(course, lang, `picture-${one.id}`);
  return html`<article class="case ${one.verdict}" id="case-${one.id}">
    <h3><span class="label">${word('event.when', lang)}</span> ${prose(one.trigger[lang])}</h3>
    <p class="then">${sign(one.verdict, lang)}</p>
    ${localMark(one, lang)} ${explained({ explanation: one.explanation[lang], action: one.action[lang] }, lang)}
    ${picture} ${referenceList(one.references, answerer, lang)}
  </article>`;
}

/** Whose words these are, where they are not the product's. */
function localMark({ local, silenced }: Case, lang: Lang): Html[] {
  const said = (name: 'event.local' | 'event.silenced', reason = '') =>
    html`<p class="note">
      ${word(name, lang)}${reason === '' ? '' : html`${say('name.colon', lang)}${prose(reason)}`}
    </p>`;
  return [
    ...(local ? [said('event.local', local.reason?.[lang])] : []),
    ...(silenced ? [said('event.silenced', silenced[lang])] : []),
  ];
}

function explained({ explanation, action }: { explanation: string; action: string }, lang: Lang): Html {
  return html`<h4>${say('heading.explanation', lang)}</h4>
    ${paragraphs(explanation)}
    <h4>${say('heading.action', lang)}</h4>
    <div class="action-text">${paragraphs(action)}</div>`;
}

function referenceList(ids: readonly string[], { catalog }: Answerer, lang: Lang): Html | '' {
  const items = ids.flatMap((id) => {
    const reference = catalog.knowledge.references.get(id);
    if (!reference) return [];
    const { title, titleJa = title, url } = reference;
    const shown = lang === 'ja' ? titleJa : title;
    const address = linkable(url);
    return [
      html`<li>
        ${address === undefined ? shown : html`<a href="${address}" rel="noopener noreferrer">${shown}</a>`}
      </li>`,
    ];
  });
  return items.length === 0
    ? ''
    : html`<ul class="refs" aria-label="${word('event.sources', lang)}">
        ${items}
      </ul>`;
}

function generalCourse({ general }: EntryCourses, lang: Lang): Html | '' {
  if (general === undefined) return '';
  const steps = general.sentences.map((sentence) => html`<li>${prose(sentence[lang])}</li>`);
  return html`<section>
    <h2>${say('heading.course', lang)}</h2>
    ${negotiationPicture(general, lang, 'picture-general')}
    <ol>
      ${steps}
    </ol>
  </section>`;
}

function questionsSection({ questions }: Entry, lang: Lang): Html | '' {
  const texts = Object.values(questions);
  if (texts.length === 0) return '';
  return html`<section>
    <h2>${word('event.questions', lang)}</h2>
    <ul>
      ${texts.map((text) => html`<li>${prose(text[lang])}</li>`)}
    </ul>
  </section>`;
}

function protocolsOf({ decode, negotiation }: Entry, protocols: ReadonlyMap<string, Protocol>): Protocol[] {
  const named = Object.values(decode).flatMap((one) => (one === 'code' ? [] : [one.protocol]));
  const ids = new Set([...(negotiation ? [negotiation.protocol] : []), ...named]);
  return [...ids].flatMap((id) => protocols.get(id) ?? []);
}

export function tryForm(entry: Pick<Entry, 'provider' | 'eventId'>, lang: Lang): Html {
  return html`<form class="try" method="post" action="/#results" enctype="multipart/form-data">
    <h2><label for="text">${word('event.try', lang)}</label></h2>
    <p class="hint" id="try-hint">${word('event.try.hint', lang)}</p>
    ${pasteBox(`${nameOf(entry)}\n`, { rows: 4, hint: 'try-hint' })}
    <button class="primary">${word('ask.submit', lang)}</button>
  </form>`;
}

/** Every source of the entry; cases repeat theirs. */
function sourcesSection(entry: Entry, answerer: Answerer, lang: Lang): Html | '' {
  const ids = new Set([
    ...entry.cases.flatMap(({ references }) => references),
    ...entry.references.map(({ source }) => source),
  ]);
  const listed = referenceList([...ids], answerer, lang);
  return listed === ''
    ? ''
    : html`<section>
        <h2>${word('event.sources', lang)}</h2>
        ${listed}
      </section>`;
}

function relatedSection(entry: Entry, { catalog }: Answerer, lang: Lang): Html | '' {
  const related = entry.seeAlso.flatMap((key) => catalog.entry(key) ?? []);
  if (related.length === 0) return '';
  const items = related.map(
    (one) =>
      html`<li>
        <a href="${entryHref(one.key)}"><strong>${nameOf(one)}</strong> ${prose(one.title[lang])}</a>
      </li>`,
  );
  return html`<section>
    <h2>${say('heading.related', lang)}</h2>
    <ul>
      ${items}
    </ul>
  </section>`;
}
