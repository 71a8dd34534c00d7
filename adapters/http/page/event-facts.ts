/** The facts of an entry: Windows' texts in both languages, and where the event is logged. */
import { say } from '../../../src/card/words.ts';
import type { Catalog } from '../../../src/knowledge/catalog.ts';
import type { Entry } from '../../../src/knowledge/knowledge.ts';
import type { Message } from '../../../src/knowledge/schema.ts';
import { type Lang, LANGS } from '../../../src/lang.ts';
import { releaseName } from '../../../src/verdict/releases.ts';
import { html, raw, type Html } from './markup.ts';
import { messageHtml } from './message-text.ts';
import { word } from './words.ts';

/** All wordings, the reader's language first. */
export function messagesSection({ messages, key }: Entry, catalog: Catalog, lang: Lang): Html | '' {
  const tables = catalog.tableTexts(key);
  if (messages.length === 0 && tables.length === 0) return '';
  const order = [lang, ...LANGS.filter((other) => other !== lang)];
  const own = order.flatMap((one) => messages.filter((message) => message.lang === one));
  const rows = tables.map(
    ({ file, builds, text }) =>
      html`<figure class="message">
        <figcaption>${file} ${builds.join(say('list.comma', lang))}</figcaption>
        <blockquote lang="en">${messageHtml(text, 'en')}</blockquote>
      </figure>`,
  );
  return html`<section class="messages">
    <h2>${word('event.messages', lang)}</h2>
    ${own.map((message) => wording(message, lang))}
    ${
      rows.length === 0
        ? ''
        : html`<details>
            <summary>${word('event.messages.tables', lang)}</summary>
            ${rows}
          </details>`
    }
  </section>`;
}

function wording({ lang: written, text, wording: from, identifier }: Message, lang: Lang): Html {
  const caption = [typeof from === 'object' ? from[lang] : from, identifier]
    .filter((part) => part !== undefined)
    .join(' · ');
  const about = caption === '' ? '' : html`<figcaption>${caption}</figcaption>`;
  return html`<figure class="message">
    ${about}
    <blockquote lang="${written}">${messageHtml(text, written)}</blockquote>
  </figure>`;
}

export function loggedSection(entry: Entry, catalog: Catalog, lang: Lang): Html {
  const { provider, eventId, level, channel, side, appliesTo, reviewed } = entry;
  const known = catalog.provider(provider);
  const comma = say('list.comma', lang);
  const identifiers = new Set(entry.messages.flatMap(({ identifier }) => identifier ?? []));
  const channels = channel === undefined ? (known?.channels ?? []) : [channel];
  const rows = [
    row(word('event.source', lang), provider),
    row(word('event.aliases', lang), (known?.aliases ?? []).join(comma)),
    row(word('event.id', lang), eventId === undefined ? '' : String(eventId)),
    row(word('event.identifier', lang), [...identifiers].join(comma)),
    row(say('fact.level', lang), level === undefined ? '' : say(`level.${level}`, lang)),
    row(say('fact.channel', lang), channels.join(comma)),
    row(word('event.side', lang), word(`side.${side}`, lang)),
    row(word('event.releases', lang), appliesTo.map(releaseName).join(comma)),
  ];
  return html`<section class="facts">
    <h2>${word('event.logged', lang)}</h2>
    <dl>
      ${rows}
      <div>
        <dt>${word('event.reviewed', lang)}</dt>
        <dd>${raw(`<time datetime="${reviewed}">${reviewed}</time>`)}</dd>
      </div>
    </dl>
  </section>`;
}

function row(name: string, value: string): Html | '' {
  return value === ''
    ? ''
    : html`<div>
        <dt>${name}</dt>
        <dd>${value}</dd>
      </div>`;
}
