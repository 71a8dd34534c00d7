/** Writes one event in the ways people paste it. */

export interface PasteParts {
  source: string;
  id: number;
  level: 'Critical' | 'Error' | 'Warning' | 'Information';
  channel: string;
  computer: string;
  /** Absent: a header without text. */
  text?: string;
}

const LEVEL_JA = { Critical: '重大', Error: 'エラー', Warning: '警告', Information: '情報' } as const;
const LEVEL_NUMBER = { Critical: 1, Error: 2, Warning: 3, Information: 4 } as const;

/** The text that Event Viewer copies in English. */
export function eventViewerEn(p: PasteParts): string {
  return [
    `Log Name:      ${p.channel}`,
    `Source:        ${p.source}`,
    'Date:          8/19/2011 7:42:10 PM',
    `Event ID:      ${p.id}`,
    'Task Category: None',
    `Level:         ${p.level}`,
    'Keywords:      Classic',
    'User:          N/A',
    `Computer:      ${p.computer}`,
    'Description:',
    p.text ?? '',
  ].join('\n');
}

/** The text that Event Viewer copies in Japanese. */
export function eventViewerJa(p: PasteParts): string {
  return [
    `ログの名前:         ${p.channel}`,
    `ソース:           ${p.source}`,
    '日付:            2011/08/19 19:42:10',
    `イベント ID:       ${p.id}`,
    'タスクのカテゴリ:      なし',
    `レベル:           ${LEVEL_JA[p.level]}`,
    'キーワード:         クラシック',
    'ユーザー:          N/A',
    `コンピューター:       ${p.computer}`,
    '説明:',
    p.text ?? '',
  ].join('\n');
}

/** The form of Windows 2000 to 2003. */
function olderForm(p: PasteParts): string {
  return [
    `Event Type:\t${p.level}`,
    `Event Source:\t${p.source}`,
    'Event Category:\tNone',
    `Event ID:\t${p.id}`,
    'Date:\t\t8/19/2011',
    'Time:\t\t7:42:10 PM',
    'User:\t\tN/A',
    `Computer:\t${p.computer}`,
    'Description:',
    p.text ?? '',
  ].join('\n');
}

/** The form that Japanese vendors print in their papers. */
export function vendorForm(p: PasteParts): string {
  return [`種類：${LEVEL_JA[p.level]}`, `ソース：${p.source}`, `イベントID：${p.id}`, '説明：', p.text ?? ''].join(
    '\n',
  );
}

/** `Get-WinEvent | Format-List` */
function powershellList(p: PasteParts): string {
  return [
    'TimeCreated  : 8/19/2011 7:42:10 PM',
    `ProviderName : ${p.source}`,
    `Id           : ${p.id}`,
    `LevelDisplayName : ${p.level}`,
    `Message      : ${p.text ?? ''}`,
  ].join('\n');
}

/** One line of the CSV that Event Viewer saves. */
function csvLine(p: PasteParts): string {
  const text = (p.text ?? '').replaceAll('"', '""');
  return `${p.level},8/19/2011 7:42:10 PM,${p.source},${p.id},None,"${text}"`;
}

/** One event as JSON, as `ConvertTo-Json` prints it. */
function jsonObject(p: PasteParts): string {
  return JSON.stringify({
    ProviderName: p.source,
    Id: p.id,
    LevelDisplayName: p.level,
    LogName: p.channel,
    MachineName: p.computer,
    Message: p.text ?? '',
  });
}

/** Event XML with the text under RenderingInfo. */
function eventXml(p: PasteParts): string {
  return [
    '<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event"><System>',
    `<Provider Name="${escaped(p.source)}"/><EventID>${p.id}</EventID><Level>${LEVEL_NUMBER[p.level]}</Level>`,
    `<Channel>${p.channel}</Channel><Computer>${escaped(p.computer)}</Computer></System>`,
    `<RenderingInfo Culture="en-US"><Message>${escaped(p.text ?? '')}</Message></RenderingInfo></Event>`,
  ].join('\n');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

export const PASTE_FORMS = [
  eventViewerEn,
  eventViewerJa,
  olderForm,
  vendorForm,
  powershellList,
  csvLine,
  jsonObject,
  eventXml,
] as const;
