/** What a chat platform needs of alerts beside its port: the front door, and the few settings that its forms show. */
import type { AlertsConfig } from '../../config-alerts.ts';
import type { Lang } from '../../lang.ts';
import type { Alerts, IncidentView } from '../alerts.ts';
import { alertChannels } from '../delivery/notice-channels.ts';
import { ticketText } from '../incident-card.ts';

export interface ChatAlerts {
  alerts: Alerts;
  /** Of times in sentences. */
  timeZone: string;
  /** There is a channel or web hook that tickets go to. */
  canEscalate: boolean;
  /** Where alerts may be posted: `slack:C0123ABCD`. */
  channels: ReadonlySet<string>;
  /** What escalating would send: hostile text. */
  ticket: (incident: IncidentView, lang: Lang) => string;
}

export function chatAlerts(
  alerts: Alerts,
  { config, publicUrl }: { config: AlertsConfig; publicUrl?: string | undefined },
): ChatAlerts {
  const { timeZone } = config.digest;
  const { channel, webhook } = config.escalation;
  return {
    alerts,
    timeZone,
    canEscalate: channel !== undefined || webhook !== undefined,
    channels: new Set([...alertChannels(config), ...config.digest.to, ...(channel === undefined ? [] : [channel])]),
    ticket: (incident, lang) =>
      ticketText(incident, alerts.card(incident, lang).finding, { lang, timeZone, publicUrl }),
  };
}
