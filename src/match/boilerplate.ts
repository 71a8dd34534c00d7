/** What messages of any Windows source say: sharing it makes two messages no more alike. */
import { fold } from '../text/fold.ts';
import { gramsOf } from './grams.ts';

/** A gram of boilerplate counts this much of its weight. */
export const BOILERPLATE_FACTOR = 0.25;

const TEXTS = [
  'the call failed with the following error',
  'failed due to the following error',
  'because of the following error',
  'error code the error code is',
  'could not be started loaded found opened',
  'for more information, see Help and Support Center at',
  'the system cannot find the file specified',
  'access is denied',
  'contact your system administrator',
  'the operation completed successfully',
  'an error occurred while',
  'an unexpected error has occurred',
  'was unable to',
  'virtual machine ID',
  'の呼び出しは次のエラーで失敗しました',
  '次のエラーが原因で開始できませんでした',
  'エラーが発生しました',
  'エラー コード',
  'することができませんでした',
  'できません',
  'に失敗しました',
  'されました',
  'しました',
  'されています',
  'してください',
  '詳細な情報は、ヘルプとサポート センターを参照してください',
  '指定されたファイルが見つかりません',
  'アクセスが拒否されました',
];

/** Hashes of the grams (grams.ts) of these texts. */
export const BOILERPLATE_GRAMS: ReadonlySet<number> = new Set(TEXTS.flatMap((text) => Array.from(gramsOf(fold(text)))));
