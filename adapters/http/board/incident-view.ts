/** The page of an incident, put together from what is stored. */
import type { Context } from 'hono';
import { type IncidentView, MUTE_SCOPES, type MutePreview } from '../../../src/alerts/alerts.ts';
import { cardParts } from '../page/result.ts';
import type { Status } from '../page/site.ts';
import { actorOf, type Visitor } from './access.ts';
import { incidentHref } from './addresses.ts';
import type { BoardFrame } from './board-frame.ts';
import { tell } from './board-words.ts';
import { allowed } from './deeds.ts';
import { incidentContent } from './incident-page.ts';
import { muteContent } from './mute-page.ts';

export interface ShownIncident {
  id: string;
  /** What was just done, or why not. */
  said?: string | undefined;
  failed?: boolean;
  ticket?: string;
  status?: Status;
}

export async function showIncident(
  c: Context,
  frame: BoardFrame,
  { visitor, shown }: { visitor: Visitor; shown: ShownIncident },
): Promise<Response> {
  const { alerts, operators } = frame.door;
  const { id, status, ...said } = shown;
  const view = await alerts.incident(id);
  if (view === undefined) return frame.noIncident(c);
  const history = await alerts.history(id);
  const clock = frame.clock(c);
  const { lang } = clock;
  const card = alerts.card(view, lang);
  const { catalog } = frame.parts.answerer();
  const { version } = catalog.knowledge;
  const content = incidentContent(
    {
      clock,
      view,
      card,
      history,
      viewer: frame.viewer(visitor),
      allowed: visitor.kind === 'operator' ? allowed(card.buttons, { alerts, by: actorOf(visitor, 'web') }) : new Set(),
      operators: operators.names,
      cardParts: cardParts([card.finding], { catalog, lang, version, answerable: false }),
      ...said,
    },
    alerts,
  );
  return frame.show(c, { title: titleOf(view, card.sign.word), content, status }, incidentHref(id));
}

/** A name that is not known is text of the event: the title holds numbers and our own words. */
function titleOf({ eventId }: IncidentView, sign: string): string {
  return eventId === undefined ? sign : `${sign} · ${eventId}`;
}

/** The form, with what each scope would mute; those who may not mute see the incident. */
export async function showMuteForm(c: Context, frame: BoardFrame, visitor: Visitor): Promise<Response> {
  const { alerts } = frame.door;
  const id = c.req.param('id') ?? '';
  const view = await alerts.incident(id);
  if (view === undefined) return frame.noIncident(c);
  const { formKey, mayMute } = frame.viewer(visitor);
  if (formKey === undefined || !mayMute) return c.redirect(incidentHref(id), 303);
  const previews: MutePreview[] = [];
  for (const scope of MUTE_SCOPES) {
    const preview = await alerts.previewMute(id, scope);
    if (preview !== undefined) previews.push(preview);
  }
  const clock = frame.clock(c);
  const { title } = alerts.card(view, clock.lang);
  const content = muteContent({ clock, view, title, previews, formKey });
  return frame.show(c, { title: tell('mute.title', clock.lang), content });
}
