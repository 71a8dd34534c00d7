import { insertsOf } from '../message-inserts.ts';
import { didYouMean } from '../nearest.ts';
import type { Path } from '../read-yaml.ts';
import { entryRule, type EntryInFile } from './rule.ts';

/** A condition on a value that no text can give would never hold, and nobody would see it. */
export const inserts = entryRule(
  'inserts',
  'Inserts of conditions, decoded values and negotiations are given by a message or a parameter.',
  function* ({ content }) {
    const known = new Set(content.parameters.map(({ name }) => name));
    for (const [index, { text }] of content.messages.entries()) {
      const { names, fault } = insertsOf(text);
      for (const name of names) known.add(name);
      if (fault !== undefined) yield { path: ['messages', index, 'text'], message: fault };
    }
    for (const { name, path } of insertsUsed(content)) {
      if (known.has(name)) continue;
      const message = `No message and no parameter of this entry gives the insert "${name}".${didYouMean(name, known)} Known: ${[...known].join(', ') || 'none'}.`;
      yield { path, message };
    }
  },
);

function* insertsUsed({ cases, decode, negotiation }: EntryInFile['content']): Generator<{ name: string; path: Path }> {
  for (const [at, { when }] of cases.entries()) {
    for (const [index, condition] of when.entries()) {
      const path = ['cases', at, 'when', index];
      if ('insert' in condition) yield { name: condition.insert, path: [...path, 'insert'] };
      if ('than' in condition && 'insert' in condition.than) {
        yield { name: condition.than.insert, path: [...path, 'than', 'insert'] };
      }
    }
  }
  for (const name of Object.keys(decode)) yield { name, path: ['decode', name] };
  for (const side of ['guest', 'host'] as const) {
    const name = negotiation?.[side];
    if (name !== undefined) yield { name, path: ['negotiation', side] };
  }
}
