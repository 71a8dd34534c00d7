/** The search in the message box: a symptom, a message or an event gives cards to insert. */
import { z } from 'zod';
import type { Answerer } from '../../../src/answer.ts';
import type { AskedPart } from '../../../src/chat/answer-context.ts';
import { answerOf, newContext, sourceAndId } from '../../../src/chat/asking.ts';
import { indexKnowledge } from '../../../src/knowledge/word-search.ts';
import type { Lang } from '../../../src/lang.ts';
import type { Parts } from '../app-parts.ts';
import { LIMITS } from '../limits.ts';
import type { TeamsReply, TeamsTurn } from '../port.ts';
import { searchResults } from '../preview-cards.ts';
import { tell } from '../said-words.ts';
import type { Who } from '../who.ts';

const Query = z.object({ query: z.string(), skip: z.number().catch(0) });
const LONGEST_QUERY = 2000;

/** Words that are typed letter by letter are no gaps in the knowledge, and are not recorded. */
export async function onSearch({ data }: TeamsTurn, who: Who, parts: Parts): Promise<TeamsReply> {
  const asked = Query.catch({ query: '', skip: 0 }).parse(data);
  const query = asked.query.slice(0, LONGEST_QUERY).trim();
  const lang = await parts.langs.of(who, query);
  if (query === '') return { message: tell('search.hint', lang) };
  // All there is comes at once.
  if (asked.skip > 0) return { results: [] };
  const found = partsOf(query, { lang, parts });
  if (found.length === 0) return { message: tell('search.none', lang) };
  // Where the card will stand is not known: whoever sees it there may use it.
  const { at: place, person } = who;
  const context = parts.contexts.create(newContext({ place, person, audience: 'channel', lang }, found));
  const { findings } = answerOf(context, parts);
  const { publicUrl } = parts.settings;
  return { results: searchResults(findings, { lang, answerId: context.id, publicUrl, offerShare: false }) };
}

/** What the words surely are; else what they may be, and the entries in which they stand. */
function partsOf(query: string, { lang, parts }: { lang: Lang; parts: Parts }): AskedPart[] {
  const answerer = parts.answerer();
  const { findings } = answerer.answer(query, { lang });
  const sure = findings.flatMap(({ key, candidates = [] }, pick) =>
    candidates.length === 0 ? [{ key: key ?? `${pick}`, text: query, pick }] : [],
  );
  const maybe = findings.flatMap(({ candidates = [] }) => candidates);
  const isSure = findings.some(({ kind }) => kind !== 'similar');
  const worded = isSure ? [] : indexKnowledge(answerer.catalog).find(query, LIMITS.searchResults);
  const found = [...sure, ...[...maybe, ...worded].flatMap((entry) => byName(entry, { lang, answerer }))];
  const seen = new Set<string>();
  return found
    .filter(({ key }) => !seen.has(key) && seen.add(key))
    .slice(0, LIMITS.searchResults)
    .map(({ text, pick }) => ({ text, pick }));
}

/** An entry, asked for by its own name. */
function byName(
  entry: { key: string; provider: string; eventId?: number | undefined },
  { lang, answerer }: { lang: Lang; answerer: Answerer },
): { key: string; text: string; pick: number }[] {
  const { key } = entry;
  const text = sourceAndId(entry);
  const pick = answerer.answer(text, { lang }).findings.findIndex((finding) => finding.key === key);
  return pick === -1 ? [] : [{ key, text, pick }];
}
