/** The seams of alerts: what intake hands in, what boards and buttons do, what delivery asks of a chat platform. Types only, but for one error. */
import type { FindingCard, Sign, Text } from '../card/card.ts';
import type { Level, WindowsEvent } from '../event/event.ts';
import type { Finding, FindingVerdict } from '../finding.ts';
import type { Lang, Localized } from '../lang.ts';

/** One item of a batch as intake read it. */
export interface IntakeEvent {
  event: WindowsEvent;
  /** Only when the item is mere text: it is read as a paste, and may hold several events. */
  text?: string;
}

export interface IntakeBatch {
  /** Whose token it came with: `wec1`. */
  source: string;
  /** sha256 of source and body: the same batch sent again counts once. */
  batchId: string;
  events: readonly IntakeEvent[];
  /** Items that intake could not read. */
  rejected: number;
}

export interface Accepted {
  /** Items counted now (of a repeated batch: counted then). */
  accepted: number;
  /** Items whose event (computer, channel, record ID) was counted before. */
  duplicates: number;
  /** This batch was stored before; nothing was counted again. */
  repeated: boolean;
}

/** The bounded queue is full: the sender should wait and send the same batch again. */
export class Overloaded extends Error {
  override readonly name = 'Overloaded';
  readonly retryAfterMs: number;

  constructor(retryAfterMs: number) {
    super('Too many events are waiting to be stored; send the same batch again later.');
    this.retryAfterMs = retryAfterMs;
  }
}

export const ROUTE_MODES = ['post', 'thread', 'digest', 'count'] as const;
export type RouteMode = (typeof ROUTE_MODES)[number];

/** Where an event goes and why. */
export interface RouteDecision {
  /** The `name` of the route, `alerts.routes[2]`, or `default`. */
  route: string;
  mode: RouteMode;
  /** `slack:C0123ABCD`, `teams:19:…@thread.tacv2`; empty unless mode is post or thread. */
  to: readonly string[];
  lang: Lang;
  /** A new incident of the same event within this time joins the earlier card's thread. Milliseconds. */
  throttleMs?: number;
  /** What holds the cards back now: a maintenance window until then, by its reason. */
  heldUntil?: number;
  heldBy?: string;
  /** Shadow mode: decided, never posted. */
  shadow: boolean;
}

export interface PreviewItem {
  event: WindowsEvent;
  finding: Finding;
  route: RouteDecision;
}

export interface Actor {
  kind: 'slack' | 'teams' | 'operator' | 'system';
  /** User ID of the platform, or the operator's name. */
  id: string;
  /** As people know them; hostile text. */
  name?: string;
  /** Where they pressed the button: `slack:C0123ABCD`, `web`. */
  place?: string;
}

export const INCIDENT_STATES = ['open', 'acknowledged', 'muted', 'resolved'] as const;
export type IncidentState = (typeof INCIDENT_STATES)[number];

export interface IncidentHost {
  /** Hostile text. */
  host: string;
  count: number;
  firstAt: number;
  lastAt: number;
}

/** All occurrences of one event on one host or VM. Times are milliseconds since 1970, by our clock. */
export interface IncidentView {
  id: string;
  /** Which event: entry and case, `provider#id` of an unknown one, `text#…` of a text. */
  eventKey: string;
  entryKey?: string;
  caseId?: string;
  provider?: string;
  eventId?: number;
  /** The most urgent one seen. */
  verdict: FindingVerdict;
  level?: Level;
  /** Where it was logged first, and the VM it is about; hostile texts. */
  host?: string;
  vm?: string;
  source: string;
  /** One sample, bounded, so that it can be told in either language. */
  event: WindowsEvent;
  state: IncidentState;
  assignee?: Actor;
  acknowledgedBy?: Actor;
  acknowledgedAt?: number;
  remindAt?: number;
  /** When the acknowledgement ends by itself. */
  expiresAt?: number;
  /** The mute that covers it. */
  mute?: Mute;
  /** A maintenance window holds its cards back until then. */
  heldUntil?: number;
  firstAt: number;
  lastAt: number;
  count: number;
  /** Grows with every change. */
  revision: number;
  updatedAt: number;
  resolvedAt?: number;
  resolvedBy?: Actor;
  /** The resolved incident of the same event and place before this one. */
  formerId?: string;
  /** Arisen in shadow mode. */
  shadow: boolean;
  /** The ten with the most occurrences. */
  hosts: readonly IncidentHost[];
  hostCount: number;
}

