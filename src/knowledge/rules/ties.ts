import { fold } from '../../text/fold.ts';
import { insertsOf } from '../message-inserts.ts';
import { filesOfKind } from '../knowledge-files.ts';
import type { EntryInFile, Rule } from './rule.ts';

/** A text that two events print decides nothing, so people must be led from one to the other. */
export const ties: Rule = {
  name: 'ties',
  description: 'Entries with the same message text name each other under seeAlso.',
  *check({ files }) {
    const first = new Map<string, EntryInFile>();
    for (const file of filesOfKind(files, 'entry')) {
      for (const [index, { text }] of file.content.messages.entries()) {
        const form = insertsOf(text).literals.map(fold).join('|');
        const other = first.get(form);
        if (other === undefined) first.set(form, file);
        else if (!linked(file, other)) {
          const message = `"${other.content.key}" has a message with the same text, so the text alone cannot tell them apart: add it to "seeAlso", or correct the text.`;
          yield { in: file, path: ['messages', index, 'text'], message };
        }
      }
    }
  },
};

function linked({ content: a }: EntryInFile, { content: b }: EntryInFile): boolean {
  return a.key === b.key || a.seeAlso.includes(b.key) || b.seeAlso.includes(a.key);
}
