/** Microsoft's own reader of Adaptive Cards: it needs no browser to parse and to judge. */
import { createRequire } from 'node:module';

interface Failure {
  message: string;
}

interface Library {
  AdaptiveCard: new () => {
    hostConfig: unknown;
    parse(card: unknown, context: unknown): void;
    validateProperties(): { validationEvents: Failure[] };
  };
  HostConfig: new (config: unknown) => unknown;
  CardElement: { langProperty: { regEx: RegExp } };
  SerializationContext: new () => { eventCount: number; getEventAt(index: number): Failure };
}

// As a module it does not load outside a bundler.
const library: Library = createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.js') as Library;

/** What it has against a card; nothing is right. Teams takes up to six actions in a row. */
export function parserFaults(card: object): string[] {
  // Its pattern is global: without this every second card would have a wrong language.
  library.CardElement.langProperty.regEx.lastIndex = 0;
  const parsed = new library.AdaptiveCard();
  parsed.hostConfig = new library.HostConfig({ actions: { maxActions: 6 } });
  const context = new library.SerializationContext();
  parsed.parse(structuredClone(card), context);
  const read = Array.from({ length: context.eventCount }, (_, i) => context.getEventAt(i).message);
  return [...read, ...parsed.validateProperties().validationEvents.map(({ message }) => message)];
}
