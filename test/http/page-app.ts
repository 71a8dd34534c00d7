/** The page alone, with the real knowledge, the real assets and an assistant that keeps what it was told. */
import { readFileSync } from 'node:fs';
import { Hono } from 'hono';
import { Parser } from 'htmlparser2';
import { createMetrics } from '../../adapters/http/metrics.ts';
import { pageRoutes } from '../../adapters/http/page/routes.ts';
import type { HttpParts } from '../../adapters/http/parts.ts';
import { type Assistant, createAssistant, type FeedbackGiven } from '../../src/assistant.ts';
import { realAnswerer } from './running-app.ts';

const quiet = () => undefined;

export interface PageApp {
  get(path: string, headers?: Record<string, string>): Promise<Page>;
  /** Sends a form as a browser without script does. */
  post(path: string, fields: Fields, headers?: Record<string, string>): Promise<Page>;
  request: Hono['request'];
  feedback: FeedbackGiven[];
}

type Fields = readonly (readonly [string, string | File])[];

export interface Page {
  status: number;
  headers: Headers;
  html: string;
  elements: Element[];
  /** Everything a person reads, one blank between pieces. */
  text: string;
}

export interface Element {
  tag: string;
  attributes: Record<string, string>;
  text: string;
}

export function readAsset(name: string): string {
  return readFileSync(new URL(`../../adapters/http/assets/${name}`, import.meta.url), 'utf8');
}

/** The real one; whatever it wants to store is lost with an error. */
export function assistantWithoutStore(): Assistant {
  const away = () => Promise.reject(new Error('the store is away'));
  return createAssistant({
    answerer: realAnswerer,
    store: { all: away, run: away },
    recordGaps: false,
    now: () => 0,
    newId: () => 'id',
    onError: quiet,
  });
}

export function pageApp(parts: Partial<HttpParts> = {}): PageApp {
  const answerer = realAnswerer();
  const feedback: FeedbackGiven[] = [];
  const app = new Hono();
  app.route(
    '/',
    pageRoutes({
      assistant: { ...assistantWithoutStore(), feedback: async (given) => void feedback.push(given) },
      answerer: () => answerer,
      settings: { language: 'auto' },
      log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
      metrics: createMetrics(),
      readiness: () => Promise.reject(new Error('not asked here')),
      now: () => 0,
      readAsset,
      ...parts,
    }),
  );
  return {
    get: async (path, headers = {}) => pageOf(await app.request(path, { headers })),
    post: async (path, fields, headers = {}) => {
      const body = new FormData();
      for (const [name, value] of fields) body.append(name, value);
      return pageOf(await app.request(path, { method: 'POST', body, headers }));
    },
    request: app.request,
    feedback,
  };
}

export async function pageOf(response: Response): Promise<Page> {
  const html = await response.text();
  const elements = parseHtml(html);
  const text = elements
    .map((element) => element.text)
    .filter((part) => part.trim() !== '')
    .join(' ');
  return { status: response.status, headers: response.headers, html, elements, text };
}

/** Elements without content; those of SVG are closed in their own tag, which the parser calls implied. */
const VOID = new Set(['meta', 'link', 'input', 'br', 'hr', 'img', 'rect', 'path', 'circle', 'line']);

/** What a browser would make of it; `text` is that directly inside. Fails on elements that do not nest. */
function parseHtml(html: string): Element[] {
  const elements: Element[] = [];
  const open: Element[] = [];
  const parser = new Parser({
    onopentag(tag, attributes) {
      const element = { tag, attributes, text: '' };
      elements.push(element);
      open.push(element);
    },
    ontext(text) {
      const inside = open.at(-1);
      if (inside) inside.text += text;
    },
    onclosetag(tag, implied) {
      if (implied && !VOID.has(tag)) throw new Error(`<${tag}> is never closed`);
      open.pop();
    },
  });
  parser.end(html);
  return elements;
}

export function elementsWith(page: Page, tag: string, attributes: Record<string, string> = {}): Element[] {
  return page.elements.filter(
    (element) =>
      element.tag === tag && Object.entries(attributes).every(([name, value]) => element.attributes[name] === value),
  );
}

/** The fields that a click on the button sends: those of its form in the order of the page, and its own. */
export function fieldsOf(page: Page, form: string, button: Element): [string, string][] {
  const fields: [string, string][] = [];
  let inside = false;
  for (const { tag, attributes } of page.elements) {
    if (tag === 'form') inside = attributes['id'] === form;
    if (inside && tag === 'input' && attributes['type'] === 'hidden') {
      fields.push([attributes['name'] ?? '', attributes['value'] ?? '']);
    }
    if (!inside && fields.length > 0) break;
  }
  return [...fields, [button.attributes['name'] ?? '', button.attributes['value'] ?? '']];
}

export const PASTES = {
  ignorable: `Log Name:      System
Source:        VMSMP
Date:          6/3/2010 8:41:12 PM
Event ID:      26
Level:         Error
Computer:      HYP-03.example.com
Description:
NIC driver on 'sales-portal' cannot load because it is incompatible with the server virtualization stack. Server version 2 Client version 196610 (VMID 5D0F6A1E-0C1B-4B7E-9B2C-8A5D3E7F1234).`,
  open: "NIC driver on 'lab-2012' cannot load because it is incompatible with the server virtualization stack. Server version 3.2 Client version 5.0 (VMID 5D0F6A1E-0C1B-4B7E-9B2C-8A5D3E7F1234).",
  japanese:
    '種類：エラー\nソース：VMSMP\nイベントID：26\n説明：\n"受注DB"のネットワーク ドライバーは、サーバーが要求しているバージョンと互換性がないため読み込むことができません。サーバー バージョン 3.2、クライアント バージョン 0.1 (VMID)',
} as const;
