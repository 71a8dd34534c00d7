/** A chat platform as people meet it: what the stories of chat-stories.ts need, by meaning and never by ID. */
import type { Db } from '../../src/store/db.ts';

/** An answer as a person sees it. */
export interface Shown {
  /** Words of its headline, without the sign. */
  headline: string;
  /** All of it, a line each; people stand there by their names. */
  text: string;
}

/** What can be typed into the forms behind buttons. */
export interface Filled {
  /** The choice, as it is labelled. */
  reason?: string;
  note?: string;
  advice?: string;
  reference?: string;
  ticket?: string;
}

/** A message of somebody, of any app, in the channel. */
export type Post = object;

export interface ChatPerson {
  /** In the chat with hvevent alone, with files or without. */
  writes: (text: string, files?: readonly ChatFile[]) => Promise<void>;
  /** In the channel, to hvevent. */
  mentions: (text: string) => Promise<void>;
  /** The slash command in the channel: it is between this person and hvevent. */
  commands: (text: string) => Promise<void>;
  /** In the channel, to colleagues. */
  posts: (text: string) => Promise<Post>;
  /** "Explain this event" in the menu of a message. */
  explains: (post: Post) => Promise<void>;
  /** The button of `card()` with this label; where several have it, the one that is said to be about `about`. */
  presses: (label: string, about?: string) => Promise<void>;
  /** A button of the card that another person has, as a forger would. */
  pressesOnCardOf: (other: ChatPerson, label: string) => Promise<void>;
  /** Fills in the form that is open, and sends it. */
  sends: (filled: Filled) => Promise<void>;
  /** Leaves the finding that was opened out of several. */
  goesBack: () => Promise<void>;
  /** Where hvevent lists what this person has looked up. */
  looksBack: () => Promise<void>;
  /** Titles that come up while a symptom is typed into the message box. */
  searches: (typed: string) => Promise<string[]>;
  /** The newest answer before this person, wherever it stands. Throws when there is none. */
  card: () => Shown;
  /** The newest sentence, list or form that this person got and that is no answer; empty before there is one. */
  told: () => string;
  /** The answers that this person sees in the channel, in its threads too. */
  channel: () => Shown[];
}

export interface ChatFile {
  name: string;
  content: string;
}

export interface ChatWorld {
  /** Her client is English. */
  alice: ChatPerson;
  /** Her client is Japanese. */
  hanako: ChatPerson;
  store: Db;
  /** Moves hvevent's clock. */
  later: (milliseconds: number) => void;
  /** What the people in charge see where tickets go. */
  inCharge: () => string[];
  /** The organisation takes hvevent away, from everywhere. */
  uninstall: () => Promise<void>;
  /** Nothing was sent that the platform would refuse. */
  expectClean: () => void;
}

export interface ChatOptions {
  /** Whether an operator has said where tickets go. */
  inCharge?: boolean;
  /** Of the channel. */
  channelLanguage?: 'en' | 'ja';
}

export type OpenChat = (options?: ChatOptions) => Promise<ChatWorld>;

/** Something that stands before a person. */
export interface Thing {
  /** Of the message, dialog or view. */
  key: string;
  text: string;
  isAnswer: boolean;
}

/** What is new or changed and is no answer, the newest last; undefined when there is nothing. */
export function toldSince(before: readonly Thing[], after: readonly Thing[]): string | undefined {
  const known = new Map(before.map(({ key, text }) => [key, text]));
  return after.findLast(({ key, text, isAnswer }) => !isAnswer && text !== '' && known.get(key) !== text)?.text;
}

/** Every answer can be turned into the other language, and nothing else can. */
export function isAnswerWith(labels: readonly string[]): boolean {
  return labels.includes('日本語で見る') || labels.includes('Show in English');
}

/** `🔴 Action needed` -> `Action needed` */
export function withoutSign(text: string): string {
  return text.replace(/^\p{Emoji_Presentation}\s|^\p{Extended_Pictographic}\uFE0F?\s/u, '');
}
