/** What the interactive prompt says. */
import type { Localized } from '../../src/lang.ts';

export const PROMPT_WORDS = {
  welcome: {
    en: 'Paste a Windows event, or type its source and ID (VMSMP 26), then an empty line.\nCommands: help, lang ja, lang en, quit.',
    ja: 'Windows のイベントを貼り付けるか、ソースとイベント ID（VMSMP 26）を入力し、最後に空行を入力してください。\nコマンド: help、lang ja、lang en、quit',
  },
  help: {
    en: [
      'Paste one or several events as Event Viewer, PowerShell or wevtutil print them, or only a message or a number,',
      'and end with an empty line. Blank lines inside a paste do no harm.',
      'When the card asks, answer y or n; Enter skips the question.',
      '',
      '  lang ja, lang en   answer in that language (else in the language of the paste)',
      '  help               this text',
      '  quit, Ctrl-D       leave',
    ].join('\n'),
    ja: [
      'イベント ビューアー、PowerShell、wevtutil の出力、メッセージだけ、番号だけなどを貼り付け、',
      '最後に空行を入力してください。途中に空行があってもかまいません。',
      '質問には y（はい）または n（いいえ）で答えます。Enter だけで飛ばせます。',
      '',
      '  lang ja、lang en   回答の言語を選ぶ（選ばなければ貼り付けた文の言語）',
      '  help               この説明',
      '  quit、Ctrl-D       終了',
    ].join('\n'),
  },
  switched: { en: 'Answers are in English now.', ja: '日本語で回答します。' },
  yesOrNo: { en: '[y = yes, n = no, Enter = skip]', ja: '［y = はい、n = いいえ、Enter = 飛ばす］' },
} as const satisfies Record<string, Localized>;
