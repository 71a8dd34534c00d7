/** Results of a search in the message box: a few words to choose by, and the card that goes into the message. */
import { buildFindingCard } from '../../src/card/build-card.ts';
import { findingSentences, nameAndTitle, plain } from '../../src/chat/one-text.ts';
import type { Finding } from '../../src/finding.ts';
import { LIMITS, SHARES } from './limits.ts';
import { type CardContext, renderFinding, type TeamsCard } from './render-card.ts';
import { label } from './safe-text.ts';

/** Content of a thumbnail card (`application/vnd.microsoft.card.thumbnail`); its texts may be read as HTML, so nothing in them is. */
export interface Preview {
  title: string;
  text: string;
}

export interface SearchResult {
  preview: Preview;
  card: TeamsCard['card'];
}

/** One for each finding, as many as Teams shows at once. */
export function searchResults(findings: readonly Finding[], context: Omit<CardContext, 'index'>): SearchResult[] {
  return findings.slice(0, LIMITS.searchResults).map((finding, index) => ({
    preview: previewOf(finding, context),
    card: renderFinding(finding, { ...context, index }).card,
  }));
}

/** `VMSMP 26 - Network driver …` and `✅ Safe to ignore`. */
export function previewOf(finding: Finding, { lang }: Pick<CardContext, 'lang'>): Preview {
  const card = buildFindingCard(finding, lang);
  const title = card.blocks.flatMap((block) => (block.type === 'title' ? [nameAndTitle(block)] : []))[0];
  const verdict = card.blocks.flatMap((block) =>
    block.type === 'verdict' ? [`${block.sign.symbol} ${block.sign.word}. ${plain(block.sentence)}`] : [],
  )[0];
  const text = label(verdict ?? '', SHARES.previewText);
  return { title: label(title ?? findingSentences(card, lang), SHARES.previewTitle), text };
}
