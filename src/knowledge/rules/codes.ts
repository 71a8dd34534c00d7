import { filesOfKind } from '../knowledge-files.ts';
import type { Rule } from './rule.ts';

/** Unique codes are the loader's matter; in order, an author sees at once whether a code is there. */
export const codes: Rule = {
  name: 'codes-sorted',
  description: 'The codes of codes.yaml are sorted by their number.',
  *check({ files }) {
    for (const file of filesOfKind(files, 'codes')) {
      for (const [index, { code }] of file.content.entries()) {
        const before = file.content[index - 1]?.code;
        if (before === undefined || Number(before) <= Number(code)) continue;
        yield {
          in: file,
          path: [index, 'code'],
          message: `${code} stands behind ${before}: sort the codes by their number.`,
        };
      }
    }
  },
};
