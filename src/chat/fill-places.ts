/** Places in our own sentences: `{name}`. */

const PLACE = /\{([a-z]+)\}/g;

/** The sentence with its places filled; one that has no value stays as it is. */
export function fillPlaces(sentence: string, values: Readonly<Record<string, string>>): string {
  return sentence.replace(PLACE, (place, key: string) => values[key] ?? place);
}

/** The words before and after the only place. */
export function aroundPlace(sentence: string): [before: string, after: string] {
  const [before = '', , after = ''] = sentence.split(PLACE);
  return [before, after];
}
