/** Style, script and icon: read once, served under a name that holds their content hash, so that browsers may keep them for good. */
import { createHash } from 'node:crypto';
import { Hono } from 'hono';

const TYPES = {
  'site.css': 'text/css; charset=utf-8',
  'site.js': 'text/javascript; charset=utf-8',
  'board.css': 'text/css; charset=utf-8',
  'board.js': 'text/javascript; charset=utf-8',
  'favicon.svg': 'image/svg+xml',
} as const;

type AssetName = keyof typeof TYPES;

export interface Assets {
  /** `/assets/site.3f9a1b2c4d.css` */
  url(name: AssetName): string;
  routes: Hono;
}

/** @param read text of an asset by its file name; throws when there is none */
export function createAssets(read: (name: string) => string): Assets {
  const routes = new Hono();
  const urls = new Map<AssetName, string>();
  for (const name of Object.keys(TYPES) as AssetName[]) {
    const text = read(name);
    const url = `/assets/${hashedName(name, text)}`;
    const headers = { 'Content-Type': TYPES[name], 'Cache-Control': 'public, max-age=31536000, immutable' };
    urls.set(name, url);
    routes.get(url, (c) => c.body(text, 200, headers));
  }
  return { url: (name) => urls.get(name) ?? '', routes };
}

function hashedName(name: string, text: string): string {
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 10);
  const dot = name.lastIndexOf('.');
  return `${name.slice(0, dot)}.${hash}${name.slice(dot)}`;
}
