/** Making elements of cards. Every text passes `harmless` or `label`, and a limit. */
import type { Span, Text } from '../../src/card/card.ts';
import { ELLIPSIS, harmless } from '../../src/chat/harmless.ts';
import type { Lang } from '../../src/lang.ts';
import type {
  Action,
  ActionSet,
  Column,
  Container,
  Element,
  Line,
  RichTextBlock,
  Spacing,
  TeamsCard,
  TextBlock,
  TextRun,
} from './adaptive.ts';
import { LIMITS, SHARES } from './limits.ts';
import { cutText, label } from './safe-text.ts';

/** @param says all of it in one text: what clients show or speak that cannot draw the card */
export function adaptiveCard(body: Element[], { lang, says }: { lang: Lang; says: string }): TeamsCard {
  const text = label(says, SHARES.fallbackText);
  return {
    card: {
      type: 'AdaptiveCard',
      $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
      version: '1.5',
      lang,
      fallbackText: text,
      speak: text,
      body,
    },
    text,
  };
}

/** Words of our own above a part of the card, for screen readers too. */
export function heading(words: string, look: Partial<Pick<TextBlock, 'size' | 'spacing' | 'color'>> = {}): TextBlock {
  const text = label(words, SHARES.title);
  // Without a size of its own a heading is large.
  return { type: 'TextBlock', text, wrap: true, weight: 'Bolder', style: 'heading', size: 'Medium', ...look };
}

export function container(items: Element[], look: Omit<Container, 'type' | 'items'> = {}): Container {
  return { type: 'Container', items, ...look };
}

/** Something, and a button at its right. */
export function beside(what: Element, action: Action | undefined): Element {
  if (action === undefined) return what;
  const stretch: Column = { type: 'Column', width: 'stretch', items: [what], verticalContentAlignment: 'Center' };
  const items: Element[] = [{ type: 'ActionSet', actions: [action] }];
  const auto: Column = { type: 'Column', width: 'auto', items, verticalContentAlignment: 'Center' };
  return { type: 'ColumnSet', columns: [stretch, auto], spacing: 'Small' };
}

/** Rows of those that exist; no row when none does. */
export function buttons(actions: readonly (Action | undefined)[], spacing?: Spacing): ActionSet[] {
  const there = actions.filter((action) => action !== undefined);
  const sets: ActionSet[] = [];
  for (let i = 0; i < there.length; i += LIMITS.actionsInSet) {
    const row = there.slice(i, i + LIMITS.actionsInSet);
    sets.push({ type: 'ActionSet', actions: row, ...(spacing !== undefined && { spacing }) });
  }
  return sets;
}

export function rich(inlines: Line, spacing?: Spacing): RichTextBlock {
  const runs = inlines.length === 0 ? [run(ELLIPSIS)] : merged(inlines);
  return { type: 'RichTextBlock', inlines: runs, ...(spacing !== undefined && { spacing }) };
}

/** Neighbours that look alike are one run: fewer characters, and no gaps for screen readers. */
function merged(runs: Line): TextRun[] {
  const out: TextRun[] = [];
  for (const next of runs) {
    const last = out.at(-1);
    // What is harmless apart may not be so together: `<a` and `:`.
    if (last !== undefined && looksLike(last, next)) {
      out[out.length - 1] = { ...last, text: harmless(last.text + next.text) };
    } else out.push(next);
  }
  return out;
}

function looksLike(a: TextRun, b: TextRun): boolean {
  if (a.selectAction !== undefined || b.selectAction !== undefined) return false;
  return a.weight === b.weight && a.size === b.size && a.fontType === b.fontType && a.isSubtle === b.isSubtle;
}

/** Spans of a card. Values of events are set in one width, so that their ends can be seen. */
export function line(spans: Text, { values = false } = {}): TextRun[] {
  return spans.flatMap((span) => inline(span, values));
}

function inline({ kind, text }: Span, values: boolean): TextRun[] {
  const shown = harmless(text);
  if (shown === '') return [];
  const code = kind === 'code' || (values && kind === 'event' && shown.trim() !== '');
  return [{ type: 'TextRun', text: shown, ...(code && { fontType: 'Monospace' }) }];
}

/** A word or sentence of our own, or text that has to look like one. */
export function run(words: string, look: Pick<TextRun, 'weight' | 'isSubtle'> = {}): TextRun {
  return { type: 'TextRun', text: harmless(words), ...look };
}

export function bold(words: string): TextRun {
  return run(words, { weight: 'Bolder' });
}

export function subtle(words: string): TextRun {
  return run(words, { isSubtle: true });
}

/** @param url one that we have checked */
export function link(url: string, words: string): TextRun {
  return { type: 'TextRun', text: harmless(words), selectAction: { type: 'Action.OpenUrl', url } };
}

/** What a line takes beside its runs. */
const LINE_COST = 60;
/** What a run takes beside its text. */
const RUN_COST = 30;

/** The first lines that take at most `most` characters of JSON; the one that does not fit is cut, and ends in "…". */
export function fit(lines: readonly Line[], most: number): { lines: TextRun[][]; cut: boolean } {
  const fitting: TextRun[][] = [];
  let left = most;
  for (const runs of lines) {
    const kept: TextRun[] = [];
    left -= LINE_COST;
    for (const one of runs) {
      const size = JSON.stringify(one).length;
      if (size > left) {
        const text = one.selectAction === undefined ? cutText(one.text, left - RUN_COST) : '';
        kept.push(text === '' ? run(ELLIPSIS) : { ...one, text });
        return { lines: [...fitting, kept], cut: true };
      }
      left -= size;
      kept.push(one);
    }
    if (kept.length > 0) fitting.push(kept);
  }
  return { lines: fitting, cut: false };
}
