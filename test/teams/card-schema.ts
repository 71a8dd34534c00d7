/** The subset of Adaptive Cards 1.5 that we emit, as strict as it can be: no unknown property, no address but http(s), limits. */
import { z } from 'zod';
import { decodeAction, VERBS } from '../../adapters/teams/actions.ts';
import { ALERT_VERBS, decodeAlert } from '../../adapters/teams/alerts/alert-actions.ts';
import { LIMITS } from '../../adapters/teams/limits.ts';

const Title = z.string().min(1).max(LIMITS.buttonTitle);
const Words = z.string().min(1);
const Spacing = z.enum(['None', 'Small', 'Default', 'Medium', 'Large']);
const Style = z.enum(['default', 'emphasis', 'good', 'attention', 'warning', 'accent']);
const Id = z.string().regex(/^hv[A-Z][A-Za-z]{1,20}$/);
const Address = z.url({ protocol: /^https?$/ }).max(2000);

const OpenUrl = z.strictObject({ type: z.literal('Action.OpenUrl'), url: Address, title: Title.optional() });

const OurData = z
  .unknown()
  .refine((data) => decodeAction(data) !== undefined || decodeAlert(data) !== undefined, 'data that we cannot read');
const TypedAgain = z.strictObject({
  msteams: z.strictObject({ type: z.literal('imBack'), value: z.string().max(40) }),
});
const sent = {
  title: Title,
  style: z.literal('positive').optional(),
  associatedInputs: z.literal('none').optional(),
};
const Submit = z.strictObject({
  type: z.literal('Action.Submit'),
  data: z.union([TypedAgain, OurData]),
  tooltip: z.string().max(LIMITS.tooltip).optional(),
  ...sent,
});
const Execute = z
  .strictObject({
    type: z.literal('Action.Execute'),
    verb: z.enum([...VERBS, ...ALERT_VERBS.map((verb) => `alert.${verb}` as const)]),
    data: OurData,
    tooltip: z.string().max(LIMITS.tooltip).optional(),
    ...sent,
    fallback: z.strictObject({ type: z.literal('Action.Submit'), data: OurData, ...sent }),
  })
  .refine(({ verb, data }) => verbOf(data) === verb, 'another verb than its data')
  .refine(({ data, fallback }) => JSON.stringify(data) === JSON.stringify(fallback.data), 'another fallback');
function verbOf(data: unknown): string | undefined {
  const alert = decodeAlert(data)?.do;
  return alert === undefined ? decodeAction(data)?.do : `alert.${alert}`;
}
const Toggle = z.strictObject({
  type: z.literal('Action.ToggleVisibility'),
  title: Title,
  targetElements: z.array(Id).length(1),
});
const AnyAction = z.union([Execute, Submit, OpenUrl, Toggle]);

const TextRun = z.strictObject({
  type: z.literal('TextRun'),
  text: Words,
  weight: z.literal('Bolder').optional(),
  size: z.literal('Large').optional(),
  fontType: z.literal('Monospace').optional(),
  isSubtle: z.literal(true).optional(),
  selectAction: OpenUrl.optional(),
});
const RichTextBlock = z.strictObject({
  type: z.literal('RichTextBlock'),
  inlines: z.array(TextRun).min(1),
  spacing: Spacing.optional(),
});
const TextBlock = z.strictObject({
  type: z.literal('TextBlock'),
  text: Words,
  wrap: z.literal(true),
  weight: z.literal('Bolder'),
  size: z.enum(['Medium', 'Large', 'ExtraLarge']),
  style: z.literal('heading'),
  color: z.enum(['Good', 'Attention', 'Warning', 'Accent']).optional(),
  spacing: Spacing.optional(),
});
const ActionSet = z.strictObject({
  type: z.literal('ActionSet'),
  actions: z.array(AnyAction).min(1).max(LIMITS.actionsInSet),
  spacing: Spacing.optional(),
});
const needed = { isRequired: z.literal(true).optional(), errorMessage: Words.optional() };
const InputText = z
  .strictObject({
    type: z.literal('Input.Text'),
    id: Id,
    label: Words,
    isMultiline: z.literal(true).optional(),
    maxLength: z.int().min(1).max(LIMITS.inputText),
    value: z.string().optional(),
    placeholder: Words.optional(),
    ...needed,
  })
  .refine(({ value = '', maxLength }) => value.length <= maxLength, 'a value longer than the field');
const InputChoiceSet = z
  .strictObject({
    type: z.literal('Input.ChoiceSet'),
    id: Id,
    label: Words,
    style: z.enum(['compact', 'expanded']),
    placeholder: Words.optional(),
    wrap: z.literal(true).optional(),
    value: z.string().optional(),
    choices: z
      .array(z.strictObject({ title: Words, value: Words }))
      .min(1)
      .max(LIMITS.choices),
    ...needed,
  })
  .refine(({ choices }) => new Set(choices.map(({ value }) => value)).size === choices.length, 'a value twice');

const Container = z.strictObject({
  type: z.literal('Container'),
  get items() {
    return z.array(Element).min(1);
  },
  id: Id.optional(),
  style: Style.optional(),
  bleed: z.literal(true).optional(),
  isVisible: z.literal(false).optional(),
  spacing: Spacing.optional(),
});
const Column = z.strictObject({
  type: z.literal('Column'),
  width: z.enum(['auto', 'stretch']),
  get items() {
    return z.array(Element).min(1);
  },
  verticalContentAlignment: z.literal('Center').optional(),
});
const ColumnSet = z.strictObject({
  type: z.literal('ColumnSet'),
  columns: z.array(Column).length(2),
  spacing: Spacing.optional(),
});
const Element: z.ZodType = z.discriminatedUnion('type', [
  RichTextBlock,
  TextBlock,
  ActionSet,
  InputText,
  InputChoiceSet,
  Container,
  ColumnSet,
]);

const fallback = z.string().min(1).max(400);

/** A card of ours. */
export const CardSchema = z.strictObject({
  type: z.literal('AdaptiveCard'),
  $schema: z.literal('http://adaptivecards.io/schemas/adaptive-card.json'),
  version: z.literal('1.5'),
  lang: z.enum(['en', 'ja']),
  fallbackText: fallback,
  speak: fallback,
  body: z.array(Element).min(1),
});

/** Problems of a card, one line each; none is right. */
export function cardFaults(card: unknown): string[] {
  const parsed = CardSchema.safeParse(card);
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
}
