/** What a person typed, without the ways of calling us: `hvevent 26`, `/hvevent 26` and `@hvevent 26` all ask for 26. */

/** Titles of commands, as the manifest lists them, and our name; each may stand before what is asked. */
const CALL = /^[/@]?(?:hvevent|explain|ask)(?![\p{L}\p{N}_.-])[:：,、]?[ \u3000\n]{0,20}/iu;
/** A command that was picked from the menu keeps its slash. */
const SLASH = /^\/(?=(?:help|lang|language)(?![\p{L}\p{N}_]))/iu;

export function withoutCall(text: string): string {
  const called = text.replace(CALL, '');
  // "hvevent explain 26": our name, then the command.
  return (called === text ? text : called.replace(CALL, '')).replace(SLASH, '').trim();
}
