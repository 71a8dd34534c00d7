/** Fixed words that only Slack's forms and App Home have. `{…}` are places to fill. */
import { aroundPlace, fillPlaces } from '../../src/chat/fill-places.ts';
import type { Lang, Localized } from '../../src/lang.ts';

const WORDS = {
  'ask.text.hint': {
    en: 'Slack takes up to 3,000 characters here. For more, add a file below.',
    ja: 'Slack の制限により 3,000 文字までです。それより長いときは、下でファイルを追加してください。',
  },
  'lang.auto': { en: 'As in Slack', ja: 'Slack の設定に合わせる' },

  'home.way.command': { en: 'Anywhere: {example}', ja: 'どこでも: {example}' },
  'home.way.shortcut': {
    en: 'On a message: its menu, then "{name}"',
    ja: 'メッセージのメニューから「{name}」',
  },
  'home.way.mention': {
    en: 'In a channel: mention hvevent with the event',
    ja: 'チャンネルで hvevent をメンションしてイベントを貼り付け',
  },
  'home.way.direct': {
    en: 'Here under Messages: paste the event, or drop a file ({types})',
    ja: '「メッセージ」タブでイベントを貼り付けるか、ファイルをドロップ（{types}）',
  },
} as const satisfies Record<string, Localized>;

type SlackWord = keyof typeof WORDS;

/** For the test that nothing is missing. */
export const SLACK_WORDS: Readonly<Record<string, Localized>> = WORDS;

/** The word in `lang`, its places filled. */
export function slackWord(name: SlackWord, lang: Lang, values: Readonly<Record<string, string>> = {}): string {
  return fillPlaces(WORDS[name][lang], values);
}

/** The words before and after the only place. */
export function aroundSlack(name: SlackWord, lang: Lang): [before: string, after: string] {
  return aroundPlace(WORDS[name][lang]);
}
