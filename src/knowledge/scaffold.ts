/** A new entry to fill in: valid by its form, and reported by the rules until every TODO is written. */

export interface ScaffoldOptions {
  /** `2026-11-20` */
  today: string;
  /** Whether it is an event (events/) or a status message (status/). */
  kind: 'event' | 'status';
}

/** The text of the file. */
export function scaffoldEntry({ today, kind }: ScaffoldOptions): string {
  const source = kind === 'status' ? '# What prints this message.\nsource: TODO\n' : '';
  return `${source}title:
  en: "TODO: what happened, in a few words"
  ja: "TODO: 何が起きたか、短く"
# critical, error, warning, information or verbose; remove the line when it is not known.
level: warning
channel: System
# host, guest or both
side: host
# W2000 XP WS2003 WS2008 Vista WS2008R2 WS2008R2SP1 Win7 Win7SP1 WS2012 Win8 WS2012R2 Win8.1 WS2016 Win10 WS2019 WS2022 Win11 WS2025
appliesTo: [WS2008R2]
symptom:
  en: "TODO: what the person sees, in plain words"
  ja: "TODO: 利用者に見える症状"

# Windows' own text, word for word; what changes from event to event is an insert: {vm}.
messages:
  - lang: en
    text: "TODO: the message, with {vm} for the name of the virtual machine"
  - lang: ja
    text: "TODO: メッセージ、仮想マシン名は {vm}"
# Names of %1, %2, … in this order.
parameters: [vm]

# Facts that only a person knows, asked when a case needs them:
# questions:
#   first-start: { en: Is this the first start after the role was installed?, ja: 役割をインストールした後の最初の起動ですか? }

# The first case whose conditions all hold decides. Conditions:
#   { insert: vm, is: empty }                      { insert: vm, equals: [a, b] }
#   { insert: status, code: "0x80070005" }         { level: error }    { channel: System }
#   { insert: client, protocol: nvsp, is: newer, than: { insert: server } }
#   { message: id-of-a-message }                   { ask: first-start, answer: yes }
# verdict: ignore or action need a reference; without a source it is info.
cases:
  - id: always
    verdict: info
    trigger:
      en: "TODO: when this happens"
      ja: "TODO: どのようなときに起きるか"
    explanation:
      en: "TODO: why"
      ja: "TODO: 理由"
    action:
      en: "TODO: what to do"
      ja: "TODO: 対処"
    # Ids of references.yaml.
    references: []

# How people describe it in a few words.
phrases: { en: ["TODO: two to four ways"], ja: ["TODO: 言い方を 2 つから 4 つ"] }

# Real pastes; each must hit exactly this entry and the named case (or none, or open). Where Windows' text is not known (no messages), they
# show header and data only, with headerOnly: true.
samples:
  - text: "TODO: paste the event here"
    case: always
# Texts that look alike and must get no verdict of this entry.
notThis: ["TODO: a near miss"]
seeAlso: []
# upTo: how far the source goes at most: ignore, conditional, action or info.
# - { source: id-of-references.yaml, supports: what it says about this event, upTo: conditional }
references: []
reviewed: ${today}
`;
}
