/** The versions of a protocol as messages print them, and the releases they belong to. */
import type { Protocol, ProtocolVersion } from '../../../src/knowledge/schema.ts';
import type { Lang } from '../../../src/lang.ts';
import { html, prose, type Html } from './markup.ts';
import { scrollTable } from './scroll-table.ts';
import { word } from './words.ts';

export function versionsTable(protocol: Protocol, lang: Lang): Html {
  const title = word('event.versions', lang, { protocol: protocol.name[lang] });
  const isPacked = protocol.encoding !== 'none';
  const printed = isPacked ? html`<th scope="col">${word('event.printed', lang)}</th>` : '';
  const rows = protocol.versions.map((version) => {
    const code = isPacked ? html`<td>${packed(version.version, Number(protocol.encoding) / 2)}</td>` : '';
    return html`<tr>
      <th scope="row">${version.version}</th>
      ${code}
      <td>${release(version, lang)}</td>
    </tr>`;
  });
  return html`<section class="versions">
    <h3>${title}</h3>
    ${scrollTable({
      label: title,
      heads: html`<th scope="col">${word('event.version', lang)}</th>
        ${printed}
        <th scope="col">${word('event.release', lang)}</th>`,
      rows,
    })}
  </section>`;
}

/** `196610 (0x00030002)` for 3.2 with halves of 16 bits. */
function packed(version: string, bits: number): string {
  const [major = NaN, minor = NaN] = version.split('.').map(Number);
  const value = major * 2 ** bits + minor;
  if (!Number.isInteger(value)) return '';
  return `${value} (0x${value
    .toString(16)
    .toUpperCase()
    .padStart(bits / 2, '0')})`;
}

function release({ release: named, confidence }: ProtocolVersion, lang: Lang): Html {
  if (named === undefined) return html`<span class="faint">${word('event.release.none', lang)}</span>`;
  if (confidence === 'low') return html`${word('event.release.low', lang, { release: named[lang] })}`;
  return prose(named[lang]);
}