export const MUTE_SCOPES = ['incident', 'event', 'host'] as const;
/** `incident`: this event on this host or VM; `event`: this event everywhere; `host`: everything of this host. */
export type MuteScope = (typeof MUTE_SCOPES)[number];

export interface Mute {
  id: string;
  scope: MuteScope;
  eventKey?: string;
  host?: string;
  vm?: string;
  reason: string;
  by: Actor;
  at: number;
  until: number;
  undoneAt?: number;
}

/** What a mute would do, and would have done in the last seven days. */
export interface MutePreview {
  scope: MuteScope;
  /** Open and acknowledged incidents that it would mute now. */
  incidents: number;
  /** Some of them, the latest first. */
  examples: readonly IncidentView[];
  /** Of the last seven days: incidents that would not have been posted, and their occurrences. */
  wouldHaveMuted: { incidents: number; events: number; since: number };
}

export const NOTE_KINDS = [
  'opened',
  'raised',
  'acknowledged',
  'unacknowledged',
  'expired',
  'reminder',
  'assigned',
  'muted',
  'unmuted',
  'muteEnded',
  'resolved',
  'quiet',
  'reopened',
  'escalated',
  'maintenanceEnded',
] as const;
export type NoteKind = (typeof NOTE_KINDS)[number];

/** One line of an incident's history: the audit trail, and what its thread tells. */
export interface Note {
  incidentId: string;
  /** Grows within the incident, with gaps. */
  seq: number;
  at: number;
  actor: Actor;
  kind: NoteKind;
  /** What the sentence needs: `reason`, `until`, `to`, `from`, `former`, … */
  detail: Readonly<Record<string, string | number>>;
}

export type Refusal = 'notFound' | 'notAllowed' | 'alreadyDone' | 'expired';
export type Refused = { ok: false; why: Refusal; text: Localized };
export type Done = { ok: true; incident: IncidentView } | Refused;

export interface IncidentFilter {
  id?: string;
  states?: readonly IncidentState[];
  verdicts?: readonly FindingVerdict[];
  /** Part of host, VM, provider or entry key; any case. */
  search?: string;
  eventKey?: string;
  source?: string;
  /** Changed at or after this moment. Rows may be committed a little later than they are dated: ask again for the last seconds and compare `revision`. */
  updatedSince?: number;
  /** 200 when absent, at most 1,000. The most urgent first, then the latest. */
  most?: number;
}

export interface HourCount {
  /** Its beginning, milliseconds. */
  hour: number;
  verdict: FindingVerdict;
  n: number;
}

export interface SourceView {
  source: string;
  firstAt: number;
  lastAt: number;
  /** Said to be silent since then. */
  silentSince?: number;
  /** The limit that `heartbeat` sets, milliseconds. */
  expectedEveryMs?: number;
}

/** What shadow mode would have posted. */
export interface ShadowReport {
  from: number;
  to: number;
  events: number;
  incidents: number;
  /** New cards; edits are not counted. */
  posts: number;
  byChannel: readonly { channel: string; posts: number }[];
  /** The most frequent first, at most 50. */
  byEvent: readonly { item: EventCount; channel: string; posts: number }[];
}

/** What time alone changed. */
export interface Lapsed {
  reminded: number;
  unacknowledged: number;
  unmuted: number;
  resolved: number;
  /** Incidents whose maintenance window is over and whose cards are wanted now. */
  released: number;
}

export interface Alerts {
  /** Durable when it resolves. @throws Overloaded when the bounded queue is full; whatever the store throws (nothing was counted then) */
  accept(batch: IntakeBatch): Promise<Accepted>;
  /** What would be read, judged and posted where; stores nothing. */
  preview(events: readonly IntakeEvent[], source: string, lang?: Lang): PreviewItem[];

