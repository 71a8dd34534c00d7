/** Takes out of an event's text what belongs to somebody, before anything is stored: names, addresses, accounts, paths. */

const MOST_CHARACTERS = 2000;

/** In this order; each is anchored on one delimiter and bounded, so that the work stays linear. */
const PRIVATE: readonly (readonly [RegExp, string])[] = [
  [/\{?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\}?/gi, '<guid>'],
  [/'[^'\n]{1,200}'|"[^"\n]{1,200}"|‘[^’\n]{1,200}’|“[^”\n]{1,200}”|「[^」\n]{1,200}」/g, '<name>'],
  [/\bS-1-[0-9-]{4,180}/g, '<sid>'],
];

/** Whole words that tell who or where. */
const PRIVATE_WORDS: readonly (readonly [RegExp, string])[] = [
  [/^[a-z][a-z0-9+.-]{1,20}:\/\//i, '<address>'],
  [/@[^@]+\.[^@]+$/, '<address>'],
  [/^\\\\|^[a-z]:\\/i, '<path>'],
  [/^[^\\\s]{1,64}\\[^\\\s]{1,64}$/, '<account>'],
  [/^(?:\d{1,3}\.){3}\d{1,3}(?::\d{1,5})?$/, '<address>'],
  [/^(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}$/i, '<address>'],
  [/^[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){3,7}$/i, '<address>'],
  [/^(?:[a-z0-9_-]{1,63}\.){2,8}[a-z]{2,24}$/i, '<host>'],
];

/** At most 2,000 characters of `text`, with everything that may name a person, a machine or a place replaced by what it was. */
export function redact(text: string): string {
  let out = text.slice(0, MOST_CHARACTERS).toWellFormed();
  for (const [pattern, name] of PRIVATE) out = out.replaceAll(pattern, name);
  return out.split(/(\s+)/).map(redactWord).join('');
}

function redactWord(word: string): string {
  const bare = word.replace(/^[([<]{1,3}/, '').replace(/[)\]>,.;:。、]{1,3}$/, '');
  const hit = PRIVATE_WORDS.find(([pattern]) => bare.length <= 255 && pattern.test(bare));
  return hit ? word.replace(bare, hit[1]) : word;
}
