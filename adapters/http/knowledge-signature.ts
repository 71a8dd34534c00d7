/** What the files of a knowledge directory look like from outside, without reading them. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** What the files of a directory look like now. */
export interface Seen {
  /** The same as long as no file changes. */
  signature: string;
  /** The directories to be told about, under a name that changes when another directory takes the place. */
  directories: ReadonlyMap<string, string>;
  /** Why the directory cannot be read. */
  problem?: string;
}

/** As deep as the loader reads: events/<provider>/<id>.yaml, and one more. */
const DEEPEST = 4;
/** What is beyond is no knowledge directory; the loader says so. */
const MOST_ENTRIES = 50_000;

/** Follows links, as the loader does. Never rejects; what cannot be looked at is part of the signature. */
export async function lookAtFiles(directory: string): Promise<Seen> {
  const lines: string[] = [];
  const directories = new Map<string, string>();
  const reason = await walk(directory, 1, { lines, directories });
  const seen = { signature: lines.sort().join('\n'), directories };
  if (reason === undefined) return seen;
  const problem = `The knowledge directory cannot be read (${reason}): it is looked for until it can be.`;
  return { ...seen, problem };
}

interface Walk {
  lines: string[];
  directories: Map<string, string>;
}

/** @returns why the directory cannot be read */
async function walk(directory: string, depth: number, found: Walk): Promise<string | undefined> {
  try {
    const { dev, ino } = await stat(directory);
    const names = await readdir(directory);
    found.directories.set(`${dev}:${ino}:${directory}`, directory);
    found.lines.push(`${directory}\0${ino}`);
    for (const name of names) {
      if (name.startsWith('.') || found.lines.length > MOST_ENTRIES) continue;
      await lookAt(join(directory, name), depth, found);
    }
    return undefined;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    found.lines.push(`${directory}\0${reason}`);
    return reason;
  }
}

async function lookAt(path: string, depth: number, found: Walk): Promise<void> {
  // A link that leads nowhere has no stats and is still there.
  const stats = await stat(path).catch(() => undefined);
  if (stats?.isDirectory()) {
    if (depth < DEEPEST) await walk(path, depth + 1, found);
    return;
  }
  // The change time also moves when rights change; the inode, when another file takes the place.
  found.lines.push(`${path}\0${stats ? [stats.ino, stats.size, stats.mtimeMs, stats.ctimeMs].join(' ') : 'gone'}`);
}
