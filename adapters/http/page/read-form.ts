/** A form, bounded before it is taken apart: a body of millions of fields would keep the server busy for minutes. */
import { READ_LIMITS } from '../../../src/event/event.ts';

/** Nine bytes a character, and the rest of the form. Files come as multipart. */
export const MOST_TEXT_FORM_BYTES = 9 * READ_LIMITS.characters + 64 * 1024;
/** Our own form has a field for each answer, and few others. */
const MOST_FIELDS = 2000;
const BOUNDARY = /;\s?boundary=(?:"([^"]{1,70})"|([^";\s]{1,70}))/i;
const AMPERSAND = '&';

/** Values by the name of their field, in the order of the form. */
export interface Form {
  getAll(name: string): (string | File)[];
}

/** Takes a body apart. @param type its Content-Type, with parameters. @throws when it is no form, or one of too many fields */
export async function parseForm(bytes: Uint8Array<ArrayBuffer>, type: string): Promise<Form> {
  const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const media = type.split(';', 1)[0]?.trim().toLowerCase();
  if (media === 'application/x-www-form-urlencoded') {
    if (body.length > MOST_TEXT_FORM_BYTES) throw new TypeError('The form is too large.');
    refuseMany(body, AMPERSAND);
    return new URLSearchParams(body.toString());
  }
  const [, quoted, bare] = BOUNDARY.exec(type) ?? [];
  const boundary = quoted ?? bare;
  if (media !== 'multipart/form-data' || boundary === undefined) throw new TypeError('The body is no form.');
  refuseMany(body, `--${boundary}`);
  return new Response(bytes, { headers: { 'Content-Type': type } }).formData();
}

function refuseMany(body: Buffer, separator: string): void {
  let fields = 0;
  for (let at = body.indexOf(separator); at !== -1; at = body.indexOf(separator, at + separator.length)) {
    fields += 1;
    if (fields > MOST_FIELDS) throw new TypeError('The form has too many fields.');
  }
}
