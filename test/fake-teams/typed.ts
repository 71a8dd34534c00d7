/** What Teams makes of what a person types: the text loses what looks like tags and the breaks of lines, the HTML keeps them. */
const MENTION = /@hvevent(?=\s|$)/g;

export interface Typed {
  text: string;
  html: string;
  mentions: boolean;
}

export function typed(written: string): Typed {
  const lines = written.split(/\r?\n/);
  const mentions = written.search(MENTION) !== -1;
  const html = lines.map((line) => `<p>${mentioned(escaped(line), SPAN)}</p>`).join('');
  const text = mentioned(lines.map((line) => line.replace(/<[^<>]{0,2000}>/g, '')).join(''), '<at>hvevent</at>');
  return { text, html, mentions };
}

const SPAN = '<span itemscope itemtype="http://schema.skype.com/Mention" itemid="0">hvevent</span>';

function mentioned(line: string, as: string): string {
  return line.replace(MENTION, as);
}

function escaped(line: string): string {
  return line
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\t', '&nbsp; &nbsp; ')
    .replace(/^ | (?= )/g, '&nbsp;');
}
