/** What intake hands on, and its limits. */
import type { SourceNames, WindowsEvent } from '../event/event.ts';

/** How a payload was written: the shipper whose field names it has, or the plain form. `mixed`: more than one of them. */
export const INTAKE_SHAPES = [
  'event-xml',
  'winlogbeat',
  'winlogbeat-flat',
  'nxlog',
  'fluent-bit',
  'fluent-bit-winlog',
  'fluent-bit-text',
  'fluent-bit-xml',
  'opentelemetry',
  'grafana-alloy',
  'telegraf',
  'vector',
  'wazuh',
  'azure-monitor',
  'alertmanager',
  'powershell',
  'powershell-classic',
  'win32-ntlogevent',
  'splunk',
  'zabbix',
  'scom',
  'mackerel',
  'mail',
  'hvevent',
  'json',
  'text',
  'mixed',
] as const;
export type IntakeShape = (typeof INTAKE_SHAPES)[number];

/** One event of a payload. */
export interface IntakeItem {
  /** Place of its record among all records of the payload, from 0. */
  index: number;
  event: WindowsEvent;
  /** Only when the record is mere text: to be read as a paste. */
  text?: string;
}

export interface RejectedItem {
  index: number;
  /** Our own sentence; it never holds what was sent. */
  error: string;
}

export interface Payload {
  /** Undefined when nothing was accepted. */
  shape?: IntakeShape;
  items: IntakeItem[];
  rejected: RejectedItem[];
}

export interface PayloadLimits {
  /** Records, good and bad. */
  records: number;
}

/** design.md section 11. */
export const INTAKE_LIMITS = { bytes: 8 * 1024 * 1024, records: 5000 } as const;

export interface ReadOptions {
  /** Known sources, to tell events in texts. */
  names: SourceNames;
  limits?: PayloadLimits;
  /** Called between records, so that other work may go on. */
  pause?: () => Promise<void>;
}

export type PayloadFault = 'empty' | 'too-many';

/** Nothing of the payload can be taken. `message` is a sentence for the sender. */
export class PayloadError extends Error {
  override readonly name = 'PayloadError';
  readonly fault: PayloadFault;

  constructor(fault: PayloadFault, message: string) {
    super(message);
    this.fault = fault;
  }
}

/** One record as it was cut out of a payload and its envelopes: parsed JSON, event XML, or text. */
export interface Leaf {
  shape?: IntakeShape;
  object?: JsonObject;
  xml?: string;
  text?: string;
  /** Why it cannot be read. */
  error?: string;
  /** What the envelope says of the event; the record itself wins. */
  beside?: WindowsEvent;
}

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
