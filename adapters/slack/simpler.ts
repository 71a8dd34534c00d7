/** Newer blocks as classic ones: folded blocks stand open, the pair of thumbs becomes two buttons. */
import type { FeedbackButtons, KnownBlock } from '@slack/types';
import { ACTIONS } from './actions.ts';
import { bold, button, row } from './blocks.ts';

/** A block without `container` and `context_actions`. */
export function classic(block: KnownBlock): KnownBlock[] {
  if (block.type === 'container') return [...titleOf(block.title?.text), ...block.child_blocks];
  if (block.type !== 'context_actions') return [block];
  return block.elements.flatMap((element) => (element.type === 'feedback_buttons' ? thumbs(element) : []));
}

function titleOf(title = ''): KnownBlock[] {
  return title === ''
    ? []
    : [{ type: 'divider' }, { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [bold(title)] }] }];
}

function thumbs({ positive_button: yes, negative_button: no }: FeedbackButtons): KnownBlock[] {
  return row([
    button({ action: ACTIONS.helpful, label: yes.text.text, value: yes.value, ...says(yes) }),
    button({ action: ACTIONS.notHelpful, label: no.text.text, value: no.value, ...says(no) }),
  ]);
}

function says({ accessibility_label: label }: { accessibility_label?: string }): { says?: string } {
  return label === undefined ? {} : { says: label };
}
