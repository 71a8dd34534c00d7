/**
 * Judges what an app sends to Slack: shape by the schema made from @slack/types, then limits, places and sums.
 * Blocks whose shape is wrong are not judged further, so that one mistake gives one fault.
 */
import type { KnownBlock } from '@slack/types';
import { type Setting, judgeBlock } from './judge-blocks.ts';
import { judgeText, judgeTextObject, richTextLength } from './judge-elements.ts';
import { type Fault, blockSchemaFaults, schemaFaults } from './judge-schema.ts';
import { LIMITS, type Surface } from './limits.ts';

export type { Fault } from './judge-schema.ts';

/** What a message is judged by; all of it as parsed JSON of unknown shape. */
export interface JudgedMessage {
  text?: unknown;
  blocks?: unknown;
  attachments?: unknown;
}

/** The faults of a message: its text, its blocks, its attachments and their blocks. */
export function judgeMessage({ text, blocks, attachments }: JudgedMessage): Fault[] {
  const faults = blocks === undefined ? [] : judgeBlocks(blocks, '/blocks', 'message');
  if (typeof text === 'string' && text.length > LIMITS.messageText) {
    faults.push({ pointer: '/text', message: `must be less than ${LIMITS.messageText + 1} characters` });
  }
  if (attachments === undefined) return faults;
  if (!Array.isArray(attachments)) return [...faults, { pointer: '/attachments', message: 'must be array' }];
  for (const [index, attachment] of (attachments as unknown[]).entries()) {
    const { blocks: inner, ...rest } = { ...(attachment as Record<string, unknown>) };
    faults.push(...schemaFaults('MessageAttachment', rest, `/attachments/${index}`));
    if (inner !== undefined) faults.push(...judgeBlocks(inner, `/attachments/${index}/blocks`, 'message'));
  }
  return faults;
}

/** What is allowed but bad: a message that a notification or a screen reader cannot tell. */
export function adviseMessage({ text, blocks, attachments }: JudgedMessage): Fault[] {
  const missing = typeof text !== 'string' || text.trim() === '';
  if (missing && (blocks ?? attachments) !== undefined) {
    return [{ pointer: '/text', message: 'no text for notifications and screen readers' }];
  }
  if (typeof text !== 'string' || text.length <= LIMITS.messageTextAdvised) return [];
  return [{ pointer: '/text', message: `is best kept under ${LIMITS.messageTextAdvised} characters` }];
}

/** The faults of a modal or a home tab. */
export function judgeView(view: unknown, at = '/view'): Fault[] {
  if (typeof view !== 'object' || view === null) return [{ pointer: at, message: 'must be object' }];
  const { blocks, ...rest } = view as Record<string, unknown>;
  const surface = rest['type'];
  if (surface !== 'modal' && surface !== 'home') return [{ pointer: `${at}/type`, message: 'must be modal or home' }];
  const faults = schemaFaults(surface === 'modal' ? 'ModalView' : 'HomeView', { ...rest, blocks: [] }, at);
  if (faults.length === 0) faults.push(...viewLimits(rest, at));
  faults.push(...judgeBlocks(blocks, `${at}/blocks`, surface));
  if (surface === 'modal' && hasInput(blocks) && rest['submit'] === undefined) {
    faults.push({ pointer: at, message: 'must define submit when there is an input block' });
  }
  if (Buffer.byteLength(JSON.stringify(view)) > LIMITS.viewBytes)
    faults.push({ pointer: at, message: 'view_too_large' });
  return faults;
}

/** The faults of a list of blocks that stand on the given surface. */
export function judgeBlocks(blocks: unknown, at: string, surface: Surface): Fault[] {
  if (!Array.isArray(blocks)) return [{ pointer: at, message: 'must be array' }];
  const faults: Fault[] = [];
  const setting: Setting = { surface, report: (pointer, message) => faults.push({ pointer, message }) };
  const max = surface === 'message' ? LIMITS.blocksInMessage : LIMITS.blocksInView;
  if (blocks.length > max) setting.report(at, `no more than ${max} items allowed`);
  const sound: KnownBlock[] = [];
  for (const [index, block] of (blocks as unknown[]).entries()) {
    const wrong = blockSchemaFaults(block, `${at}/${index}`);
    faults.push(...wrong);
    if (wrong.length > 0) continue;
    sound.push(block as KnownBlock);
    judgeBlock(block as KnownBlock, `${at}/${index}`, setting);
  }
  judgeTogether(sound, at, setting);
  return faults;
}

/** Faults as Slack words them in response_metadata.messages. */
export function faultMessages(faults: readonly Fault[]): string[] {
  return faults.map(({ pointer, message }) => `[ERROR] ${message} [json-pointer:${pointer}]`);
}

function viewLimits(view: Record<string, unknown>, at: string): Fault[] {
  const faults: Fault[] = [];
  const report: Setting['report'] = (pointer, message) => faults.push({ pointer, message });
  for (const name of ['title', 'submit', 'close'] as const) {
    judgeTextObject(view[name] as { text: string } | undefined, `${at}/${name}`, { max: LIMITS.viewTitle, report });
  }
  const strings = { callback_id: LIMITS.callbackId, external_id: LIMITS.externalId } as const;
  for (const [name, max] of Object.entries(strings)) {
    judgeText((view[name] as string | undefined) || undefined, `${at}/${name}`, { max, report });
  }
  const metadata = view['private_metadata'] as string | undefined;
  if ((metadata?.length ?? 0) > LIMITS.privateMetadata)
    report(`${at}/private_metadata`, 'must be less than 3001 characters');
  return faults;
}

/** What only shows when all blocks are looked at together. */
function judgeTogether(blocks: readonly KnownBlock[], at: string, { report }: Setting): void {
  const all = blocks.flatMap((block): KnownBlock[] =>
    block.type === 'container' ? [block, ...block.child_blocks] : [block],
  );
  const ids = all.flatMap((block) => block.block_id ?? []);
  for (const id of new Set(ids.filter((each, index) => ids.indexOf(each) !== index))) {
    report(at, `block_id ${id} already exists`);
  }
  const tables = all.filter(({ type }) => type === 'table' || type === 'data_table');
  if (tables.length > 1) report(at, 'only one table allowed');
  const cells = tables.flatMap((table) => ('rows' in table ? table.rows.flat() : []));
  const characters = cells.map((cell) => (cell.type === 'rich_text' ? richTextLength(cell) : cell.text.length));
  if (sum(characters) > LIMITS.tableCharacters)
    report(at, `tables hold more than ${LIMITS.tableCharacters} characters`);
  const markdown = all.map((block) => (block.type === 'markdown' ? block.text.length : 0));
  if (sum(markdown) > LIMITS.markdownSum) report(at, `markdown blocks hold more than ${LIMITS.markdownSum} characters`);
}

function hasInput(blocks: unknown): boolean {
  return Array.isArray(blocks) && (blocks as { type?: string }[]).some((block) => block?.type === 'input');
}

function sum(numbers: readonly number[]): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}
