/** App Home: what it can do, the language of answers, what one looked up of late. */
import type { HomeView, KnownBlock } from '@slack/types';
import { harmless } from '../../src/chat/harmless.ts';
import type { Lang } from '../../src/lang.ts';
import { SYMBOLS } from '../../src/card/words.ts';
import type { LangChoice } from '../../src/chat/person-lang.ts';
import type { Recent } from '../../src/chat/recent.ts';
import { ACTIONS, encodeAction } from './actions.ts';
import { bold, button, header, line, list, own, paragraphs, row, section } from './blocks.ts';
import { word } from '../../src/chat/card-words.ts';
import { aroundSlack, slackWord } from './card-words.ts';
import { cutText } from './escape.ts';
import { langMenu } from './inputs.ts';
import { SHARES } from './limits.ts';
import { FILE_TYPES } from './views.ts';

export interface HomeParts {
  lang: Lang;
  chosen: LangChoice;
  /** The newest first. */
  recent: readonly Recent[];
  /** Name of the message shortcut, as the manifest has it. */
  shortcut: string;
}

export function homeView({ lang, chosen, recent, shortcut }: HomeParts): HomeView {
  const looked = recent.slice(0, SHARES.recent).map((lookUp) => recentBlock(lookUp, lang));
  const none = paragraphs([[own(word('home.recent.none', lang))]], { heading: '', most: SHARES.note });
  return {
    type: 'home',
    blocks: [
      header(word('home.title', lang)),
      paragraphs([[own(word('home.what', lang))]], { heading: '', most: SHARES.title }),
      // The button needs no answer; its value only has to be there.
      ...row([button({ action: ACTIONS.ask, label: word('home.ask', lang), value: 'ask', style: 'primary' })]),
      ways(shortcut, lang),
      { type: 'divider' },
      title('home.lang', lang),
      ...row([langMenu(ACTIONS.homeLang, chosen, lang)]),
      { type: 'divider' },
      title('home.recent', lang),
      ...(looked.length === 0 ? [none] : looked),
    ],
  };
}

function title(name: 'home.lang' | 'home.recent', lang: Lang): KnownBlock {
  return paragraphs([[bold(word(name, lang))]], { heading: '', most: SHARES.note });
}

function ways(shortcut: string, lang: Lang): KnownBlock {
  const types = FILE_TYPES.map((type) => `.${type}`).join(' ');
  const [before, after] = aroundSlack('home.way.command', lang);
  const example = line([{ kind: 'code', text: '/hvevent VMSMP 26' }]);
  const items = [
    [...(before === '' ? [] : [own(before)]), ...example, ...(after === '' ? [] : [own(after)])],
    [own(slackWord('home.way.shortcut', lang, { name: shortcut }))],
    [own(slackWord('home.way.mention', lang))],
    [own(slackWord('home.way.direct', lang, { types }))],
  ];
  return list(items, { heading: word('home.ways', lang), most: SHARES.action });
}

/** `🔴 VMSMP 26 · 2026-11-20 14:05 UTC` with a button that shows the answer again. */
function recentBlock({ answerId, title: asked, verdict, at }: Recent, lang: Lang): KnownBlock {
  const sign = verdict === undefined ? '' : `${SYMBOLS[verdict]} `;
  const label = word('button.open', lang);
  const open = button({
    action: ACTIONS.openFinding,
    label,
    value: encodeAction({ answerId }),
    says: `${label}: ${asked}`,
  });
  return section(`${sign}${cutText(harmless(asked), SHARES.recentTitle)} · ${minute(at)}`, SHARES.summaryLine, open);
}

function minute(at: number): string {
  const time = new Date(at);
  return Number.isNaN(time.getTime()) ? '' : `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
