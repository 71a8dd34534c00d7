/**
 * The course of a version negotiation, told from the versions an event prints. Source of the rule: Microsoft KB 972108
 * (the guest proposes, newest first; the host compares with its table; a refusal is followed by the next version).
 */
import type { Entry } from '../knowledge/knowledge.ts';
import type { Protocol } from '../knowledge/schema.ts';
import type { Lang, Localized } from '../lang.ts';
import { LANGS } from '../lang.ts';
import { compareVersions, describeVersion, formatVersion, isListed, readVersion, type Version } from './versions.ts';

/** Steps in both languages; empty when the event's values do not tell a course. */
export function negotiationCourse(
  entry: Entry,
  inserts: ReadonlyMap<string, string>,
  protocols: ReadonlyMap<string, Protocol>,
): Localized[] {
  const { negotiation } = entry;
  const protocol = negotiation && protocols.get(negotiation.protocol);
  // Where the host proposes, the guest picks from a list: no step of the rule below fits.
  if (!negotiation || !protocol || protocol.proposer === 'host') return [];
  if (negotiation.guest === undefined && negotiation.host === undefined) return unnamedRefusal(protocol);

  const guest = offer(negotiation.guest, inserts, protocol);
  const host = offer(negotiation.host, inserts, protocol);
  if (!guest) return [];
  if (!host) return negotiation.host === undefined ? refusalSeenByGuest(guest, protocol) : [];
  const difference = compareVersions(guest, host);
  if (difference === undefined || difference === 0) return [];
  if (difference > 0) return negotiation.outcome === 'accepted' ? [] : refusedNewer({ guest, host }, protocol);
  // An older guest may be refused or accepted; only the entry knows which of the two its event reports.
  if (negotiation.outcome === undefined) return [];
  const older = negotiation.outcome === 'accepted' ? acceptedOlder : refusedOlder;
  return older({ guest, host }, protocol);
}

interface Offers {
  guest: Version;
  host: Version;
}

/** The version that one side named in the event; undefined when it is absent or cannot be read. */
export function offer(
  insert: string | undefined,
  inserts: ReadonlyMap<string, string>,
  protocol: Protocol,
): Version | undefined {
  const value = insert === undefined ? undefined : inserts.get(insert);
  return value === undefined ? undefined : readVersion(value, protocol);
}

function refusedNewer({ guest, host }: Offers, protocol: Protocol): Localized[] {
  const steps = [
    proposes(guest, protocol),
    both((lang) => {
      const limit = describeVersion(host, protocol, lang);
      return lang === 'ja'
        ? `ホストが対応しているのは${spaced(limit)} までのため、この提案を拒否します。このイベントはこのとき記録されます。`
        : `The host speaks ${limit} at most and refuses: this event.`;
    }),
  ];
  if (!isListed(host, protocol)) return [...steps, NEXT_OLDER];
  const known = formatVersion(host);
  return [
    ...steps,
    {
      en: `The guest goes on, newest first, and then proposes ${known}, which the host knows.`,
      ja: `ゲストは新しい順に提案を続け、ホストが対応している ${known} を提案します。`,
    },
    {
      en: 'As soon as the host accepts a proposal, the driver loads with that version.',
      ja: 'ホストが提案を受け入れると、ドライバーはそのバージョンで読み込まれます。',
    },
  ];
}

function refusedOlder({ guest, host }: Offers, protocol: Protocol): Localized[] {
  return [
    proposes(guest, protocol),
    both((lang) => {
      const own = describeVersion(host, protocol, lang);
      return lang === 'ja'
        ? `ホストのバージョンは${spaced(own)} で、この古いバージョンを受け入れません。このイベントはこのとき記録されます。`
        : `The host has ${own} and does not accept this old version: this event.`;
    }),
    {
      en: 'No lower proposal is documented, so the negotiation itself does not tell whether the driver loads in the end.',
      ja: 'これより低いバージョンの提案は文書に記載がないため、最終的にドライバーが読み込まれるかどうかはネゴシエーションからは判断できません。',
    },
  ];
}

function acceptedOlder({ guest, host }: Offers, protocol: Protocol): Localized[] {
  return [
    proposes(guest, protocol),
    both((lang) => {
      const own = describeVersion(host, protocol, lang);
      return lang === 'ja'
        ? `ホストのバージョンは${spaced(own)} ですが、この古いバージョンを受け入れます。`
        : `The host has ${own} and accepts the older version.`;
    }),
    {
      en: 'The driver loads; the host reports that the versions differ: this event.',
      ja: 'ドライバーは読み込まれ、ホストはバージョンの違いを報告します。このイベントはその報告です。',
    },
  ];
}

function refusalSeenByGuest(guest: Version, protocol: Protocol): Localized[] {
  return [
    proposes(guest, protocol),
    {
      en: 'The host refuses this version: the guest logs this event.',
      ja: 'ホストがこのバージョンを拒否し、ゲストにこのイベントが記録されます。',
    },
    NEXT_OLDER,
  ];
}

function unnamedRefusal(protocol: Protocol): Localized[] {
  return [
    both((lang) =>
      lang === 'ja'
        ? `ゲストは${spaced(protocol.name.ja)} のバージョンを、新しいものから順に提案します。`
        : `The guest proposes versions of ${protocol.name.en}, newest first.`,
    ),
    {
      en: 'The host refuses a version that it does not know: this event.',
      ja: 'ホストは対応していないバージョンを拒否します。このイベントはこのとき記録されます。',
    },
    NEXT_OLDER,
  ];
}

const NEXT_OLDER: Localized = {
  en: 'The guest repeats this with its next older version until the host accepts one or none is left.',
  ja: 'ゲストは、ホストがいずれかを受け入れるか候補がなくなるまで、次に古いバージョンの提案を繰り返します。',
};

function proposes(guest: Version, protocol: Protocol): Localized {
  return both((lang) => {
    const version = describeVersion(guest, protocol, lang);
    return lang === 'ja' ? `ゲストが${spaced(version)} を提案します。` : `The guest proposes ${version}.`;
  });
}

/** Japanese text has a blank before Latin letters and digits, none before its own. */
function spaced(text: string): string {
  return /^[\x21-\x7e]/.test(text) ? ` ${text}` : text;
}

function both(say: (lang: Lang) => string): Localized {
  const [en, ja] = LANGS.map(say);
  return { en: en ?? '', ja: ja ?? '' };
}
