/** Teams' limits and our own shares of a card, in one table that every builder reads. Characters are UTF-16 units. */

/** What an activity, a card or an input may hold; sorted. */
export const LIMITS = {
  /** Buttons in one row: Teams takes six, but cuts off what is wider than the card. */
  actionsInSet: 3,
  /** Of `JSON.stringify(activity)`: Teams refuses 100 KB counted as UTF-16, advises 80 KB; ours is far below. */
  activity: 20_000,
  buttonTitle: 40,
  /** Of `JSON.stringify(card)`: what is left for addresses, text and summary of the activity is enough for long ones. */
  card: 17_000,
  /** Choices of a menu. */
  choices: 100,
  /** What a person may type or leave in a form. */
  inputText: 3000,
  /** Results of a search. */
  searchResults: 8,
  /** Frame of a dialog. */
  dialogTitle: 60,
  tooltip: 100,
} as const;

/** How much of a card each part may take, in characters of its JSON, lines and runs included; sorted. */
export const SHARES = {
  action: 3200,
  candidate: 300,
  candidates: 10,
  caseLines: 4200,
  course: 1400,
  decoded: 1300,
  evidence: 2000,
  explanation: 2600,
  facts: 2200,
  /** Text of notifications, of screen readers and of clients that cannot draw the card; each. */
  fallbackText: 400,
  note: 400,
  /** Remarks on a file. */
  notes: 5,
  occurrences: 2600,
  previewText: 200,
  previewTitle: 120,
  question: 600,
  questions: 5,
  /** Look-ups of the help card. */
  recent: 8,
  recentTitle: 160,
  references: 2200,
  /** An address; longer ones are named, not linked. */
  referenceUrl: 500,
  related: 2200,
  /** Lines of a summary with a button of their own; the others share one menu. */
  summaryButtons: 10,
  summaryChoice: 80,
  summaryLine: 500,
  ticket: 2900,
  /** How much of the question goes with a ticket. */
  ticketQuote: 900,
  title: 420,
  trigger: 900,
  /** What is told of unknown events of a file. */
  unknown: 2000,
  /** A person's name. */
  who: 80,
} as const;

/** When a card is too large, all its shares shrink by these in turn. */
export const SCALES = [1, 0.7, 0.45, 0.25, 0.12] as const;
/** Titles and questions do not shrink below this. */
export const LEAST = 0.3;
