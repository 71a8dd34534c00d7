/** Inserts of a message as authors write it: `{vm}`; `{{` and `}}` are braces. */

const NAME = /^[a-z0-9][a-z0-9-]{0,80}$/;

export interface MessageInserts {
  /** Each name once, in order. */
  names: readonly string[];
  /** The text between the inserts. */
  literals: readonly string[];
  /** A sentence when the braces are wrong. */
  fault?: string;
}

/** Linear scan; wrong braces are kept as text and reported. */
export function insertsOf(text: string): MessageInserts {
  const names = new Set<string>();
  const literals: string[] = [];
  let literal = '';
  let fault: string | undefined;
  for (let at = 0; at < text.length; at++) {
    const c = text[at] ?? '';
    if ((c === '{' || c === '}') && text[at + 1] === c) {
      literal += c;
      at++;
    } else if (c === '{') {
      const end = text.indexOf('}', at);
      const name = end < 0 ? text.slice(at + 1, at + 21) : text.slice(at + 1, end);
      if (end >= 0 && NAME.test(name)) {
        names.add(name);
        literals.push(literal);
        literal = '';
        at = end;
      } else {
        fault ??= `"{${name.slice(0, 40)}" is no insert: write {name} in lower-case letters, digits and hyphens, or {{ for a brace.`;
        literal += c;
      }
    } else {
      if (c === '}') fault ??= 'A "}" stands alone: write }} for a brace, or close an insert that was opened.';
      literal += c;
    }
  }
  literals.push(literal);
  return { names: [...names], literals, ...(fault === undefined ? {} : { fault }) };
}
