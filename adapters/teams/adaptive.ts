/** The few elements of Adaptive Cards 1.5 that our cards are made of. */
import type { Lang } from '../../src/lang.ts';

export type ContainerStyle = 'default' | 'emphasis' | 'good' | 'attention' | 'warning' | 'accent';
/** Colours that fit the container styles of the same names. */
export type TextColor = 'Good' | 'Attention' | 'Warning' | 'Accent';
export type Spacing = 'None' | 'Small' | 'Default' | 'Medium' | 'Large';

/** The only element for text of events: it knows no Markdown. */
export interface RichTextBlock {
  type: 'RichTextBlock';
  inlines: TextRun[];
  spacing?: Spacing;
}

export interface TextRun {
  type: 'TextRun';
  text: string;
  weight?: 'Bolder';
  size?: 'Large';
  fontType?: 'Monospace';
  isSubtle?: true;
  selectAction?: OpenUrl;
}

/** Fixed words of our own: clients read Markdown in it. */
export interface TextBlock {
  type: 'TextBlock';
  text: string;
  wrap: true;
  weight: 'Bolder';
  size: 'Medium' | 'Large' | 'ExtraLarge';
  style: 'heading';
  color?: TextColor;
  spacing?: Spacing;
}

export interface Container {
  type: 'Container';
  items: Element[];
  id?: string;
  style?: ContainerStyle;
  bleed?: true;
  isVisible?: false;
  spacing?: Spacing;
  separator?: true;
}

export interface ColumnSet {
  type: 'ColumnSet';
  columns: Column[];
  spacing?: Spacing;
}

export interface Column {
  type: 'Column';
  width: 'auto' | 'stretch';
  items: Element[];
  verticalContentAlignment?: 'Center';
}

export interface ActionSet {
  type: 'ActionSet';
  actions: Action[];
  spacing?: Spacing;
}

export interface InputText {
  type: 'Input.Text';
  id: string;
  label: string;
  isMultiline?: true;
  isRequired?: true;
  errorMessage?: string;
  maxLength: number;
  value?: string;
  placeholder?: string;
}

export interface InputChoiceSet {
  type: 'Input.ChoiceSet';
  id: string;
  label: string;
  style: 'compact' | 'expanded';
  isRequired?: true;
  errorMessage?: string;
  placeholder?: string;
  /** Long choices go on in a second line. */
  wrap?: true;
  /** What is chosen at first. */
  value?: string;
  choices: { title: string; value: string }[];
}

export type Element = RichTextBlock | TextBlock | Container | ColumnSet | ActionSet | InputText | InputChoiceSet;

/** Answered in place; old clients send a message in its stead. */
export interface Execute {
  type: 'Action.Execute';
  title: string;
  verb: string;
  data: object;
  tooltip?: string;
  style?: 'positive';
  associatedInputs?: 'none';
  fallback: Submit;
}

export interface Submit {
  type: 'Action.Submit';
  title: string;
  data: object;
  tooltip?: string;
  style?: 'positive';
  associatedInputs?: 'none';
}

export interface OpenUrl {
  type: 'Action.OpenUrl';
  url: string;
  title?: string;
}

interface ToggleVisibility {
  type: 'Action.ToggleVisibility';
  title: string;
  targetElements: string[];
}

export type Action = Execute | Submit | OpenUrl | ToggleVisibility;

export interface AdaptiveCard {
  type: 'AdaptiveCard';
  $schema: 'http://adaptivecards.io/schemas/adaptive-card.json';
  version: '1.5';
  lang: Lang;
  fallbackText: string;
  speak: string;
  body: Element[];
}

/** A card, and the same in one line of plain text: for notifications, and where cards are not shown. */
export interface TeamsCard {
  card: AdaptiveCard;
  text: string;
}

/** One line of a rich text. */
export type Line = readonly TextRun[];
