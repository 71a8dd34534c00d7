/** The names of event sources, ours and foreign, under their comparison form. */
import type { SourceNames } from '../event/event.ts';
import { fold } from '../text/fold.ts';
import type { Provider, ProvidersFile } from './schema.ts';

/** `Microsoft-Windows-` in the comparison form: a prefix that names the same source. */
const PREFIX = 'microsoftwindows';
const PREFIX_WORDS = 2;
const WORD = /[\p{L}\p{N}]+/gu;
const HUMP = /\p{Lu}/gu;

export interface SourceIndex {
  /** @param folded the comparison form of a name or of a GUID */
  provider(folded: string): Provider | undefined;
  readonly names: SourceNames;
}

/** The form under which a source name is compared: folded, without the prefix. */
export function sourceForm(name: string): string {
  return withoutPrefix(fold(name));
}

/** Our names win over foreign ones; the rules of the data see to it that they never meet. */
export function createSourceIndex({ providers, foreign }: ProvidersFile): SourceIndex {
  const ours = new Map<string, Provider>();
  const theirs = new Set<string>();
  const everyday = new Set(providers.flatMap((provider) => provider.everyday.map(spelledForm)));
  let mostWords = 0;
  for (const provider of providers) {
    for (const name of [provider.name, ...provider.aliases]) {
      const form = sourceForm(name);
      if (!ours.has(form)) ours.set(form, provider);
      mostWords = Math.max(mostWords, wordsOf(name));
    }
  }
  for (const name of foreign) {
    theirs.add(sourceForm(name));
    mostWords = Math.max(mostWords, wordsOf(name));
  }
  const guids = new Map(
    providers.flatMap((provider) => (provider.guid === undefined ? [] : [[fold(provider.guid), provider] as const])),
  );
  ours.delete('');
  theirs.delete('');
  const longest = longestByBeginning([...ours.keys(), ...theirs]);

  function lookup(folded: string): 'known' | 'foreign' | undefined {
    const form = withoutPrefix(folded);
    if (ours.has(form)) return 'known';
    return theirs.has(form) ? 'foreign' : undefined;
  }

  return {
    provider: (folded) => ours.get(withoutPrefix(folded)) ?? guids.get(folded),
    names: { lookup, isEveryday: (words) => everyday.has(words), longest, mostWords },
  };
}

/** A name's first few units tell nearly all other words apart. */
const BEGINNING = 6;

/** Most words begin no name; this says so without trying what follows them. */
function longestByBeginning(forms: readonly string[]): SourceNames['longest'] {
  const lengths = new Map<string, number>();
  let longest = 0;
  for (const form of forms) {
    longest = Math.max(longest, form.length);
    for (let end = 1; end <= Math.min(form.length, BEGINNING); end++) {
      const beginning = form.slice(0, end);
      lengths.set(beginning, Math.max(lengths.get(beginning) ?? 0, form.length));
    }
  }
  // Any name may get the prefix.
  for (let end = 1; end <= BEGINNING; end++) lengths.set(PREFIX.slice(0, end), PREFIX.length + longest);
  return (folded) => lengths.get(folded.length > BEGINNING ? folded.slice(0, BEGINNING) : folded) ?? 0;
}

/** Word by word, as a reader sees it: hyphens join words, blanks part them. */
function spelledForm(name: string): string {
  return name.split(/\s+/).map(fold).join(' ');
}

function withoutPrefix(folded: string): string {
  return folded.startsWith(PREFIX) ? folded.slice(PREFIX.length) : folded;
}

/** An upper bound: "EventSystem" is also written "Event System", and any name may get the prefix. */
function wordsOf(name: string): number {
  let words = PREFIX_WORDS;
  for (const [word] of name.matchAll(WORD)) words += Math.max(1, word.match(HUMP)?.length ?? 0);
  return words;
}
