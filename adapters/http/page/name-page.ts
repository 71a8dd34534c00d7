/** The page of an event that is known by name only: no advice, and it says so. */
import { say } from '../../../src/card/words.ts';
import type { KnownIdentity } from '../../../src/knowledge/knowledge.ts';
import type { Lang } from '../../../src/lang.ts';
import { tryForm } from './event-page.ts';
import { nameOf } from './knowledge-list.ts';
import { html, prose, type Html } from './markup.ts';
import { word } from './words.ts';

export function nameContent(identity: KnownIdentity, lang: Lang): Html {
  const { level, title } = identity;
  return html`<p class="back"><a href="/knowledge">${word('event.back', lang)}</a></p>
    <article class="event">
      <header class="hero">
        <p class="name" translate="no">${nameOf(identity)}</p>
        <h1>${prose(title[lang])}</h1>
        <p class="lede">${word('name.only', lang)}</p>
      </header>
      ${level === undefined ? '' : html`<p>${say('fact.level', lang)}: ${say(`level.${level}`, lang)}</p>`}
      ${tryForm(identity, lang)}
    </article>`;
}
