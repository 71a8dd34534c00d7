/** Bytes of one file -> triage. */
import { describeFault, FileError } from './file-notes.ts';
import { readEventFile } from './read-file.ts';
import { type TextAnswerer, type Triage, triage, type TriageOptions } from './triage.ts';

/** The triage of a file as it was uploaded. Never throws on any bytes: a file that cannot be read has no events and a note. */
export async function triageFile(
  { bytes, name }: { bytes: Uint8Array; name: string },
  answerer: TextAnswerer,
  options: Omit<TriageOptions, 'notes'> = {},
): Promise<Triage> {
  try {
    const { chunks, notes } = readEventFile(bytes, name);
    return await triage(chunks, answerer, { ...options, notes });
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    const { lang = 'en' } = options;
    const verdicts = { action: 0, conditional: 0, unknown: 0, info: 0, ignore: 0 };
    return { lang, events: 0, verdicts, findings: [], unknown: [], notes: [describeFault(error.fault, lang)] };
  }
}
