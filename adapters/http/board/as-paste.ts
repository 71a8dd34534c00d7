/** An event as Event Viewer writes it, so that the ask page can take it as a paste. */
import { cutTo, visible } from '../../../src/card/plain-text.ts';
import { READ_LIMITS, type WindowsEvent } from '../../../src/event/event.ts';

const LEVELS = {
  critical: 'Critical',
  error: 'Error',
  warning: 'Warning',
  information: 'Information',
  verbose: 'Verbose',
} as const satisfies Record<NonNullable<WindowsEvent['level']>, string>;

/** Names stay on their line, whatever is in them. */
export function asPaste({ provider, eventId, level, channel, computer, message }: WindowsEvent): string {
  const line = (label: string, value: string | number | undefined): string[] =>
    value === undefined || value === '' ? [] : [`${label}: ${visible(String(value))}`];
  const text = [
    ...line('Log Name', channel),
    ...line('Source', provider),
    ...line('Event ID', eventId),
    ...line('Level', level && LEVELS[level]),
    ...line('Computer', computer),
    'Description:',
    message ?? '',
  ].join('\n');
  return cutTo(text, READ_LIMITS.characters) ?? text;
}