  incidents(filter?: IncidentFilter): Promise<IncidentView[]>;
  incident(id: string): Promise<IncidentView | undefined>;
  /** Oldest first. */
  history(id: string): Promise<Note[]>;
  acknowledge(id: string, by: Actor): Promise<Done>;
  unacknowledge(id: string, by: Actor): Promise<Done>;
  assign(id: string, by: Actor, to: Actor): Promise<Done>;
  previewMute(id: string, scope: MuteScope): Promise<MutePreview | undefined>;
  mute(id: string, by: Actor, how: { scope: MuteScope; until: number; reason: string }): Promise<Done>;
  /** @param muteId as `incident.mute.id` tells */
  unmute(muteId: string, by: Actor): Promise<{ ok: true; mute: Mute; incidents: number } | Refused>;
  resolve(id: string, by: Actor): Promise<Done>;
  reopen(id: string, by: Actor): Promise<Done>;
  /** The ticket is text in `lang`; channel and webhook of the settings get it by way of the outbox. */
  escalate(id: string, by: Actor, lang?: Lang): Promise<(Extract<Done, { ok: true }> & { ticket: string }) | Refused>;
  /** Whether the role lets them: buttons that would only be refused need not be offered. */
  mayDo(action: GuardedAction, by: Actor): boolean;

  perHour(from: number, to: number): Promise<HourCount[]>;
  sources(): Promise<SourceView[]>;
  /** Those in force. */
  mutes(): Promise<Mute[]>;
  shadowReport(from: number, to: number): Promise<ShadowReport>;

  /** The live card of an incident, told in `lang`. */
  card(incident: IncidentView, lang: Lang): IncidentCard;
  notice(body: NoticeBody, lang: Lang): NoticeCard;
  /** A line for the thread; undefined when the card itself says it. The text is hostile. */
  noteText(note: Note, lang: Lang): string | undefined;
  /** `VMSMP 26: title` of an event, for summaries. Hostile text when the event is not known. */
  nameOf(item: EventName, lang: Lang): Text;

  /** Told of incidents after their commit by this process; replicas ask `incidents({ updatedSince })`. @returns what ends it */
  changed(listener: (ids: readonly string[]) => void): () => void;
  /** Does what is due by time alone (reminders, expiries, ends of mutes and windows, quiet): each exactly once, on any number of replicas. */
  lapse(): Promise<Lapsed>;
  /** Writes a notice for each known-benign event whose rate of the last full hour differs sharply from its own history; once per event and hour. @returns how many */
  checkRates(): Promise<number>;
  /** Forgets what is no longer needed (seen events, old batches, hours, resolved incidents). @returns rows */
  forget(): Promise<number>;
  /** Waits until everything accepted so far is stored or has failed. */
  settled(): Promise<void>;
}

export type GuardedAction = 'acknowledge' | 'mute' | 'resolve' | 'escalate';

/** Which event, without an occurrence. */
export interface EventName {
  eventKey: string;
  entryKey?: string;
  provider?: string;
  eventId?: number;
}

export interface EventCount extends EventName {
  verdict: FindingVerdict;
  n: number;
}

// Cards, drawn by each platform

export const BUTTONS = [
  'ack',
  'unack',
  'assign',
  'mute',
  'unmute',
  'resolve',
  'reopen',
  'escalate',
  'details',
] as const;
export type ButtonDo = (typeof BUTTONS)[number];

export interface CardButton {
  do: ButtonDo;
  label: string;
  style?: 'primary' | 'danger';
  confirm?: { title: string; text: string; yes: string; no: string };
}

/** The live card of an incident. Texts say by their spans what is hostile. */
export interface IncidentCard {
  lang: Lang;
  /** What buttons hand back, with `muteId` for `unmute`. */
  incidentId: string;
  muteId?: string;
  revision: number;
  state: IncidentState;
  verdict: FindingVerdict;
  sign: Sign;
  /** `VMSMP 26: the network driver of a VM could not load`. */
  title: Text;
  /** "Acknowledged by Aiko until 18:00". */
  stateLine: Text;
  /** Host, VM, source, time of the sample as logged. */
  facts: readonly { label: string; value: Text }[];
  count: number;
  hosts: readonly IncidentHost[];
  /** Of which `hosts` shows the first ones. */
  hostCount: number;
  firstAt: number;
  lastAt: number;
  finding: Finding;
  /** The finding as the card of an answer draws it. */
  details: FindingCard;
  /** In the order to show. */
  buttons: readonly CardButton[];
  /** Of the board. */
  link?: string;
  updatedAt: number;
}

