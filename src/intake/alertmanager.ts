/** Webhooks of Alertmanager (version 4) and of Grafana alerting, with the labels we publish: event_id, provider, channel, computer, vm. */
import type { WindowsEvent } from '../event/event.ts';
import { type Enclosed, SOLVED } from './enclosed.ts';
import { idOf, levelOfValue, numberOf, textAt, timeOf } from './field-values.ts';
import { isObject, type JsonObject } from './payload.ts';

const NOT_AN_EVENT =
  'The alert names no Windows event: give it the labels event_id and provider, or the event itself in the annotation "event".';

/** Names that alerts are read by; a group's other labels would be copied for each of its alerts. */
const LABELS =
  'event_id eventid event_code provider event_source channel computer hostname host instance level record_id vm'.split(
    ' ',
  );
const ANNOTATIONS = 'event event_xml raw message description summary'.split(' ');

interface Common {
  labels: JsonObject;
  annotations: JsonObject;
}

/** One record per alert that is firing. */
export function* openAlertmanager(object: JsonObject): Generator<Enclosed> {
  const alerts = Array.isArray(object['alerts']) ? (object['alerts'] as unknown[]) : [];
  const common: Common = {
    labels: only(LABELS, part(object, 'commonLabels')),
    annotations: only(ANNOTATIONS, part(object, 'commonAnnotations')),
  };
  for (const alert of alerts) yield isObject(alert) ? alertOf(alert, common) : { error: 'An alert that is no object.' };
  const cut = numberOf(object['truncatedAlerts']) ?? 0;
  if (cut > 0) yield { error: `The sender left out ${cut} alerts (truncatedAlerts): raise max_alerts of its webhook.` };
}

function only(names: readonly string[], object: JsonObject): JsonObject {
  return Object.fromEntries(names.filter((name) => Object.hasOwn(object, name)).map((name) => [name, object[name]]));
}

function alertOf(alert: JsonObject, common: Common): Enclosed {
  if (alert['status'] === 'resolved') return { error: SOLVED };
  const labels = { ...common.labels, ...part(alert, 'labels') };
  const annotations = { ...common.annotations, ...part(alert, 'annotations') };
  const event = eventOf(labels, alert);
  const raw = textAt(annotations, ['event', 'event_xml', 'raw']);
  if (raw !== undefined) return { value: raw, beside: event, shape: 'alertmanager' };
  const message = textAt(annotations, ['message']);
  if (event.eventId !== undefined || event.provider !== undefined)
    return { value: { ...event, ...(message && { message }) }, shape: 'alertmanager' };
  // What the author of a rule wrote may quote the event.
  const text = message ?? textAt(annotations, ['description', 'summary']);
  return text === undefined ? { error: NOT_AN_EVENT } : { value: text, beside: event, shape: 'alertmanager' };
}

/** In the shape of our own JSON. The label `severity` is that of the rule, not of the event. */
function eventOf(labels: JsonObject, alert: JsonObject): WindowsEvent {
  const event: WindowsEvent = { ...idOf(textAt(labels, ['event_id', 'eventid', 'event_code'])) };
  const provider = textAt(labels, ['provider', 'event_source']);
  if (provider !== undefined) event.provider = provider;
  const channel = textAt(labels, ['channel']);
  if (channel !== undefined) event.channel = channel;
  const computer = textAt(labels, ['computer', 'hostname', 'host']) ?? withoutPort(textAt(labels, ['instance']));
  if (computer !== undefined) event.computer = computer;
  const level = levelOfValue(labels['level']);
  if (level !== undefined) event.level = level;
  const recordId = numberOf(labels['record_id']);
  if (recordId !== undefined) event.recordId = recordId;
  const vm = textAt(labels, ['vm']);
  if (vm !== undefined) event.data = [{ name: 'VmName', value: vm }];
  const time = timeOf(alert['startsAt']);
  if (time !== undefined) event.time = time;
  return event;
}

function withoutPort(instance: string | undefined): string | undefined {
  return instance?.replace(/:\d{1,5}$/, '');
}

function part(object: JsonObject, key: string): JsonObject {
  const value = object[key];
  return isObject(value) ? value : {};
}
