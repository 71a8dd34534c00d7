/** What is told of a file around the card of its findings: its name, how many events, what is not known, what was lost. */
import type { KnownBlock } from '@slack/types';
import type { Block } from '../../src/card/card.ts';
import type { Lang } from '../../src/lang.ts';
import type { FileSummary } from '../../src/chat/answer-context.ts';
import { fileCard } from '../../src/chat/file-card.ts';
import { nameAndTitle } from '../../src/chat/one-text.ts';
import { bold, line, list, own, paragraphs, type SlackCard } from './blocks.ts';
import { mrkdwnText } from './escape.ts';
import { LIMITS, SHARES } from './limits.ts';
import { noteBlocks } from './render-summary.ts';

/** A card of findings as the card of a file. Without a finding, that nothing is known of it is said once. */
export function withFile(
  { text, blocks }: SlackCard,
  file: FileSummary,
  { lang, found }: { lang: Lang; found: number },
): SlackCard {
  const card = fileCard(file, lang);
  const head = card.head.flatMap(headBlocks);
  const foot = card.foot.flatMap(noteBlocks);
  const body = found === 0 && file.events > 0 ? blocks.filter(({ type }) => type === 'actions') : blocks;
  const room = LIMITS.blocksInMessage - head.length - Math.min(foot.length, 5);
  // The buttons stand last: what has to go goes before them.
  const kept = body.length <= room ? body : [...body.slice(0, room - 2), ...body.slice(-2)];
  return { text: `${mrkdwnText(file.name, SHARES.note)}: ${text}`, blocks: [...head, ...kept, ...foot.slice(0, 5)] };
}

function headBlocks(block: Block): KnownBlock[] {
  if (block.type === 'title') return [paragraphs([[bold(nameAndTitle(block))]], { heading: '', most: SHARES.title })];
  if (block.type === 'facts') {
    const rows = block.rows.map(({ name, value }) => [...line(name), own(': '), ...line(value)]);
    return [list(rows, { heading: block.heading, most: SHARES.facts })];
  }
  if (block.type === 'list' && block.part === 'unknown') {
    return [
      list(
        block.items.map((item) => line(item)),
        { heading: block.heading, most: SHARES.facts },
      ),
    ];
  }
  return [];
}
