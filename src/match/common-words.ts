/** Words that say little about which event is meant. */
import { stemOf } from './tokens.ts';

/** What any question holds; not counted at all. */
const STOP_WORDS =
  'a an and any are as at be been but by can could did do does for from get got had has have he hi how i if in is it its ' +
  'just me my no not of on or our out please so some that the their them there these they this to was we were what when ' +
  'where which while who why will with would you your about after again all also because before during into only shown ' +
  'shows show see seen says saying say get gets getting keep keeps appear appears mean means meaning ignore safe safely ' +
  'error errors warning warnings event events message messages log logs id problem issue help know need ' +
  // Releases: they say where, not what.
  '2000 2003 2008 2012 2016 2019 2022 2025 r2 2008r2 2012r2 sp1 sp2 xp vista rtm';

/** What every second chat in an office of system administrators holds; counted half. */
const COMMON_WORDS =
  'account action add application backup call calls change check client code computer connect connected connection data ' +
  'delete device different disk drive driver drivers empty fail failed fails failure file files first found guest hard ' +
  'host install installed issue load loaded loading logon machine memory most name network new object old open opening ' +
  'port print problem ready read reading request requests reset resource resources restart role running server service ' +
  'services software start started starting state status stop storage subscription support switch system test update ' +
  'updated upgrade use user users version versions virtual vm windows work working write wrong cannot last low match ' +
  'drive image card parent another component';

/** Japanese pairs of questions and reports ("what does this error mean, how do I fix it"). */
const STOP_PAIRS =
  '教え 出る 出て 出た 出ま 表示 発生 記録 登録 意味 原因 対処 方法 問題 無視 大丈 丈夫 何で 何か エラ 警告 ログ 願い 思い 知り';

/** バージョン, システム, サービス, ネットワーク, インストール … cut into pairs. */
const COMMON_PAIRS =
  'サバ バジ ジョ ョン シス ステ テム サビ ビス ネッ ット トワ ワク イン ンス スト トル 仮想 マシ シン 起動 失敗 接続 更新 設定 ディ ィス スク ' +
  'ドラ ライ イバ 読み み込 込め 込ん 古い 新し 開け 追加 削除 作成 変更 確認 終了 開始 使用 利用 データ ファ ァイ イル ユザ 状態 管理 通知 ' +
  'イベ ベン ント カド スイ イッ ッチ ポト 最新 最初 再起 呼び び出';

const STOP = new Set(`${STOP_WORDS} ${STOP_PAIRS}`.split(' ').map(stemOf));
const COMMON = new Set(`${COMMON_WORDS} ${COMMON_PAIRS}`.split(' ').map(stemOf));

/** Share of its weight a token keeps: 0 for words of any question, .5 for words of any office, 1 else. */
export function commonness(token: string): 0 | 0.5 | 1 {
  if (STOP.has(token)) return 0;
  return COMMON.has(token) ? 0.5 : 1;
}
