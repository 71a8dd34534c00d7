import { type MethodTable, home } from '../method.ts';
import { revokeTokens } from '../uninstall.ts';

export const authMethods = {
  'auth.test': {
    tokens: ['bot', 'user', 'app'],
    run: (call) => {
      const { id, name, domain, enterprise, orgInstall, bot } = home(call);
      const isUser = call.token?.kind === 'user';
      return {
        url: `https://${domain}.slack.com/`,
        team: name,
        team_id: id,
        user: isUser ? 'user' : 'hvevent',
        user_id: isUser ? call.token?.user : bot.userId,
        ...(isUser ? {} : { bot_id: bot.botId }),
        ...(enterprise === undefined ? {} : { enterprise_id: enterprise.id }),
        is_enterprise_install: orgInstall === true,
      };
    },
  },
  'auth.revoke': {
    tokens: ['bot', 'user'],
    run: (call) => {
      const isTest = call.args['test'] === true || call.args['test'] === 'true';
      if (!isTest) revokeTokens(call.context, home(call).id, [call.tokenValue]);
      return { revoked: !isTest };
    },
  },
  'apps.connections.open': {
    tokens: ['app'],
    anyScope: ['connections:write'],
    run: ({ context }) => ({ url: context.newSocketUrl() }),
  },
} as const satisfies MethodTable;
