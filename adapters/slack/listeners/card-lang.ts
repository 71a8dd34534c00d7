/** The language of a card that others see: the channel's, else that of the person it answers. */
import type { Lang } from '../../../src/lang.ts';
import type { Parts } from '../app-parts.ts';
import type { ToPerson } from '../reply.ts';

export async function cardLang(who: ToPerson, text: string, { settings, langs }: Parts): Promise<Lang> {
  const ofChannel = who.channel === undefined ? undefined : settings.channelLanguages[who.channel];
  return ofChannel ?? langs.of(who, text);
}
