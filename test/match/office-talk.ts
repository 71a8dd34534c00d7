/** Made-up office sentences from word lists, for counting how often the approximate layers speak when they should not. */

const list = (words: string): string[] => words.trim().split(/\s+/);

const WHO = list(
  'we they marketing finance Yamada Suzuki Priya Tom management everyone somebody sales support legal reception interns customers auditors ' +
    'Tanaka Maria colleagues vendors',
);
const VERB = list(
  'updated moved cancelled approved reviewed forgot finished started changed sent lost found printed signed booked ordered ' +
    'installed restarted upgraded replaced deleted connected opened closed copied shared renamed tested released checked ' +
    'rejected loaded failed removed detected initialized negotiated',
);
const ADJECTIVE = list(
  'new old final missing monthly urgent shared broken internal public virtual small corrupt empty different incompatible ' +
    'critical unexpected protected annual digital draft wrong remote slow quarterly paper preferred',
);
const NOUN = list(
  'budget meeting invoice report laptop printer projector calendar contract password badge coffee lunch parking keyboard ' +
    'monitor server database website spreadsheet presentation ticket backup firewall switch router driver network storage device ' +
    'machine account license folder document mailbox phone headset release version protocol service component partition channel ' +
    'interview schedule vacation training newsletter survey proposal deadline customer office desk chair window elevator ' +
    'room agenda minutes signature deployment branch script certificate domain cluster rack cable battery scanner image port',
);
const WHEN = list(
  'today yesterday tomorrow again already later soon twice overnight on-Friday this-week last-month before-lunch after-work',
);
const OPENING = [
  'could you check whether',
  'why did it happen that',
  'please note that',
  'I heard',
  'it seems',
  'FYI',
  'hi all,',
  'can somebody confirm',
  'sorry,',
  'thanks,',
];

const JA_WHO = list(
  '山田さん 鈴木さん 営業部 経理 総務 お客様 上司 部長 私 みんな 担当者 取引先 新人 佐藤さん 監査法人 開発チーム 事務局 課長 派遣の方 管理者',
);
const JA_NOUN = list(
  '会議 予算 請求書 報告書 資料 契約書 見積書 議事録 名刺 出張 休暇 勤怠 給与 備品 電話 メール カレンダー パスワード プリンター ' +
    'プロジェクター ノートパソコン キーボード モニター サーバー データベース ウェブサイト フォルダー ファイル ネットワーク ドライバー ' +
    'バージョン ライセンス アカウント バックアップ ソフトウェア アプリ システム サービス 仮想マシン 記憶装置 スイッチ ポート ディスク ' +
    'ストレージ 回線 機器 座席 駐車場 昼食 弁当 研修 面接 健康診断 アンケート 社内報 掲示板 稟議 決裁 発注 納品 検収 在庫 倉庫 工場 ' +
    'スケジュール プレゼン 提案書 仕様書 設計書 障害票 手順書 チケット リリース 証明書 クラスター ケーブル ラック バッテリー 会議室 ' +
    'エレベーター 入館証 忘年会 送別会 デバイス インターフェイス プロトコル 統合テスト イメージ',
);
const JA_ADJECTIVE = list(
  '新しい 古い 最終の 毎月の 急ぎの 共有の 壊れた 社内の 外部の 別の 空の 重要な 予期しない 来週の 今日の 昨日の 紙の 正式な 追加の 互換性のある',
);
const JA_VERB = list(
  '更新しました 変更しました 送りました 忘れました 確認してください 承認をお願いします 開けません 見つかりません 接続できません 印刷できません ' +
    '削除しました 追加しました インストールしました 再起動しました 失敗しました 完了しました 遅れています 届きました 注文しました 予約しました ' +
    '読み込めません 拒否されました 検討中です 教えてください 共有してください 準備ができていません 提出してください 直りました 動きません 止まっています',
);
const JA_TAIL = list(
  '。 。よろしくお願いします。 。対応をお願いできますか？ 。急ぎではありません。 か？ 。助かります。 。ありがとうございます。',
);

/** A generator of numbers in 0..1 from a seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export function pick<T>(random: () => number, from: readonly T[]): T {
  const picked = from[Math.floor(random() * from.length)];
  if (picked === undefined) throw new Error('nothing to pick from');
  return picked;
}

/** "FYI finance deleted the old printer driver twice" */
export function englishSentence(random: () => number): string {
  const one = (words: readonly string[]): string => pick(random, words);
  const thing = (): string =>
    `the ${random() < 0.5 ? `${one(ADJECTIVE)} ` : ''}${one(NOUN)}${random() < 0.4 ? ` ${one(NOUN)}` : ''}`;
  const parts = [`${one(WHO)} ${one(VERB)} ${thing()}`];
  if (random() < 0.4) parts.unshift(one(OPENING));
  if (random() < 0.5) parts.push(`and ${thing()}`);
  if (random() < 0.6) parts.push(one(WHEN).replaceAll('-', ' '));
  if (random() < 0.2) parts.push(String(Math.floor(random() * 9000)));
  return parts.join(' ');
}

/** 「営業部が古い資料を送りました。」 */
export function japaneseSentence(random: () => number): string {
  const one = (words: readonly string[]): string => pick(random, words);
  const noun = `${random() < 0.5 ? one(JA_ADJECTIVE) : ''}${one(JA_NOUN)}${random() < 0.4 ? `の${one(JA_NOUN)}` : ''}`;
  const who = random() < 0.6 ? `${one(JA_WHO)}${random() < 0.5 ? 'が' : 'は、'}` : '';
  const number = random() < 0.2 ? `${Math.floor(random() * 900)}番の` : '';
  return `${who}${number}${noun}${random() < 0.5 ? 'を' : 'は'}${one(JA_VERB)}${one(JA_TAIL)}`;
}
