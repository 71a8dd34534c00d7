/** Who may press which button. */
import type { AlertsConfig } from '../config-alerts.ts';
import type { Actor, GuardedAction } from './alerts.ts';

export function mayDo(roles: AlertsConfig['roles'], action: GuardedAction, { kind, id }: Actor): boolean {
  if (kind === 'system') return true;
  return roles[action].some(
    (who) => who === 'everyone' || who === `${kind}:${id}` || (who === 'operators' && kind === 'operator'),
  );
}
