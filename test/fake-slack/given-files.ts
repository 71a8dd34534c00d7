import type { Context } from './context.ts';
import { type Person, type SlackFile, newId } from './state.ts';

/** A file as a test gives it. */
export interface GivenFile extends Partial<
  Pick<SlackFile, 'mimetype' | 'mode' | 'slackConnect' | 'redirectTo' | 'claimedSize'>
> {
  name: string;
  content: string | Uint8Array;
}

/** Uploads a file. */
export function addFile(
  { state }: Context,
  person: Person,
  { file, channels }: { file: GivenFile; channels: string[] },
): SlackFile {
  const kept: SlackFile = {
    mimetype: 'application/octet-stream',
    mode: 'hosted',
    ...file,
    id: newId('F'),
    team: person.team,
    user: person.id,
    content: Buffer.from(file.content as Uint8Array),
    channels,
  };
  state.files.set(kept.id, kept);
  return kept;
}
