/** The app package that an administrator uploads to Teams: manifest, icons and translations in a zip. */
import { strToU8, zipSync } from 'fflate';

/** What stands in `{{…}}` in the manifest. */
export interface PackageValues {
  /** Application (client) ID of the bot's registration; Teams knows app and bot by it. */
  appId: string;
  /** Three numbers; Teams takes an update only with a higher one. */
  version: string;
  /** At most 32 characters. */
  developer: string;
  publicUrl: string;
  privacyUrl: string;
  termsUrl: string;
}

/** Files of deploy/teams that go into it as they are; Teams wants them at its top. */
export const PACKAGE_FILES = ['color.png', 'outline.png', 'ja.json'] as const;
export const MANIFEST = 'manifest.json';

const PLACE = /\{\{(\w+)\}\}/g;
/** The same values make the same bytes. */
const MTIME = '1980-01-01T00:00:00';

/** The manifest with its places filled. @throws for a place that has no value */
export function fillManifest(template: string, values: PackageValues): unknown {
  const given = new Map<string, string>(Object.entries(values));
  return JSON.parse(template, (_key, value: unknown) => {
    if (typeof value !== 'string') return value;
    return value.replaceAll(PLACE, (_place, name: string) => {
      const known = given.get(name);
      if (known === undefined) throw new Error(`the manifest asks for {{${name}}}, which nothing gives`);
      return known;
    });
  });
}

/** @param read a file of deploy/teams */
export function buildPackage(values: PackageValues, read: (name: string) => Uint8Array): Uint8Array {
  const template = new TextDecoder().decode(read(MANIFEST));
  const manifest = JSON.stringify(fillManifest(template, values), undefined, 2);
  const files = Object.fromEntries(PACKAGE_FILES.map((name) => [name, read(name)]));
  return zipSync({ [MANIFEST]: strToU8(`${manifest}\n`), ...files }, { mtime: MTIME });
}
