/** Notices (storm, digest, maintenance, heartbeat, rate, escalation) and lines of a thread -> Adaptive Card. Pure. */
import { linkable } from '../../../src/card/plain-text.ts';
import type { NoticeCard } from '../../../src/alerts/alerts.ts';
import { NOTICE_SYMBOLS } from '../../../src/alerts/chat/card-facts.ts';
import { sayChat } from '../../../src/alerts/chat/words.ts';
import { ELLIPSIS, harmless } from '../../../src/chat/harmless.ts';
import { plain } from '../../../src/chat/one-text.ts';
import type { Lang } from '../../../src/lang.ts';
import type { ContainerStyle, Element, Line, TeamsCard } from '../adaptive.ts';
import { bullet, part, type Place, STYLES } from '../card-parts.ts';
import { adaptiveCard, bold, container, heading, line, link, rich, run } from '../elements.ts';
import { fitted } from '../fit-card.ts';
import { SHARES } from '../limits.ts';

const MOST_TEXT = 6000;
const MOST_ROWS = 6000;

const LOOKS = {
  storm: 'warning',
  digest: 'accent',
  rate: 'warning',
  silent: 'warning',
  back: 'good',
  maintenanceStart: 'accent',
  maintenanceEnd: 'accent',
  escalation: 'attention',
} as const satisfies Record<NoticeCard['kind'], ContainerStyle>;

export function renderNotice(card: NoticeCard): TeamsCard {
  const { kind, sign, title, paragraphs: texts, rows, lang } = card;
  const headline = `${NOTICE_SYMBOLS[kind]} ${plain(title)}`;
  const first = texts[0] === undefined ? '' : ` - ${plain(texts[0])}`;
  const url = linkable(card.link);
  return fitted((scale) => {
    const place: Place = { lang, scale };
    const signed = sign === undefined ? [] : [rich([bold(`${sign.symbol} ${sign.word}`)], 'Small')];
    const style = sign !== undefined && kind === 'escalation' ? STYLES[sign.name] : LOOKS[kind];
    const body: Element[] = [
      container([heading(headline, { size: 'Large' }), ...signed], { style, bleed: true }),
      ...part(
        texts.map((text) => line(text)),
        { heading: '', most: MOST_TEXT },
        place,
      ),
      ...apart(part(rows.map(rowLine), { heading: '', most: MOST_ROWS, tight: true }, place)),
      ...(url === undefined ? [] : [rich([link(url, sayChat('card.link', lang))], 'Medium')]),
    ];
    return adaptiveCard(body, { lang, says: headline + first });
  });
}

function apart(items: Element[]): Element[] {
  return items.length === 0 ? [] : [container(items, { spacing: 'Medium' })];
}

function rowLine({ sign, name, value }: NoticeCard['rows'][number]): Line {
  const symbol = sign === undefined ? [] : [run(`${sign.symbol} `)];
  return bullet([...symbol, ...line(name), run(' - '), ...line(value).map((one) => bold(one.text))]);
}

/** A line of the history; hostile. A card shows it as characters and nothing else. */
export function renderNote(text: string, lang: Lang): TeamsCard {
  const place: Place = { lang, scale: 1 };
  const shown = harmless(text).trim() || ELLIPSIS;
  return adaptiveCard(part([[run(shown)]], { heading: '', most: SHARES.explanation }, place), { lang, says: shown });
}
