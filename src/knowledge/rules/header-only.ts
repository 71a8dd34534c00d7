import { readPaste } from '../../event/read.ts';
import { entryRule } from './rule.ts';

/** A text that nobody has seen in a document would be invented, and a sample would prove nothing but itself. */
export const headerOnly = entryRule(
  'header-only',
  'Where no text of Windows is known, samples show header and data only, and say so by headerOnly.',
  function* ({ content, changed }, { catalog }) {
    const hasText = content.messages.length > 0 || catalog.tableTexts(content.key).length > 0;
    for (const [index, { text, headerOnly: isHeaderOnly }] of content.samples.entries()) {
      const path = ['samples', index];
      if (!isHeaderOnly && !hasText && content.eventId !== undefined && changed === undefined) {
        const message =
          'The entry has no "messages", so this sample may show source, ID and parameters only: leave out any message text and add "headerOnly: true".';
        yield { path, message };
      }
      const read = isHeaderOnly ? readPaste(text, catalog.sourceNames).events : [];
      if (read.some(({ event }) => event.message !== undefined)) {
        const message =
          'The sample says "headerOnly", but holds a message text (or its header cannot be read): leave source, ID and parameters only.';
        yield { path: [...path, 'text'], message };
      }
    }
  },
);
