/** Why a button was refused, in words. */
import type { Localized } from '../lang.ts';
import type { GuardedAction, Refusal, Refused } from './alerts.ts';

const TEXTS = {
  notFound: { en: 'There is no such incident any more.', ja: 'このインシデントはもうありません。' },
  noMute: { en: 'There is no such mute.', ja: 'このミュートはありません。' },
  acknowledged: { en: 'It is acknowledged already.', ja: 'すでに確認済みです。' },
  notAcknowledged: { en: 'It is not acknowledged.', ja: '確認済みではありません。' },
  assigned: { en: 'It is assigned to them already.', ja: 'すでにその担当者に割り当てられています。' },
  muted: { en: 'It is muted. End the mute first.', ja: 'ミュート中です。先にミュートを解除してください。' },
  mutedAlready: { en: 'There is such a mute already.', ja: '同じミュートがすでにあります。' },
  unmuted: { en: 'The mute has ended already.', ja: 'ミュートはすでに終了しています。' },
  resolved: { en: 'It is resolved already.', ja: 'すでに解決済みです。' },
  notResolved: { en: 'It is not resolved.', ja: '解決済みではありません。' },
  newer: {
    en: 'The event has occurred again since: there is a newer incident.',
    ja: 'その後イベントが再発し、新しいインシデントがあります。',
  },
  escalated: { en: 'It was escalated a moment ago.', ja: 'たった今エスカレーションされました。' },
  until: {
    en: 'The end of the mute must lie in the future, and within a year.',
    ja: 'ミュートの期限には、1 年以内の将来の日時を指定してください。',
  },
  noHost: { en: 'The event does not tell its host.', ja: 'イベントにホスト名がありません。' },
} as const satisfies Record<string, Localized>;

export function refused(why: Refusal, text: keyof typeof TEXTS): Refused {
  return { ok: false, why, text: TEXTS[text] };
}

const NOT_ALLOWED = {
  acknowledge: {
    en: 'You may not acknowledge incidents here; "alerts.roles.acknowledge" in the settings says who may.',
    ja: 'インシデントを確認済みにする権限がありません。設定の alerts.roles.acknowledge で指定します。',
  },
  mute: {
    en: 'You may not mute here; "alerts.roles.mute" in the settings says who may.',
    ja: 'ミュートする権限がありません。設定の alerts.roles.mute で指定します。',
  },
  resolve: {
    en: 'You may not resolve incidents here; "alerts.roles.resolve" in the settings says who may.',
    ja: 'インシデントを解決済みにする権限がありません。設定の alerts.roles.resolve で指定します。',
  },
  escalate: {
    en: 'You may not escalate here; "alerts.roles.escalate" in the settings says who may.',
    ja: 'エスカレーションする権限がありません。設定の alerts.roles.escalate で指定します。',
  },
} as const satisfies Record<GuardedAction, Localized>;

export function notAllowed(action: GuardedAction): Refused {
  return { ok: false, why: 'notAllowed', text: NOT_ALLOWED[action] };
}
