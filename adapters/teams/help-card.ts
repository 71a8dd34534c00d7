/** What hvevent can do, how to ask, and what a person asked of late. */
import { SYMBOLS } from '../../src/card/words.ts';
import { word } from '../../src/chat/card-words.ts';
import type { Recent } from '../../src/chat/recent.ts';
import type { Lang } from '../../src/lang.ts';
import type { Element, Submit, TeamsCard } from './adaptive.ts';
import { adaptiveCard, beside, buttons, container, heading, line, rich, run } from './elements.ts';
import { execute } from './card-buttons.ts';
import { bullet, part, type Place } from './card-parts.ts';
import { teamsText, teamsWord, type TeamsWord } from './card-words.ts';
import { fitted } from './fit-card.ts';
import { SHARES } from './limits.ts';
import { cutText } from './safe-text.ts';

const EXAMPLES = [
  ['help.id', 'VMSMP 26'],
  ['help.number', '26'],
  ['help.identifier', '0xC0060005'],
] as const satisfies readonly (readonly [TeamsWord, string])[];
/** What the readers of files take. */
const FILE_TYPES = '.evtx .xml .csv .json .txt .log';

export interface HelpContext {
  lang: Lang;
  /** A chat of one person with us: examples can be tried with a button, and nobody has to be mentioned. */
  personal: boolean;
  /** Name of the message action, as the manifest has it. */
  action: string;
  /** The newest first; only of the person who sees the card. */
  recent?: readonly Recent[] | undefined;
}

export function renderHelp(context: HelpContext): TeamsCard {
  const { lang, personal, action, recent = [] } = context;
  const says = `${teamsWord('help.title', lang)} ${word('home.what', lang)}`;
  const ways = [
    ...EXAMPLES.map(([name, example]) => teamsText(name, lang, { example })),
    teamsText('help.paste', lang, { types: FILE_TYPES }),
    teamsText('help.alerts', lang, { example: 'alerts' }),
    teamsText('help.lang', lang, { ja: 'lang ja', en: 'lang en', auto: 'lang auto' }),
    ...(personal ? [] : [teamsText('help.mention', lang, {})]),
    [{ kind: 'plain' as const, text: teamsWord('help.message', lang, { name: action }) }],
    teamsText('help.search', lang, {}),
  ];
  return fitted((scale) => {
    const place: Place = { lang, scale };
    const body: Element[] = [
      container(
        [heading(teamsWord('help.title', lang), { size: 'ExtraLarge' }), rich([run(word('home.what', lang))], 'Small')],
        { style: 'accent', bleed: true },
      ),
      ...part(
        ways.map((way) => bullet(line(way))),
        { heading: word('home.ways', lang), most: SHARES.action },
        place,
      ),
      ...(personal
        ? [
            heading(teamsWord('help.try', lang), { spacing: 'Medium' }),
            ...buttons(EXAMPLES.map(([, text]) => typed(text))),
          ]
        : []),
      ...recentRows(recent, lang),
    ];
    return adaptiveCard(body, { lang, says });
  });
}

/** Sends the text as if the person had typed it. */
function typed(text: string): Submit {
  return { type: 'Action.Submit', title: text, data: { msteams: { type: 'imBack', value: text } } };
}

function recentRows(recent: readonly Recent[], lang: Lang): Element[] {
  if (recent.length === 0) return [];
  const title = word('button.open', lang);
  const rows = recent.slice(0, SHARES.recent).map(({ answerId, title: asked, verdict }) => {
    const sign = verdict === undefined ? '' : `${SYMBOLS[verdict]} `;
    const shown = run(`${sign}${cutText(asked, SHARES.recentTitle)}`);
    return beside(rich([shown]), execute({ do: 'all', answerId }, { title, says: `${title}: ${asked}` }));
  });
  return [heading(word('home.recent', lang), { spacing: 'Medium' }), ...rows];
}
