/** The start page: the paste box, and below it what came of it. */
import type { Lang } from '../../../src/lang.ts';
import { askForm } from './ask-form.ts';
import { askHref } from './entry-address.ts';
import { html, type Html } from './markup.ts';
import { resultsRegion } from './result.ts';
import { word } from './words.ts';

/** Windows' own texts, as people paste them. */
const EXAMPLES = {
  ids: ['VMSMP 26', 'storvsp 5', 'Winlogon 6004'],
  message: "VSP rejected attempt to use protocol version '3.2'.",
  vendor:
    '種類：エラー ソース：VMSMP イベントID：26 説明："受注DB"のネットワーク ドライバーは、サーバーが要求しているバージョンと互換性がないため読み込むことができません。サーバー バージョン 3.2、クライアント バージョン 0.1 (VMID)',
};

export interface HomeOptions {
  lang: Lang;
  /** What stands in the paste box. */
  text: string;
  /** The results, or a sentence about what went wrong. */
  result: Html | '';
  /** Whether examples to try are of use. */
  tries: boolean;
}

export function homeContent({ lang, text, result, tries }: HomeOptions): Html {
  return html`<div class="hero">
      <h1>${word('home.title', lang)}</h1>
      <p class="lede">${word('home.lede', lang)}</p>
    </div>
    ${askForm(lang, text)}
    <p class="status" role="status" aria-live="polite" id="status" data-busy="${word('ask.busy', lang)}"></p>
    ${resultsRegion(result, lang)}
    <div id="tries">${tries ? examples(lang) : ''}</div>
    <p class="private">${word('ask.private', lang)}</p>`;
}

function examples(lang: Lang): Html {
  const named = EXAMPLES.ids.map((id) => html`<a href="${askHref(id)}">${id}</a>`);
  return html`<p class="tries">
    <span>${word('ask.examples', lang)}</span> ${named}
    <a href="${askHref(EXAMPLES.message)}">${word('ask.example.message', lang)}</a>
    <a href="${askHref(EXAMPLES.vendor)}">${word('ask.example.vendor', lang)}</a>
  </p>`;
}

/** Something went wrong before there was an answer: what, and what to do. */
export function trouble(heading: string, hint: string): Html {
  return html`<div class="trouble" role="alert">
    <h2>${heading}</h2>
    <p>${hint}</p>
  </div>`;
}
