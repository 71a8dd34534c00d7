/** What went wrong with a file, as data and in words. */
import type { Lang, Localized } from '../lang.ts';

/** What was damaged or lost although the rest could be read. Chunks of an event log are counted from 1. */
export type FileNote =
  | { kind: 'empty' }
  /** The header of the log is damaged or says another length than the file has; the chunks were read all the same. */
  | { kind: 'bad-header' }
  | { kind: 'cut-short'; chunks: number }
  | { kind: 'damaged-chunk'; chunk: number; of: number; faults: readonly ChunkFault[]; read: number; lost?: number }
  /** A gap between two chunks: the log had these events, the file has not. */
  | { kind: 'missing-records'; from: number; to: number }
  /** Parts of a text file too long to be one event. */
  | { kind: 'cut-record'; count: number }
  /** Parts that look like an event and have nothing to read. */
  | { kind: 'no-event'; count: number }
  /** Only so many parts were read. */
  | { kind: 'too-many'; count: number }
  /** Over the limits of one answer. */
  | { kind: 'left-out'; count: number }
  /** Counted, but too many different ones to be listed. */
  | { kind: 'not-listed'; count: number }
  | { kind: 'more-notes'; count: number };

export type ChunkFault = 'signature' | 'checksum' | 'record' | 'cut-short';

export type FileFault = 'too-large' | 'not-evtx' | 'old-evt' | 'no-text';

/** The file cannot be read at all; `message` is the English sentence. */
export class FileError extends Error {
  override name = 'FileError';
  readonly fault: FileFault;

  constructor(fault: FileFault) {
    super(FAULTS[fault].en);
    this.fault = fault;
  }
}

/** One sentence for a person. */
export function describeFault(fault: FileFault, lang: Lang): string {
  return FAULTS[fault][lang];
}

/** One sentence for a person. */
export function describeNote(note: FileNote, lang: Lang): string {
  switch (note.kind) {
    case 'damaged-chunk':
      return damagedChunk(note, lang);
    case 'missing-records':
      return missingRecords(note, lang);
    case 'empty':
    case 'bad-header':
      return NOTES[note.kind][lang];
    case 'cut-short':
      return NOTES[note.kind][lang].replace('{n}', counted(note.chunks));
    case 'cut-record':
    case 'no-event':
    case 'too-many':
    case 'left-out':
    case 'not-listed':
    case 'more-notes':
      return NOTES[note.kind][lang].replace('{n}', counted(note.count));
    default:
      return note satisfies never;
  }
}

const NOTES = {
  empty: { en: 'The file is empty.', ja: 'ファイルが空です。' },
  'bad-header': {
    en: 'The header of the log is damaged. Its events were read all the same.',
    ja: 'ログのヘッダーが壊れていますが、イベントは読み取りました。',
  },
  'cut-short': {
    en: 'The file is cut off: the log had {n} chunks, and the last ones are missing.',
    ja: 'ファイルが途中で切れています。ログには {n} 個のチャンクがありましたが、末尾が欠けています。',
  },
  'cut-record': {
    en: 'Parts of the file are too long to be one event and were cut ({n} times).',
    ja: '1 件のイベントとしては長すぎる部分があり、分割して読みました（{n} か所）。',
  },
  'no-event': {
    en: 'Records of the file in which nothing could be recognised: {n}.',
    ja: 'イベントとして読み取れないレコードが {n} 件ありました。',
  },
  'too-many': {
    en: 'The file has too many records: only the first {n} were read.',
    ja: 'レコードが多すぎるため、先頭の {n} 件だけを読みました。',
  },
  'left-out': {
    en: 'Findings over the limits, which are not counted: {n}.',
    ja: '上限を超えたため、{n} 件は集計に含まれていません。',
  },
  'not-listed': {
    en: 'There are too many different events. Counted, but not listed: {n}.',
    ja: 'イベントの種類が多すぎるため、{n} 件は集計のみで、一覧にはありません。',
  },
  'more-notes': { en: 'Further remarks: {n}.', ja: 'このほかに {n} 件の注記があります。' },
} as const satisfies Record<Exclude<FileNote['kind'], 'damaged-chunk' | 'missing-records'>, Localized>;

const FAULTS = {
  'too-large': {
    en: 'The file is larger than 20 MiB: save only the events you want explained (in Event Viewer: "Save Filtered Log File As"), and try again.',
    ja: 'ファイルが 20 MiB を超えています。必要なイベントだけを保存し（イベント ビューアーの「フィルターされたログ ファイルの保存」など）、やり直してください。',
  },
  'not-evtx': {
    en: 'The file is not a Windows event log (.evtx): it does not begin like one.',
    ja: 'Windows イベント ログ（.evtx）ではありません。先頭の形式が異なります。',
  },
  'old-evt': {
    en: 'The file is an event log of Windows XP or Server 2003 (.evt): open it in Event Viewer, save it as .evtx, and try again.',
    ja: 'Windows XP / Server 2003 のイベント ログ（.evt）です。イベント ビューアーで開き、.evtx として保存してからやり直してください。',
  },
  'no-text': {
    en: 'The file is neither a Windows event log (.evtx) nor text.',
    ja: 'Windows イベント ログ（.evtx）でもテキストでもないファイルです。',
  },
} as const satisfies Record<FileFault, Localized>;

const CHUNK_FAULTS = {
  signature: { en: 'its signature is wrong', ja: '署名が不正' },
  checksum: { en: 'its checksum is wrong', ja: 'チェックサムが不一致' },
  record: { en: 'records in it cannot be read', ja: '読み取れないレコードあり' },
  'cut-short': { en: 'the file ends inside it', ja: 'ファイルが途中で終了' },
} as const satisfies Record<ChunkFault, Localized>;

function damagedChunk(note: Extract<FileNote, { kind: 'damaged-chunk' }>, lang: Lang): string {
  const { chunk, of, read, lost } = note;
  const faults = note.faults.map((fault) => CHUNK_FAULTS[fault][lang]);
  const number = lost === undefined ? undefined : counted(lost);
  return inLang(
    {
      en: `Chunk ${chunk} of ${of} is damaged (${faults.join(', ')}). Events read from it: ${counted(read)}; lost: ${number ?? 'not known'}.`,
      ja: `チャンク ${chunk}/${of} が壊れています（${faults.join('、')}）。読み取った件数: ${counted(read)}、失われた件数: ${number ?? '不明'}。`,
    },
    lang,
  );
}

function missingRecords({ from, to }: { from: number; to: number }, lang: Lang): string {
  const count = counted(to - from + 1);
  return inLang(
    {
      en: `The records ${from} to ${to} of the log are not in the file. Events missing: ${count}.`,
      ja: `ログのレコード ${from}～${to} はファイルに含まれていません。欠けている件数: ${count}。`,
    },
    lang,
  );
}

function counted(n: number): string {
  return n.toLocaleString('en-US');
}

function inLang(words: Localized, lang: Lang): string {
  return words[lang];
}