/** What a notice says, without words: stored with its card, told in the language of the channel. Times in milliseconds. */
export type NoticeBody =
  | { kind: 'storm'; from: number; incidents: number; events: number; top: readonly EventCount[] }
  | {
      kind: 'digest';
      period: 'day' | 'week';
      from: number;
      to: number;
      byVerdict: Partial<Record<FindingVerdict, number>>;
      top: readonly EventCount[];
      opened: number;
      resolved: number;
      stillOpen: number;
      muted: number;
    }
  /** Occurrences an hour: what is usual (median, and what it strays by), and now. */
  | {
      kind: 'rate';
      event: EventName;
      verdict: FindingVerdict;
      hour: number;
      usual: number;
      strays: number;
      now: number;
    }
  | { kind: 'silent'; source: string; lastAt: number; expectedEveryMs: number }
  | { kind: 'back'; source: string; silentSince: number; at: number }
  | { kind: 'maintenanceStart'; reason: string; from: number; to: number; what: string }
  | {
      kind: 'maintenanceEnd';
      reason: string;
      from: number;
      to: number;
      what: string;
      /** What was held back. */
      incidents: number;
      events: number;
      top: readonly EventCount[];
    }
  | { kind: 'escalation'; incidentId: string; event: EventName; verdict: FindingVerdict; by: Actor; ticket: Localized };

export interface NoticeCard {
  lang: Lang;
  kind: NoticeBody['kind'];
  sign?: Sign;
  title: Text;
  paragraphs: readonly Text[];
  /** A list under the paragraphs: one event a row. */
  rows: readonly { sign?: Sign; name: Text; value: Text }[];
  link?: string;
}

// Chat platforms, as delivery sees them

/** Where a message is; JSON. `id`: Slack `ts`, Teams activity id. */
export interface MessageRef {
  /** As in the settings: `slack:C0123ABCD`, `teams:19:…@thread.tacv2`. */
  channel: string;
  id: string;
  /** Of the thread it stands in, when it is a reply. */
  thread?: string;
  /** What the platform needs besides (service URL, team). */
  extra?: Readonly<Record<string, string>>;
}

export type ChatMessage =
  | { kind: 'incident'; card: IncidentCard }
  | { kind: 'notice'; card: NoticeCard }
  /** Hostile text. */
  | { kind: 'note'; text: string; lang: Lang };

export type DeliveryOutcome =
  | { state: 'sent'; ref: MessageRef }
  /** A rate limit: nothing was posted; for the whole channel. */
  | { state: 'later'; retryAfterMs: number }
  /** It may or may not have been posted. */
  | { state: 'unknown'; error: string }
  /** Message deleted, or channel left. */
  | { state: 'gone'; error: string }
  /** The same message would be refused again. */
  | { state: 'refused'; error: string };

/** One chat platform; never throws. */
export interface ChatPort {
  platform: 'slack' | 'teams';
  /** @param channel as in the settings, with its platform; @param key goes into the message's metadata where the platform has it */
  post(channel: string, message: ChatMessage, key: string): Promise<DeliveryOutcome>;
  update(ref: MessageRef, message: ChatMessage): Promise<DeliveryOutcome>;
  /** Into the thread of `ref`. */
  reply(ref: MessageRef, message: ChatMessage, key: string): Promise<DeliveryOutcome>;
  /**
   * Looks up what became of a message of unknown outcome, in the channel and, if given, in the thread of `root`; `since` in
   * milliseconds. Throws when it cannot be told. Absent while the platform does not let us look.
   */
  find?:
    | ((channel: string, key: string, since: number, root?: MessageRef) => Promise<MessageRef | undefined>)
    | undefined;
}
