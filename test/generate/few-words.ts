/** Names and numbers without a text, as people type them. */
import { formatIdentifier } from '../../src/event/identifier.ts';

/** A source and an ID as somebody types them. */
export const SENTENCES: readonly ((name: string, id: number) => string)[] = [
  (name, id) => `${name} ${id}`,
  (name, id) => `${id} ${name}`,
  (name, id) => `Event ID ${id}, ${name}`,
  (name, id) => `${name} event ${id}`,
  (name, id) => `${name} event id ${id}?`,
  (name, id) => `${name} の ${id}`,
  (name, id) => `${name} イベント ${id}`,
];

/** An event ID without its source. */
export const NUMBER_ALONE: readonly ((id: number) => string)[] = [
  (id) => String(id),
  (id) => `event ${id}`,
  (id) => `Event ID: ${id}`,
  (id) => `EventID ${id}?`,
  (id) => `イベント ID ${id}`,
  (id) => `イベントID：${id}`,
  (id) => `what is event id ${id}`,
];

/** A 32-bit identifier in the spellings of tools. */
export const IDENTIFIER_ALONE: readonly ((identifier: number) => string)[] = [
  (identifier) => formatIdentifier(identifier),
  (identifier) => formatIdentifier(identifier).toLowerCase(),
  (identifier) => formatIdentifier(identifier).slice(2),
  (identifier) => `${formatIdentifier(identifier).slice(2)}h`,
  (identifier) => String(identifier),
  // The same as a signed number, as some tools print it.
  (identifier) => String(identifier | 0),
  (identifier) => `event id ${identifier}`,
];
