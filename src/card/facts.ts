/** What was read of the event, decoded values beside the printed ones. */
import type { Finding } from '../finding.ts';
import type { Lang } from '../lang.ts';
import type { Block, Text } from './card.ts';
import { eventValue, nothing, plain } from './spans.ts';
import { say, sayIfKnown, type Word } from './words.ts';

const DECODED = '.decoded';
/** Event data without a template may have hundreds of values; the JSON answer has them all. */
const MOST_ROWS = 40;

/** Where and when the event was logged, then its values under their names. */
export function factsBlock(finding: Finding, lang: Lang): Block[] {
  const rows = [
    ...headerRow('fact.level', finding.level === undefined ? undefined : levelText(finding.level, lang), lang),
    ...headerRow('fact.channel', finding.channel, lang),
    ...headerRow('fact.computer', finding.computer, lang),
    ...headerRow('fact.time', finding.time, lang),
    // With several occurrences each has its own values, listed below.
    ...(isList(finding.occurrences) ? [] : insertRows(finding.inserts, lang)),
  ];
  return [{ type: 'facts', heading: say('heading.facts', lang), rows: rows.slice(0, MOST_ROWS) }];
}

/** One line for each distinct set of values. */
export function occurrencesBlock({ occurrences }: Finding, lang: Lang): Block[] {
  if (!isList(occurrences)) return [];
  const items = occurrences.map((inserts) => insertRows(inserts, lang).flatMap((row, i) => rowInLine(row, i, lang)));
  return [{ type: 'list', part: 'occurrences', heading: say('heading.occurrences', lang), ordered: false, items }];
}

function rowInLine({ name, value, meaning = nothing }: Row, index: number, lang: Lang): Text {
  const comma = index === 0 ? nothing : [plain(say('list.comma', lang))];
  const decoded = meaning.length === 0 ? nothing : [plain(' ('), ...meaning, plain(')')];
  return [...comma, ...name, plain(say('name.colon', lang)), ...value, ...decoded];
}

interface Row {
  name: Text;
  value: Text;
  meaning?: Text | undefined;
}

function isList(occurrences: Finding['occurrences']): occurrences is Record<string, string>[] {
  return occurrences !== undefined && occurrences.length > 1;
}

function headerRow(word: Word, value: string | undefined, lang: Lang): Row[] {
  return value === undefined || value === ''
    ? []
    : [{ name: [plain(say(word, lang))], value: eventValue(value, lang) }];
}

function levelText(level: string, lang: Lang): string {
  return sayIfKnown('level', level, lang) ?? level;
}

function insertRows(inserts: Readonly<Record<string, string>>, lang: Lang): Row[] {
  return Object.entries(inserts)
    .filter(([name]) => !isDecoded(name, inserts))
    .map(([name, value]): Row => {
      const decoded = Object.hasOwn(inserts, name + DECODED) ? inserts[name + DECODED] : undefined;
      return {
        name: insertName(name, lang),
        value: eventValue(value, lang),
        meaning: decoded === undefined || decoded === '' ? undefined : eventValue(decoded, lang),
      };
    });
}

function isDecoded(name: string, inserts: Readonly<Record<string, string>>): boolean {
  return name.endsWith(DECODED) && Object.hasOwn(inserts, name.slice(0, -DECODED.length));
}

/** As the knowledge writes names; what Windows writes (`Microsoft-Windows`, `param1`) stays. */
const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)+$/;

/** Names come from the knowledge, or from the event's own data: those of the second kind are text of the paste. */
function insertName(name: string, lang: Lang): Text {
  const word = sayIfKnown('insert', name, lang);
  if (word !== undefined) return [plain(word)];
  return name === '' ? nothing : eventValue(SLUG.test(name) ? name.replaceAll('-', ' ') : name, lang);
}
