/** Says a message in other words, or spoils it, and misspells names and phrases: what people type instead of pasting. */
import type { Random } from './random.ts';

/** Other ways to say what our messages say; the first half of each pair is what they print. */
const OTHER_WORDS: readonly (readonly [string, string])[] = [
  ['cannot load', 'could not be loaded'],
  ['because it is incompatible', 'since it does not fit'],
  ['is incompatible', 'is not compatible'],
  ['NIC driver', 'network driver'],
  ['Networking driver', 'network driver'],
  ['storage device', 'disk'],
  ['server virtualization stack', 'virtualization stack of the server'],
  ['the virtual machine', 'the guest'],
  ['a different version from the server', 'another version than the server'],
  ['different', 'other'],
  ['rejected attempt to use', 'refused to use'],
  ['failed to fire', 'could not call'],
  ['failed a critical notification event', 'did not handle a critical notification'],
  ['call failed with the following error', 'call failed with error'],
  ['encountered an error', 'had an error'],
  ['detected a corrupt', 'found a damaged'],
  ['has removed', 'deleted'],
  ['Unexpected failure', 'Unexpected error'],
  ['You need to Install', 'Please install'],
  ['does not match', 'is not the same as'],
  ['読み込むことができません', '読み込めません'],
  ['互換性がないため', '互換性がなく'],
  ['ネットワーク ドライバー', 'NIC ドライバー'],
  ['ネットワーキング ドライバー', 'ネットワーク ドライバー'],
  ['記憶装置', 'ストレージ デバイス'],
  ['別のバージョンが含まれています', 'バージョンが異なります'],
  ['へ NIC', 'に NIC'],
  ['接続できませんでした', '接続できません'],
  ['失敗しました', '失敗'],
  ['発生しました', '起きました'],
  ['アップグレードしてください', '更新してください'],
  ['古いバージョンの', '旧バージョンの'],
  ['検出しました', '見つけました'],
  ['削除しました', '取り除きました'],
  ['要求しているバージョン', '必要とするバージョン'],
  ['一致していません', '異なっています'],
];
const FILLERS = ['now', 'again', 'the', 'on this host', '再び', 'また', 'なぜか'];
const PROTECTED = /[{}\d<>'"@]/;

/**
 * The message in other words, with words left out, moved or misspelled, or cut short, one to three of these. Inserts in
 * braces, numbers and quoted values stay as they are: they are facts, not wording.
 */
export function inOtherWords(template: string, r: Random): string {
  let text = template;
  for (let left = r.int(1, 3); left > 0; left--)
    text = r.pick([reworded, reworded, thinned, moved, padded, typed, cut])(text, r);
  return text;
}

function reworded(text: string, r: Random): string {
  const fitting = OTHER_WORDS.filter(([printed]) => text.includes(printed));
  let out = text;
  for (let left = Math.min(fitting.length, r.int(1, 3)); left > 0; left--) {
    const [printed, said] = r.pick(fitting);
    out = out.replace(printed, said);
  }
  return out;
}

/** One to three words less; in Japanese, runs of two or three characters. */
function thinned(text: string, r: Random): string {
  const pieces = piecesOf(text);
  for (let left = r.int(1, 3); left > 0; left--) {
    const at = r.int(0, pieces.length - 1);
    if (!PROTECTED.test(pieces[at] ?? '')) pieces[at] = '';
  }
  return pieces.join('');
}

/** Two neighbouring words change places. */
function moved(text: string, r: Random): string {
  const pieces = piecesOf(text);
  const at = r.int(0, Math.max(0, pieces.length - 2));
  const [one = '', next = ''] = pieces.slice(at, at + 2);
  if (!PROTECTED.test(one + next)) pieces.splice(at, 2, next, one);
  return pieces.join('');
}

function padded(text: string, r: Random): string {
  const pieces = piecesOf(text);
  pieces.splice(r.int(0, pieces.length), 0, ` ${r.pick(FILLERS)} `);
  return pieces.join('');
}

/** A slip in about every fifth word. */
function typed(text: string, r: Random): string {
  return piecesOf(text)
    .map((piece) => (!PROTECTED.test(piece) && r.chance(0.2) ? slip(piece, r) : piece))
    .join('');
}

/** The first 40 to 90 %, never ending inside an insert. */
function cut(text: string, r: Random): string {
  const end = Math.round((text.length * r.int(40, 90)) / 100);
  const open = text.lastIndexOf('{', end);
  return text.slice(0, open > text.lastIndexOf('}', end) ? open : end);
}

/** Words with the blank behind them, inserts whole, Japanese in runs of at most three characters. */
function piecesOf(text: string): string[] {
  return text.match(/\{[^{}]*\}\s*|[!-z|~]+\s*|[^!-~\s]{1,3}\s*|\s+/gu) ?? [text];
}

/** One letter doubled, left out, replaced or exchanged with its neighbour. */
export function slip(word: string, r: Random): string {
  const chars = Array.from(word);
  const places = chars.flatMap((c, i) => (/\p{L}/u.test(c) ? [i] : []));
  if (places.length === 0) return word;
  const at = r.pick(places);
  const c = chars[at] ?? '';
  const next = chars[at + 1] ?? '';
  switch (r.int(0, 3)) {
    case 0:
      chars[at] = c + c;
      break;
    case 1:
      chars[at] = '';
      break;
    case 2:
      chars[at] = c < '\u0080' ? r.pick(['a', 'e', 'i', 'n', 'r', 't']) : r.pick(['の', 'ン', 'を', 'ス']);
      break;
    default:
      chars.splice(at, 2, next, c);
  }
  return chars.join('');
}

/** A phrase as somebody types it: one or two slips in its longer words, or up to a third of its words left out. */
export function typedPhrase(phrase: string, r: Random): string {
  const words = phrase.split(' ');
  if (words.length >= 3 && r.chance(0.5)) {
    for (let left = r.int(1, Math.floor(words.length / 3)); left > 0; left--)
      words.splice(r.int(0, words.length - 1), 1);
    return words.join(' ');
  }
  for (let left = r.int(1, 2); left > 0; left--) {
    const long = words.flatMap((word, i) => (word.length >= (word < '\u0080' ? 5 : 3) ? [i] : []));
    const at = long.length > 0 ? r.pick(long) : 0;
    words[at] = slip(words[at] ?? '', r);
  }
  return words.join(' ');
}
