/** What an envelope gives when it is opened. */
import type { WindowsEvent } from '../event/event.ts';
import type { IntakeShape } from './payload.ts';

/** A value inside an envelope, to be opened in turn, and what the envelope says of it; or why there is none. */
export interface Enclosed {
  value?: unknown;
  beside?: WindowsEvent;
  error?: string;
  shape?: IntakeShape;
}

export const SOLVED = 'The alert is over (resolved): only alerts that are firing are events.';
