import { filesOfKind } from '../knowledge-files.ts';
import type { Rule } from './rule.ts';

/** Each identity once is the loader's matter, and so is the provider. */
export const identities: Rule = {
  name: 'identities',
  description: 'Known identities are sorted by their ID, and none has an entry.',
  *check({ files }) {
    // A local entry of an identity of the product is what is wanted; an entry that exists when the identity is written is not.
    const layers = new Map<string, number>();
    for (const { content, layer } of filesOfKind(files, 'entry')) {
      layers.set(content.key, Math.min(layer, layers.get(content.key) ?? layer));
    }
    for (const file of filesOfKind(files, 'identities')) {
      for (const [index, { id }] of file.content.entries()) {
        const before = file.content[index - 1]?.id;
        const path = [index, 'id'];
        if (before !== undefined && before > id)
          yield { in: file, path, message: `${id} stands behind ${before}: sort the identities by their ID.` };
        const key = `${file.slug}/${id}`;
        if ((layers.get(key) ?? Infinity) <= file.layer)
          yield { in: file, path, message: `"${key}" has an entry, which says more: remove it here.` };
      }
    }
  },
};
