/** What Teams sends, as far as we read it. Anything else in it is left where it is. */
import { z } from 'zod';

const Name = z.string().max(500).nullish();
const Id = z.string().min(1).max(500);

const Account = z.object({
  id: Id,
  name: Name,
  aadObjectId: z.string().max(100).nullish(),
  /** The message is for this one only, and nobody else in the conversation sees it. */
  isTargeted: z.boolean().nullish(),
});

const Attachment = z.object({
  contentType: z.string().max(200).nullish(),
  content: z.unknown().optional(),
  contentUrl: z.string().max(4000).nullish(),
  name: Name,
});
export type Attachment = z.infer<typeof Attachment>;

export const Activity = z.object({
  type: z.string().min(1).max(100),
  id: Id.nullish(),
  /** Of an invoke. */
  name: Name,
  /** Of an installation. */
  action: Name,
  channelId: z.string().max(100),
  serviceUrl: z.string().min(1).max(1000),
  from: Account,
  recipient: Account,
  conversation: z.object({
    id: Id,
    conversationType: z.string().max(100).nullish(),
    isGroup: z.boolean().nullish(),
    tenantId: z.string().max(100).nullish(),
  }),
  text: z.string().nullish(),
  locale: z.string().max(100).nullish(),
  replyToId: Id.nullish(),
  attachments: z.array(Attachment).max(100).nullish(),
  /** Of an invoke, or of a card's button. */
  value: z.unknown().optional(),
  membersAdded: z.array(Account).max(5000).nullish(),
  membersRemoved: z.array(Account).max(5000).nullish(),
  channelData: z
    .object({
      tenant: z.object({ id: z.string().max(100).nullish() }).nullish(),
      team: z.object({ id: z.string().max(500).nullish() }).nullish(),
    })
    .nullish(),
});
export type Activity = z.infer<typeof Activity>;

/** In lower case. Undefined when there is none, or two that differ. */
export function tenantOf({ conversation, channelData }: Activity): string | undefined {
  const [first, second] = [conversation.tenantId, channelData?.tenant?.id].flatMap((id) =>
    id === null || id === undefined || id === '' ? [] : [id.toLowerCase()],
  );
  return second === undefined || second === first ? first : undefined;
}
