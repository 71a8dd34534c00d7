/** What the board is made of. */
import type { Alerts } from '../../../src/alerts/alerts.ts';
import type { MaintenancePlan } from '../../../src/alerts/maintenance.ts';
import type { NamedToken } from '../../../src/config-alerts.ts';
import type { LiveFeed } from './live-feed.ts';
import type { StreamLimits } from './stream.ts';

export interface BoardParts {
  alerts: Alerts;
  /** None: the board is read-only, and for this machine alone. */
  operatorTokens: readonly NamedToken[];
  mode: 'live' | 'shadow';
  /** Of the times on the board, as on cards. */
  timeZone: string;
  maintenance: Pick<MaintenancePlan, 'between'>;
  feed: LiveFeed;
  /** Of each open page. */
  stream?: Partial<StreamLimits>;
}
