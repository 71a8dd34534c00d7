import { asText } from './json.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for HTML, attribute values included. */
export function escapeHtml(text: unknown): string {
  return asText(text).replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}
