/** The limits, combinations and places of blocks, which the types of @slack/types do not know. */
import type { KnownBlock } from '@slack/types';
import { type AnyElement, type Report, judgeCount, judgeElement, judgeRichText } from './judge-elements.ts';
import { judgeText, judgeTextObject, judgeUrl } from './judge-elements.ts';
import { LIMITS, SURFACES, type Surface } from './limits.ts';

type BlockOf<T extends KnownBlock['type']> = Extract<KnownBlock, { type: T }>;
export interface Setting {
  surface: Surface;
  report: Report;
}

/** One block whose shape is right already; children and elements included. */
export function judgeBlock(block: KnownBlock, at: string, setting: Setting): void {
  const { surface, report } = setting;
  const limit = (max: number) => ({ max, report });
  if (SURFACES[block.type]?.includes(surface) !== true)
    report(`${at}/type`, `${block.type} is not allowed in a ${surface}`);
  judgeText(block.block_id, `${at}/block_id`, limit(LIMITS.blockId));
  judgeElements(block, at, setting);
  switch (block.type) {
    case 'section':
      return judgeSection(block, at, report);
    case 'header':
      return judgeTextObject(block.text, `${at}/text`, limit(LIMITS.headerText));
    case 'context':
      return judgeCount(block.elements, `${at}/elements`, limit(LIMITS.contextElements));
    case 'actions':
      return judgeCount(block.elements, `${at}/elements`, limit(LIMITS.actionsElements));
    case 'context_actions':
      return judgeCount(block.elements, `${at}/elements`, limit(LIMITS.contextActionsElements));
    case 'image':
      judgeText(block.alt_text, `${at}/alt_text`, limit(LIMITS.imageAltText));
      judgeTextObject(block.title, `${at}/title`, limit(LIMITS.imageTitle));
      if ('image_url' in block) judgeUrl(block.image_url, `${at}/image_url`, limit(LIMITS.imageUrl));
      return;
    case 'input':
      judgeTextObject(block.label, `${at}/label`, limit(LIMITS.inputLabel));
      return judgeTextObject(block.hint, `${at}/hint`, limit(LIMITS.inputHint));
    case 'container':
      return judgeContainer(block, at, setting);
    case 'rich_text':
      return judgeRichText(block, at, report);
    case 'markdown':
      return judgeText(block.text, `${at}/text`, limit(LIMITS.markdownSum));
    case 'alert':
      return judgeTextObject(block.text, `${at}/text`, limit(LIMITS.alertText));
    case 'card':
      return judgeCard(block, at, report);
    case 'carousel':
      judgeCount(block.elements, `${at}/elements`, limit(LIMITS.carouselCards));
      for (const [index, card] of block.elements.entries()) judgeCard(card, `${at}/elements/${index}`, report);
      return;
    case 'table':
      judgeCount(block.rows, `${at}/rows`, limit(LIMITS.tableRows));
      return judgeRows(block.rows, at, report);
    case 'data_table':
      judgeCount(block.rows, `${at}/rows`, { max: LIMITS.dataTableRows, min: 2, report });
      return judgeRows(block.rows, at, report);
    default:
      return;
  }
}

/** The interactive elements of a block with their place below it. */
function elementsOf(block: KnownBlock): { element: AnyElement; path: string }[] {
  if (block.type === 'input') return [{ element: block.element, path: '/element' }];
  if (block.type === 'section') return block.accessory ? [{ element: block.accessory, path: '/accessory' }] : [];
  if (block.type === 'card') return numbered(block.actions ?? [], '/actions');
  if (block.type === 'actions') return numbered<AnyElement>(block.elements, '/elements');
  if (block.type === 'context_actions') return numbered<AnyElement>(block.elements, '/elements');
  if (block.type !== 'context') return [];
  return numbered(block.elements, '/elements').flatMap(({ element, path }) =>
    element.type === 'image' ? [{ element, path }] : [],
  );
}

function numbered<T>(elements: readonly T[], under: string): { element: T; path: string }[] {
  return elements.map((element, index) => ({ element, path: `${under}/${index}` }));
}

/** action_ids must differ within their block: Slack could not say otherwise which one was used. */
function judgeElements(block: KnownBlock, at: string, setting: Setting): void {
  const seen = new Set<string>();
  for (const { element, path } of elementsOf(block)) {
    judgeElement(element, `${at}${path}`, setting);
    const id = 'action_id' in element ? element.action_id : undefined;
    if (id !== undefined && seen.has(id)) setting.report(`${at}${path}/action_id`, `action_id ${id} already exists`);
    if (id !== undefined) seen.add(id);
  }
}

function judgeSection(block: BlockOf<'section'>, at: string, report: Report): void {
  if (block.text === undefined && block.fields === undefined) report(at, 'must define either text or fields');
  judgeTextObject(block.text, `${at}/text`, { max: LIMITS.text, report });
  if (block.fields === undefined) return;
  judgeCount(block.fields, `${at}/fields`, { max: LIMITS.sectionFields, report });
  for (const [index, field] of block.fields.entries()) {
    judgeTextObject(field, `${at}/fields/${index}`, { max: LIMITS.sectionField, report });
  }
}

function judgeContainer(block: BlockOf<'container'>, at: string, setting: Setting): void {
  const { report } = setting;
  if (block.title === undefined && block.rich_text_title === undefined)
    report(at, 'must define title or rich_text_title');
  judgeTextObject(block.title, `${at}/title`, { max: LIMITS.containerTitle, report });
  judgeTextObject(block.subtitle, `${at}/subtitle`, { max: LIMITS.containerTitle, report });
  if (block.rich_text_title) judgeRichText(block.rich_text_title, `${at}/rich_text_title`, report);
  if (block.default_collapsed === true && block.is_collapsible !== true) {
    report(`${at}/default_collapsed`, 'requires is_collapsible to be true');
  }
  judgeCount(block.child_blocks, `${at}/child_blocks`, { max: LIMITS.containerChildren, report });
  for (const [index, child] of block.child_blocks.entries()) judgeBlock(child, `${at}/child_blocks/${index}`, setting);
}

function judgeCard(block: BlockOf<'card'>, at: string, report: Report): void {
  if (!block.hero_image && !block.title && !block.actions && !block.body) {
    report(at, 'must define at least one of hero_image, title, actions, body');
  }
  judgeTextObject(block.title, `${at}/title`, { max: LIMITS.cardTitle, report });
  judgeTextObject(block.subtitle, `${at}/subtitle`, { max: LIMITS.cardTitle, report });
  judgeTextObject(block.body, `${at}/body`, { max: LIMITS.cardBody, report });
  if (block.actions) judgeCount(block.actions, `${at}/actions`, { max: LIMITS.cardActions, report });
}

function judgeRows(rows: readonly (readonly { type: string; text?: string }[])[], at: string, report: Report): void {
  const widths = new Set(rows.map((row) => row.length));
  if (widths.size > 1) report(`${at}/rows`, 'rows must have the same number of cells');
  for (const [index, row] of rows.entries()) {
    judgeCount(row, `${at}/rows/${index}`, { max: LIMITS.tableCells, report });
    for (const [cell, { type, text }] of row.entries()) {
      if (type !== 'rich_text' && text === '')
        report(`${at}/rows/${index}/${cell}/text`, 'must be more than 0 characters');
    }
  }
}
