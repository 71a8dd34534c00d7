import { formatIdentifier, levelOfQualifiers } from '../../event/identifier.ts';
import { tableEvent } from '../table-identifier.ts';
import { entryRule, type EntryInFile, type RuleFault } from './rule.ts';

export const identifiers = entryRule(
  'identifiers',
  "A message's 32-bit identifier belongs to the entry's event ID, and an ID with several identifiers says which one is meant.",
  function* ({ content }, { catalog }) {
    for (const [index, { identifier }] of content.messages.entries()) {
      if (identifier === undefined) continue;
      const event = tableEvent(Number(identifier));
      if (event?.eventId === content.eventId) continue;
      const is = event === undefined ? 'no event' : `event ${event.eventId}`;
      const wanted =
        content.eventId === undefined ? 'a status message has no identifier' : `this file is event ${content.eventId}`;
      const message = `The identifier ${identifier} is ${is}, but ${wanted}: correct or remove it.`;
      yield { path: ['messages', index, 'identifier'], message };
    }
    yield* levelFaults(content);
    const named = content.messages.some(({ identifier }) => identifier !== undefined);
    const rows = catalog.tableTexts(content.key);
    const halves = new Set(rows.map(({ qualifiers }) => qualifiers));
    if (named || halves.size < 2 || content.eventId === undefined) return;
    const known = Array.from(halves, (upper) => formatIdentifier(((upper << 16) | (content.eventId ?? 0)) >>> 0));
    const message = `The message tables know this ID under ${known.join(' and ')}: give the messages their "identifier", so that the other event is not taken for this one.`;
    yield { path: ['messages'], message };
  },
);

/** The severity bits of the identifier are the level that the log shows. */
function* levelFaults({ level, messages }: EntryInFile['content']): Generator<Omit<RuleFault, 'in'>> {
  const levels = messages.flatMap(({ identifier }) => {
    const { qualifiers } = (identifier === undefined ? undefined : tableEvent(Number(identifier))) ?? {};
    return qualifiers === undefined ? [] : (levelOfQualifiers(qualifiers) ?? []);
  });
  if (level === undefined || levels.length === 0 || levels.some((each) => each === level)) return;
  const message = `The level is "${level}", but the identifiers of the messages say "${levels[0]}": correct one of them.`;
  yield { path: ['level'], message };
}
