/** Cards drawn by the real renderer in a real browser, at the width that Teams gives them. */
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../browser/browser.ts';
import { TEAMS_HOST_CONFIG } from './host-config.ts';

const RENDERER = createRequire(import.meta.url).resolve('adaptivecards/dist/adaptivecards.js');
/** A chat pane on a laptop, and a phone. */
export const WIDTHS = { chat: 520, phone: 340 } as const;

const STYLE = `
  body { margin: 0; padding: 16px; background: #f5f5f5; }
  .ac-pushButton { font: 600 14px "Segoe UI", "Liberation Sans", "Noto Sans CJK JP", sans-serif; padding: 5px 12px; border-radius: 4px;
    border: 1px solid #d1d1d1; background: #fff; color: #242424; cursor: pointer; white-space: normal !important; }
  .ac-pushButton.style-positive { background: #5b5fc7; color: #fff; border-color: #5b5fc7; }
  .ac-anchor { color: #4f52b2; }
  .ac-input { font: 14px "Segoe UI", "Liberation Sans", "Noto Sans CJK JP", sans-serif; padding: 6px; border: 1px solid #d1d1d1; border-radius: 4px; box-sizing: border-box; }
  textarea.ac-input { min-height: 80px; }
  #card { background: #fff; border: 1px solid #e1e1e1; border-radius: 6px; overflow: hidden; }
`;

/** Runs in the page, so it is text: the renderer is there under this name. */
const DRAW = `({ card, hostConfig }) => {
  const { AdaptiveCard, HostConfig } = globalThis.AdaptiveCards;
  const drawn = new AdaptiveCard();
  drawn.hostConfig = new HostConfig(hostConfig);
  globalThis.pressed = [];
  drawn.onExecuteAction = (action) => globalThis.pressed.push({
    type: action.getJsonTypeName(), title: action.title, verb: action.verb, data: action.data, url: action.url,
  });
  drawn.parse(card);
  const place = document.getElementById('card');
  place.replaceChildren(drawn.render());
}`;

/** What was pressed, as the renderer hands it to Teams. */
export interface Pressed {
  type: string;
  title?: string;
  verb?: string;
  data?: unknown;
  url?: string;
}

export interface Drawing {
  page: Page;
  /** Errors of the page and requests to anywhere: none is right. */
  faults: string[];
  draw: (card: object) => Promise<void>;
  pressed: () => Promise<Pressed[]>;
  close: () => Promise<void>;
}

export async function openDrawing(width: number = WIDTHS.chat): Promise<Drawing> {
  const browser: Browser = await launchChromium();
  const page = await browser.newPage({ viewport: { width: width + 34, height: 900 }, deviceScaleFactor: 1.5 });
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  page.on('request', (request) => faults.push(`asked ${request.url()}`));
  await page.setContent(`<!doctype html><style>${STYLE}</style><div id="card" style="width:${width}px"></div>`);
  await page.addScriptTag({ path: RENDERER });
  return {
    page,
    faults,
    draw: async (card) => {
      await page.evaluate(`(${DRAW})(${JSON.stringify({ card, hostConfig: TEAMS_HOST_CONFIG })})`);
    },
    pressed: () => page.evaluate('globalThis.pressed'),
    close: () => browser.close(),
  };
}
