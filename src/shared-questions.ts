/** Questions that several events share. */
import type { Finding } from './finding.ts';
import type { Lang, Localized } from './lang.ts';

const FOR_ALL: Localized = {
  en: ' (This is asked for several events at once. Answer yes only if it is so for every one of them.)',
  ja: ' (複数のイベントに共通の質問です。すべてにあてはまる場合だけ「はい」と答えてください。)',
};

/**
 * An answer decides every event of its question, whatever finding it was given at; the person must know that. Findings that say so
 * already are left as they are.
 * @param findings merged ones
 */
export function askedForAll(findings: readonly Finding[], lang: Lang): Finding[] {
  const events = new Map<string, number>();
  for (const { questions = [], count } of findings)
    for (const { id } of questions) events.set(id, (events.get(id) ?? 0) + count);
  return findings.map((finding) => {
    if (!finding.questions?.some(({ id }) => (events.get(id) ?? 0) > 1)) return finding;
    const questions = finding.questions.map(({ id, text }) => {
      const isShared = (events.get(id) ?? 0) > 1 && !text.endsWith(FOR_ALL[lang]);
      return { id, text: isShared ? text + FOR_ALL[lang] : text };
    });
    return { ...finding, questions };
  });
}
