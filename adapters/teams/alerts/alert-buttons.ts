/** Buttons of alerts: done in place, or opening a dialog. */
import type { ButtonDo, CardButton, IncidentCard } from '../../../src/alerts/alerts.ts';
import { isQuick } from '../../../src/alerts/chat/press.ts';
import type { Action, Execute, Submit } from '../adaptive.ts';
import { LIMITS } from '../limits.ts';
import { label } from '../safe-text.ts';
import { type AlertPress, encodeAlert } from './alert-actions.ts';

interface Look {
  title: string;
  style?: 'positive';
  /** Takes what was filled in with it. */
  withInputs?: boolean;
}

type Pressing = Pick<IncidentCard, 'incidentId' | 'muteId' | 'lang'>;

/** A button of the card. Teams does not ask back; what is asked back elsewhere can be undone here. */
export function cardButton({ do: what, label: title, style }: CardButton, card: Pressing): Action | undefined {
  const look: Look = { title, ...(style === 'primary' && { style: 'positive' }) };
  return isQuick(what) ? quickButton(what, look, card) : dialogButton(what, look, card);
}

/** Answered in the place of the card; old clients send a message in its stead. */
function quickButton(what: ButtonDo, look: Look, { incidentId, muteId, lang }: Pressing): Execute | undefined {
  const fallback = alertSubmit({ do: what, incidentId, ...(what === 'unmute' && { muteId }), lang }, look);
  return fallback && { ...fallback, type: 'Action.Execute', verb: `alert.${what}`, fallback };
}

/** Only this kind opens dialogs. */
export function dialogButton(what: ButtonDo, look: Look, { incidentId, lang }: Pressing): Submit | undefined {
  const sent = alertSubmit({ do: what, incidentId, lang }, look);
  return sent && { ...sent, data: { ...sent.data, msteams: { type: 'task/fetch' } } };
}

/** The only kind that dialogs take. */
export function alertSubmit(press: AlertPress, { title, style, withInputs = false }: Look): Submit | undefined {
  const data = encodeAlert(press);
  if (data === undefined) return undefined;
  return {
    type: 'Action.Submit',
    title: label(title, LIMITS.buttonTitle),
    data,
    ...(style !== undefined && { style }),
    ...(!withInputs && { associatedInputs: 'none' }),
  };
}
