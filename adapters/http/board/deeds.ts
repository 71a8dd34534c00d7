/** What can be done to an incident on the board: names, who may, and the small parts of their forms. */
import type { Actor, Alerts, ButtonDo, GuardedAction } from '../../../src/alerts/alerts.ts';
import type { Text } from '../../../src/card/card.ts';
import { visible } from '../../../src/card/plain-text.ts';
import { html, type Html } from '../page/markup.ts';

export const DEEDS = ['ack', 'unack', 'assign', 'mute', 'unmute', 'resolve', 'reopen', 'escalate'] as const;
export type Deed = (typeof DEEDS)[number];

const GUARDS = {
  ack: 'acknowledge',
  unack: 'acknowledge',
  assign: 'acknowledge',
  mute: 'mute',
  unmute: 'mute',
  resolve: 'resolve',
  reopen: 'resolve',
  escalate: 'escalate',
} as const satisfies Record<Deed, GuardedAction>;

/** The deeds among a card's buttons that this operator may do. */
export function allowed(
  buttons: readonly { do: ButtonDo }[],
  { alerts, by }: { alerts: Pick<Alerts, 'mayDo'>; by: Actor },
): Set<Deed> {
  const offered = DEEDS.filter((deed) => buttons.some((button) => button.do === deed));
  return new Set(offered.filter((deed) => alerts.mayDo(GUARDS[deed], by)));
}

export function hiddenFields(fields: Readonly<Record<string, string>>): Html[] {
  return Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`);
}

/** For attributes, which hold no elements. */
export function textOf(text: Text): string {
  return visible(text.map((span) => span.text).join(''));
}
