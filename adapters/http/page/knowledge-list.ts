/** All knowledge as a list to search and to browse. */
import { say } from '../../../src/card/words.ts';
import type { Entry, KnownIdentity } from '../../../src/knowledge/knowledge.ts';
import type { WordSearch } from '../../../src/knowledge/word-search.ts';
import type { Lang } from '../../../src/lang.ts';
import { standingVerdict } from '../../../src/verdict/judge.ts';
import { entryHref } from './entry-address.ts';
import { SIDE_FILTERS, VERDICT_FILTERS } from './knowledge-search.ts';
import { html, prose, raw, type Html } from './markup.ts';
import { symbolSvg } from './symbols.ts';
import { figure, word } from './words.ts';

/** More are found by narrowing the search. */
const MOST_SHOWN = 500;

export interface ListOptions {
  lang: Lang;
  search: WordSearch;
  found: readonly Entry[];
  /** Events known by name only. */
  names: readonly KnownIdentity[];
  /** How many entries there are. */
  all: number;
}

export function knowledgeContent({ lang, search, found, names, all }: ListOptions): Html {
  return html`<div class="hero">
      <h1>${word('list.title', lang)}</h1>
      <p class="lede">${word('list.lede', lang)} <a href="/knowledge/stats">${word('stats.title', lang)}</a></p>
    </div>
    ${searchForm(search, lang)}
    ${entriesRegion(word('list.found', lang, { n: figure(found.length), all: figure(all) }), { entries: found, names }, lang)}`;
}

/** For an address without an entry: what is close to it, and the search. */
export function nearEntriesContent(near: readonly Entry[], lang: Lang): Html {
  return html`<div class="hero">
      <h1>${word('error.noEntry', lang)}</h1>
      <p class="lede">${word('error.noEntry.hint', lang)}</p>
    </div>
    ${searchForm({ q: '' }, lang)}
    ${entriesRegion(near.length === 0 ? '' : word('error.noEntry.near', lang), { entries: near, names: [] }, lang)}
    <p class="back"><a href="/">${word('error.back', lang)}</a></p>`;
}

/** The part that changes while someone types. */
function entriesRegion(
  said: string,
  { entries, names }: { entries: readonly Entry[]; names: readonly KnownIdentity[] },
  lang: Lang,
): Html {
  const none = said === '' ? '' : noneFound(lang);
  const list = html`<ul class="entries">
    ${entries.slice(0, MOST_SHOWN).map((entry) => item(entry, lang))}
  </ul>`;
  return html`<div id="entries">
    <p class="found" role="status" aria-live="polite">${said}</p>
    ${entries.length === 0 ? none : list}
    ${entries.length > MOST_SHOWN ? html`<p>${word('list.more', lang, { n: figure(MOST_SHOWN) })}</p>` : ''}
    ${names.length === 0 ? '' : namesList(names, lang)}
  </div>`;
}

/** Modestly: a name is no answer. */
function namesList(names: readonly KnownIdentity[], lang: Lang): Html {
  return html`<section class="names">
    <h2>${word('list.names', lang)}</h2>
    <p>${word('list.names.hint', lang)}</p>
    <ul>
      ${names.slice(0, MOST_SHOWN).map(
        (one) =>
          html`<li>
            <a href="${entryHref(one.key)}"><span translate="no">${nameOf(one)}</span> ${prose(one.title[lang])}</a>
          </li>`,
      )}
    </ul>
  </section>`;
}

function searchForm({ q, verdict, side }: WordSearch, lang: Lang): Html {
  return html`<form class="search" role="search" method="get" action="/knowledge" data-live="#entries" data-typing>
    <div class="field wide">
      <label for="q">${word('list.search', lang)}</label>
      <input
        type="search"
        id="q"
        name="q"
        value="${q}"
        maxlength="200"
        autocomplete="off"
        spellcheck="false"
        placeholder="${word('list.search.hint', lang)}"
      />
    </div>
    <div class="field">
      <label for="verdict">${word('list.verdict', lang)}</label>
      <select id="verdict" name="verdict">
        ${option('', word('list.verdict.any', lang), verdict === undefined)}${VERDICT_FILTERS.map((one) => option(one, word(`list.verdict.${one}`, lang), verdict === one))}
      </select>
    </div>
    <div class="field">
      <label for="side">${word('list.side', lang)}</label>
      <select id="side" name="side">
        ${option('', word('list.side.any', lang), side === undefined)}${SIDE_FILTERS.map((one) => option(one, word(`side.${one}`, lang), side === one))}
      </select>
    </div>
    <button>${word('list.submit', lang)}</button>
  </form>`;
}

function option(value: string, text: string, chosen: boolean): Html {
  return html`<option value="${value}" ${chosen ? raw(' selected') : ''}>${text}</option>`;
}

function noneFound(lang: Lang): Html {
  return html`<p class="none">
    ${word('list.none', lang)} ${word('list.none.hint', lang)} <a href="/">${word('nav.ask', lang)}</a>
  </p>`;
}

function item(entry: Entry, lang: Lang): Html {
  return html`<li>
    <a href="${entryHref(entry.key)}"
      ><span class="name" translate="no">${nameOf(entry)}</span>
      <span class="what">${prose(entry.title[lang])}</span></a
    >
    <p class="tags">${verdictTag(entry, lang)} <span class="tag">${word(`side.${entry.side}`, lang)}</span></p>
  </li>`;
}

/** `VMSMP 26` */
export function nameOf({ provider, eventId }: Pick<Entry, 'provider' | 'eventId'>): string {
  return eventId === undefined ? provider : `${provider} ${eventId}`;
}

/** What can be said of the entry without an event at hand: never "ignore". */
export function verdictTag(entry: Entry, lang: Lang): Html {
  const verdict = standingVerdict(entry);
  const mayBeIgnored = entry.cases.some((one) => one.verdict === 'ignore');
  const name = verdict === 'conditional' && !mayBeIgnored ? 'sign.conditional.other' : (`sign.${verdict}` as const);
  return html`<span class="tag sign ${verdict}">${raw(symbolSvg(verdict))}${say(name, lang)}</span>`;
}
