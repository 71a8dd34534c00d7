/** What every page has around its content: head, navigation, language switch, foot. */
import type { Knowledge } from '../../../src/knowledge/knowledge.ts';
import { type Lang, LANGS } from '../../../src/lang.ts';
import type { Assets } from './assets.ts';
import { html, type Html } from './markup.ts';
import { figure, word } from './words.ts';

const OWN_NAMES = { en: 'English', ja: '日本語' } as const satisfies Record<Lang, string>;

export interface PageFrame {
  lang: Lang;
  assets: Pick<Assets, 'url'>;
  knowledge: Knowledge;
  /** The part of the site that the page belongs to. */
  section?: 'ask' | 'knowledge' | 'alerts';
  /** Whether there is a board of alerts. */
  hasAlerts?: boolean;
  /** Address of this page in another language; absent when only sending the form again can bring it. */
  inLang?: (lang: Lang) => string;
  /** Where the page is known to all, when the server was told its address. */
  canonical?: string | undefined;
}

/** The whole document. `title` may hold no text of users. */
export function layout(frame: PageFrame, title: string, content: Html): Html {
  const { lang, assets, knowledge, canonical } = frame;
  const version = word('foot.version', lang, { version: knowledge.version, n: figure(knowledge.entries.length) });
  return html`<!doctype html>
    <html lang="${lang}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="description" content="${word('site.what', lang)}" />
        <title>${title} · ${word('site.name', lang)}</title>
        ${canonical === undefined ? '' : html`<link rel="canonical" href="${canonical}" />`}
        <link rel="icon" href="${assets.url('favicon.svg')}" type="image/svg+xml" />
        <link rel="stylesheet" href="${assets.url('site.css')}" />
        <script type="module" src="${assets.url('site.js')}"></script>
        ${frame.section === 'alerts' ? boardAssets(assets) : ''}
      </head>
      <body>
        <a class="skip" href="#content">${word('nav.skip', lang)}</a>
        <header class="site">
          <div class="bar">
            <a class="logo" href="/" translate="no">${logo()}${word('site.name', lang)}</a>
            <nav aria-label="${word('nav.label', lang)}">
              ${navLink('/', 'ask', frame)}${navLink('/knowledge', 'knowledge', frame)}${frame.hasAlerts === true ? navLink('/alerts', 'alerts', frame) : ''}
            </nav>
            ${languageSwitch(frame)}
          </div>
        </header>
        <main id="content" tabindex="-1">${content}</main>
        <footer class="site">
          <div class="bar">
            <p>${word('site.what', lang)}</p>
            <p>${version}</p>
          </div>
        </footer>
      </body>
    </html> `;
}

function boardAssets(assets: PageFrame['assets']): Html {
  return html`<link rel="stylesheet" href="${assets.url('board.css')}" />
    <script type="module" src="${assets.url('board.js')}"></script>`;
}

function logo(): Html {
  return html`<svg viewBox="0 0 32 32" aria-hidden="true" focusable="false">
    <rect width="32" height="32" rx="8" />
    <path d="m9 16.5 5 5 9.5-10.5" />
  </svg>`;
}

function navLink(href: string, section: NonNullable<PageFrame['section']>, frame: PageFrame): Html {
  const current = frame.section === section ? html` aria-current="page"` : '';
  return html`<a href="${href}" ${current}>${word(`nav.${section}`, frame.lang)}</a>`;
}

/** Each language under its own name, so that everybody finds theirs. */
function languageSwitch({ lang, inLang }: PageFrame): Html {
  const choices = LANGS.map((other) => {
    if (other === lang) return html`<span aria-current="true" lang="${other}">${OWN_NAMES[other]}</span>`;
    if (inLang === undefined)
      return html`<button form="again" name="lang" value="${other}" lang="${other}">${OWN_NAMES[other]}</button>`;
    return html`<a href="${inLang(other)}" hreflang="${other}" lang="${other}" data-lang="${other}"
      >${OWN_NAMES[other]}</a
    >`;
  });
  return html`<div class="langs" role="group" aria-label="${word('nav.language', lang)}">${choices}</div>`;
}
