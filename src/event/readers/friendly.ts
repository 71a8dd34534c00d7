/** The "Friendly View" of Event Viewer's details: `[ Name]  VMSMP`, `EventID 26`, each in its own line. */
import type { WindowsEvent } from '../event.ts';
import { wholeNumber } from '../fields.ts';
import { parseIdentifier } from '../identifier.ts';
import { levelOfNumber } from '../labels.ts';
import { type Claim, record, type Stretch } from './reader.ts';

const LONGEST_LINE = 400;
const PAIR = /^(?:\[ ?(?<attribute>[A-Za-z]{2,20})\]|(?<element>[A-Z][A-Za-z]{3,20}))(?:\s+(?<value>\S.*))?$/;
/** Elements that stand between the source and the parameters. */
const ELEMENTS = new Set(
  'System Provider EventID Version Level Task Opcode Keywords TimeCreated EventRecordID Correlation Execution Channel Computer Security'.split(
    ' ',
  ),
);

/**
 * Reads the header fields. The parameters below it are not taken: empty ones leave no line, so that no position is sure.
 */
export function readFriendly(stretch: Stretch): Claim[] {
  if (!/\[ ?Name\]/.test(stretch.text)) return [];
  const claims: Claim[] = [];
  let open: { event: WindowsEvent; from: number; to: number } | undefined;
  const close = (): void => {
    if (open?.event.provider !== undefined && open.event.eventId !== undefined)
      claims.push({ from: open.from, to: open.to, events: [record('labels', open.event, stretch, open)] });
    open = undefined;
  };
  for (const line of stretch.lines) {
    if (line.text.trim() === '') continue;
    const { attribute, element, value = '' } = PAIR.exec(line.text.trim().slice(0, LONGEST_LINE))?.groups ?? {};
    if (attribute === 'Name' || element === 'System' || element === 'Provider') {
      if (open?.event.provider !== undefined) close();
      open ??= { event: {}, from: line.from, to: line.to };
    }
    if (open === undefined) continue;
    if (attribute === undefined && (element === undefined || !ELEMENTS.has(element))) {
      close();
      continue;
    }
    take(open.event, attribute ?? element ?? '', value.trim());
    open.to = line.to;
  }
  close();
  return claims;
}

function take(event: WindowsEvent, name: string, value: string): void {
  const number = wholeNumber(value);
  if (value === '') return;
  if (name === 'Name') event.provider = value;
  else if (name === 'EventID') Object.assign(event, parseIdentifier(value));
  else if (name === 'Qualifiers' && number !== undefined && number <= 0xffff) event.qualifiers = number;
  else if (name === 'SystemTime') event.time = value;
  else if (name === 'Channel') event.channel = value;
  else if (name === 'Computer') event.computer = value;
  else if (name === 'EventRecordID' && number !== undefined) event.recordId = number;
  else if (name === 'Level' && number !== undefined) {
    const level = levelOfNumber(number);
    if (level !== undefined) event.level = level;
  }
}
