import { didYouMean } from '../nearest.ts';
import { filesOfKind } from '../knowledge-files.ts';
import { tableEvent } from '../table-identifier.ts';
import { isWhole, type Rule } from './rule.ts';

export const tables: Rule = {
  name: 'tables',
  description: 'Message tables belong to a known provider, hold events only, and point to builds that they list.',
  *check(context) {
    const slugs = new Set(context.knowledge.providers.providers.map(({ slug }) => slug));
    for (const file of filesOfKind(context.files, 'table')) {
      const { provider, builds, rows } = file.content;
      if (!slugs.has(provider) && isWhole(context, 'providers')) {
        const message = `"${provider}" is no slug of providers.yaml.${didYouMean(provider, slugs)} Add the provider there or correct the slug.`;
        yield { in: file, path: ['provider'], message };
      }
      for (const [index, row] of rows.entries()) {
        if (tableEvent(Number(row.identifier)) === undefined) {
          const message = `${row.identifier} is the name of a keyword, level, task, channel or value, not an event: remove the row.`;
          yield { in: file, path: ['rows', index, 'identifier'], message };
        }
        const wrong = row.builds.find((build) => build >= builds.length);
        if (wrong === undefined) continue;
        const message = `There is no build number ${wrong}: "builds" lists ${builds.length}, counted from 0.`;
        yield { in: file, path: ['rows', index, 'builds'], message };
      }
    }
  },
};
