/** A person installs the app: the app's install page, Slack's consent, and the way back with cookie and state. */
import type { Context } from './context.ts';

export interface InstallOptions {
  /** The app's address, such as "http://127.0.0.1:3000"; "/slack/install" is added. */
  appUrl: string;
  installPath?: string;
  /** Default: the first workspace and its first person. */
  team?: string;
  user?: string;
  /** Press Cancel. */
  deny?: boolean;
  /** Come back without the cookie, as someone would who was sent another person's link. */
  dropCookie?: boolean;
  /** Install for the whole organisation. */
  org?: boolean;
}

export interface Installed {
  /** Of the page the person ends on. */
  status: number;
  body: string;
  cookie: string;
  /** The address with code and state to which Slack sent the person back. */
  redirectUrl: string;
}

/** Walks through the installation like a browser that keeps cookies. */
export async function install(context: Context, options: InstallOptions): Promise<Installed> {
  const { appUrl, installPath = '/slack/install', deny = false, dropCookie = false, org = false } = options;
  const [first] = context.state.workspaces.values();
  const team = options.team ?? first?.id ?? '';
  const person = [...context.state.people.values()].find((each) => each.team === team && !each.isBot);
  const start = await fetch(`${appUrl}${installPath}`, { redirect: 'manual' });
  const cookie = start.headers
    .getSetCookie()
    .map((line) => line.split(';')[0] ?? '')
    .join('; ');
  const consentUrl = start.headers.get('location') ?? linkIn(await start.text());
  const page = await fetch(consentUrl);
  if (!page.ok) throw new Error(`Slack refused the installation: ${await page.text()}`);
  const answer = { team, user: options.user ?? person?.id ?? '', org: String(org), answer: deny ? 'cancel' : 'allow' };
  const body = new URLSearchParams(answer).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const pressed = await fetch(consentUrl, { method: 'POST', body, headers, redirect: 'manual' });
  const redirectUrl = pressed.headers.get('location') ?? '';
  const end = await comeBack(redirectUrl, dropCookie ? '' : cookie);
  return { ...end, cookie, redirectUrl };
}

/** Opens the redirect URL as a browser with that cookie. */
export async function comeBack(url: string, cookie: string): Promise<{ status: number; body: string }> {
  const response = await fetch(url, { headers: cookie === '' ? {} : { cookie }, redirect: 'manual' });
  return { status: response.status, body: await response.text() };
}

/** The address of the "Add to Slack" button of the app's page. */
function linkIn(html: string): string {
  const start = html.indexOf('href="');
  const end = html.indexOf('"', start + 6);
  if (start < 0) throw new Error('the install page of the app has no link to Slack');
  return html.slice(start + 6, end).replaceAll('&amp;', '&');
}
