import { didYouMean } from '../nearest.ts';
import { entryRule, isWhole } from './rule.ts';

const DOTTED = /^[0-9]+(\.[0-9]+){1,3}$/;

export const protocols = entryRule(
  'protocols',
  'Protocols of conditions, decoded inserts and negotiations stand in protocols.yaml, and versions are written with dots.',
  function* ({ content }, context) {
    const known = context.knowledge.protocols;
    const uses = [...protocolsOf(content)];
    for (const { protocol, path } of isWhole(context, 'protocols') ? uses : []) {
      if (known.has(protocol)) continue;
      yield {
        path,
        message: `"${protocol}" is not in protocols.yaml.${didYouMean(protocol, known.keys())} Add it there or correct the name.`,
      };
    }
    for (const [at, { when }] of content.cases.entries()) {
      for (const [index, condition] of when.entries()) {
        if (!('than' in condition) || !('version' in condition.than) || DOTTED.test(condition.than.version)) continue;
        const path = ['cases', at, 'when', index, 'than', 'version'];
        yield { path, message: `"${condition.than.version}" is no version: write numbers with dots, such as 3.2.` };
      }
    }
  },
);

type Content = Parameters<Parameters<typeof entryRule>[2]>[0]['content'];

function* protocolsOf({
  cases,
  decode,
  negotiation,
}: Content): Generator<{ protocol: string; path: (string | number)[] }> {
  for (const [at, { when }] of cases.entries()) {
    for (const [index, condition] of when.entries()) {
      if ('protocol' in condition)
        yield { protocol: condition.protocol, path: ['cases', at, 'when', index, 'protocol'] };
    }
  }
  for (const [insert, meaning] of Object.entries(decode)) {
    if (meaning !== 'code') yield { protocol: meaning.protocol, path: ['decode', insert, 'protocol'] };
  }
  if (negotiation !== undefined) yield { protocol: negotiation.protocol, path: ['negotiation', 'protocol'] };
}
