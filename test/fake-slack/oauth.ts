/** Installing: the consent page, the tokens it leads to, and their rotation. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Context } from './context.ts';
import { escapeHtml } from './html.ts';
import { answerText, readBody, redirect } from './http.ts';
import type { Json } from './json.ts';
import { type Grant, type Token, newSecret } from './state.ts';

/** `GET /oauth/v2/authorize` shows the consent page, `POST` is a press on Allow or Cancel. */
export async function serveConsent(
  context: Context,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { searchParams: query } = new URL(request.url ?? '/', 'http://fake');
  const redirectUri = query.get('redirect_uri') ?? context.app.redirectUrls[0];
  if (query.get('client_id') !== context.app.clientId) return answerText(response, 400, 'Invalid client_id parameter');
  if (redirectUri === undefined || !isRegistered(context, redirectUri)) {
    return answerText(response, 400, 'bad_redirect_uri: the redirect URL is not registered for the app');
  }
  if (request.method !== 'POST') return answerText(response, 200, consentPage(context, query), 'text/html');
  const form = new URLSearchParams((await readBody(request)).text);
  const target = new URL(redirectUri);
  const state = query.get('state');
  if (form.get('answer') === 'allow') target.searchParams.set('code', makeCode(context, query, form));
  else target.searchParams.set('error', 'access_denied');
  if (state !== null) target.searchParams.set('state', state);
  return redirect(response, target.href);
}

/** Makes new tokens for a code or a refresh token; the answer of oauth.v2.access without `ok`. */
export function grantTokens(context: Context, grant: Grant): Json {
  const { state, app } = context;
  const workspace = state.workspaces.get(grant.team);
  if (workspace === undefined) return {};
  const rotation = app.rotationSeconds;
  const access = addToken(context, {
    kind: 'bot',
    team: grant.team,
    user: workspace.bot.userId,
    scopes: new Set(grant.scopes),
    ...(rotation === undefined ? {} : { expiresAt: context.now() + rotation * 1000 }),
  });
  const old = grant.replaces === undefined ? undefined : state.tokens.get(grant.replaces);
  if (old !== undefined) old.revoked = 'token_revoked';
  workspace.installed = true;
  if (grant.orgInstall) workspace.orgInstall = true;
  const refresh = rotation === undefined ? undefined : addRefresh(context, grant, access);
  return {
    app_id: app.appId,
    authed_user: { id: grant.user },
    scope: grant.scopes.join(','),
    token_type: 'bot',
    access_token: access,
    bot_user_id: workspace.bot.userId,
    ...(refresh === undefined ? {} : { refresh_token: refresh, expires_in: rotation }),
    team: grant.orgInstall ? null : { id: workspace.id, name: workspace.name },
    enterprise: workspace.enterprise ?? null,
    is_enterprise_install: grant.orgInstall,
  };
}

/** Adds a token and returns its value. */
export function addToken({ state }: Context, token: Token): string {
  const prefix = { bot: 'xoxb', app: 'xapp', user: 'xoxp' }[token.kind];
  const value = `${prefix}-fake-${newSecret(8)}`;
  state.tokens.set(value, token);
  return value;
}

function addRefresh({ state }: Context, grant: Grant, access: string): string {
  const value = `xoxe-fake-${newSecret(8)}`;
  state.grants.set(value, { ...grant, kind: 'refresh', used: false, replaces: access });
  return value;
}

function makeCode({ state, app }: Context, query: URLSearchParams, form: URLSearchParams): string {
  const code = newSecret(12);
  const asked = query.get('scope') ?? '';
  const redirectUri = query.get('redirect_uri');
  state.grants.set(code, {
    kind: 'code',
    team: form.get('team') ?? '',
    user: form.get('user') ?? '',
    scopes: asked === '' ? [...app.scopes] : asked.split(','),
    ...(redirectUri === null ? {} : { redirectUri }),
    orgInstall: form.get('org') === 'true',
    used: false,
  });
  return code;
}

function isRegistered({ app }: Context, redirectUri: string): boolean {
  return app.redirectUrls.length === 0 || app.redirectUrls.some((url) => redirectUri.startsWith(url));
}

function consentPage({ state }: Context, query: URLSearchParams): string {
  const scopes = (query.get('scope') ?? '').split(',').map((scope) => `<li>${escapeHtml(scope)}</li>`);
  const teams = [...state.workspaces.values()];
  const options = teams.map(({ id, name }) => `<option value="${escapeHtml(id)}">${escapeHtml(name)}</option>`);
  const people = [...state.people.values()].filter(({ isBot }) => !isBot);
  const users = people.map(({ id, name }) => `<option value="${escapeHtml(id)}">${escapeHtml(name)}</option>`);
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Install the app</title></head><body>
<h1>The app asks for permission</h1><ul>${scopes.join('')}</ul>
<form method="post"><label>Workspace <select name="team">${options.join('')}</select></label>
<label>You are <select name="user">${users.join('')}</select></label>
<button name="answer" value="allow">Allow</button> <button name="answer" value="cancel">Cancel</button></form></body></html>`;
}
