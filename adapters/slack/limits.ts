/** Slack's limits and our own shares of a card, in one table that every builder reads. Texts are counted in UTF-16 units after escaping. */

/** What Slack refuses beyond, as far as our builders can come near it; sorted. Sources: the Block Kit reference and the comments of `@slack/types` 3.2.0. */
export const LIMITS = {
  accessibilityLabel: 75,
  actionsElements: 25,
  blocksInMessage: 50,
  blocksInView: 100,
  buttonText: 75,
  /** Longer texts are cut by the clients; our own words keep below it. */
  buttonTextSeen: 30,
  buttonValue: 2000,
  confirmButton: 30,
  confirmText: 300,
  confirmTitle: 100,
  containerBlocks: 10,
  containerTitle: 150,
  headerText: 150,
  inputHint: 2000,
  inputLabel: 2000,
  modalWord: 24,
  optionText: 75,
  optionValue: 75,
  options: 100,
  placeholder: 150,
  plainTextInput: 3000,
  privateMetadata: 3000,
  sectionFields: 10,
  textObject: 3000,
} as const;

/**
 * How much of a card each part may take, in UTF-16 units; sorted. Together they stay near 12,000: Slack names no limit for
 * all of a message, and people do not read more.
 */
export const SHARES = {
  action: 2400,
  candidate: 200,
  candidates: 10,
  caseLines: 2000,
  course: 800,
  decoded: 600,
  evidence: 1200,
  explanation: 1800,
  facts: 1000,
  /** The text for notifications and screen readers. */
  fallbackText: 600,
  note: 300,
  occurrences: 800,
  question: 240,
  questions: 5,
  references: 800,
  /** Look-ups in App Home. */
  recent: 10,
  recentTitle: 160,
  related: 600,
  /** An address; longer ones are named, not linked. */
  referenceUrl: 1000,
  /** Lines of a summary with a button of their own; the others share one menu. */
  summaryButtons: 20,
  summaryLine: 240,
  ticket: 2900,
  /** How much of the question goes with a ticket. */
  ticketQuote: 900,
  title: 500,
  trigger: 600,
  /** A person's name. */
  who: 80,
} as const;
