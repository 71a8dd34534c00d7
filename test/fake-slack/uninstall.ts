/** Taking tokens and installations away, and telling the app. */
import type { Context } from './context.ts';

/** Revokes tokens and sends tokens_revoked; when no bot token is left, the app is uninstalled as well. */
export function revokeTokens(context: Context, team: string, values: readonly string[]): void {
  const { state, emit } = context;
  const bots: string[] = [];
  const users: string[] = [];
  for (const value of values) {
    const token = state.tokens.get(value);
    if (token === undefined || token.revoked !== undefined) continue;
    token.revoked = token.kind === 'bot' ? 'account_inactive' : 'token_revoked';
    (token.kind === 'bot' ? bots : users).push(token.user ?? '');
  }
  const rest = [...state.tokens.values()].filter((token) => token.team === team && token.kind === 'bot');
  emit(team, { type: 'tokens_revoked', tokens: { oauth: users, bot: bots } });
  const workspace = state.workspaces.get(team);
  if (workspace === undefined || rest.some(({ revoked }) => revoked === undefined)) return;
  workspace.installed = false;
  emit(team, { type: 'app_uninstalled' });
}
